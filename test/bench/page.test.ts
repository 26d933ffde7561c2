/** The pure part of the page's benchmark: the messages, their pace, and the summary of what the probe recorded. */
import { describe, expect, it } from "vitest";
import { AUTHORS, authorOf, textOf } from "../../bench/page/conversation.ts";
import { readReport } from "../../bench/page/lighthouse-report.ts";
import type { Recording } from "../../bench/page/probe.ts";
import { summarize, type Round } from "../../bench/page/summary.ts";
import { lighthouseTable, receivingTable } from "../../bench/page/table.ts";
import { dueAfter } from "../../bench/pace.ts";
import { TEXT_MAX_LENGTH } from "../../src/protocol/limits.ts";
import { parsePersonName } from "../../src/protocol/values/names.ts";
import { parseText } from "../../src/protocol/values/text.ts";

const indexes = Array.from({ length: 1_000 }, (_, index) => index);

function recording(details: Partial<Recording>): Recording {
  return { nowMs: 0, longTasks: [], framesMs: [0, 16], elementsMax: 0, ...details };
}

function round(details: Partial<Round>): Round {
  return { messages: 1_000, tookMs: 5_000, startMs: 0, recording: recording({}), cpuMs: 0, heapBytes: 0, ...details };
}

/** The lines of a table, without what aligns its columns. */
function linesOf(table: string): readonly string[] {
  return table.split("\n").map((line) => line.replaceAll(/ +/g, " "));
}

describe("the conversation", () => {
  it("never repeats a text, and a room accepts each unchanged", () => {
    const texts = indexes.map((index) => textOf(index));
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(parseText(text)).toEqual({ ok: true, value: text });
  });

  it("is short and long, English and Chinese, with some links", () => {
    const texts = indexes.map((index) => textOf(index));
    const lengths = texts.map(({ length }) => length);
    expect(Math.min(...lengths)).toBeLessThan(20);
    expect(Math.max(...lengths)).toBeGreaterThan(500);
    expect(Math.max(...lengths)).toBeLessThan(TEXT_MAX_LENGTH);
    expect(texts.filter((text) => /\p{Script=Han}/u.test(text)).length).toBeGreaterThan(200);
    expect(texts.filter((text) => text.includes("https://")).length).toBeGreaterThan(100);
  });

  it("has every author, each with a name that a room accepts", () => {
    expect(new Set(indexes.map((index) => authorOf(index))).size).toBe(AUTHORS.length);
    for (const name of AUTHORS) expect(parsePersonName(name)).toEqual({ ok: true, value: name });
  });
});

describe("a steady pace", () => {
  it("starts at once, and spaces the others evenly", () => {
    expect([0, 4.9, 5, 9.9, 10].map((elapsedMs) => dueAfter(elapsedMs, 200, 100))).toEqual([1, 1, 2, 2, 3]);
  });

  it("stops after the last", () => {
    expect(dueAfter(495, 200, 100)).toBe(100);
    expect(dueAfter(60_000, 200, 100)).toBe(100);
  });
});

describe("a summary", () => {
  it("counts what happened within the rounds, and nothing before or between them", () => {
    const first = recording({
      longTasks: [
        { startMs: 50, durationMs: 400 },
        { startMs: 150, durationMs: 70 },
      ],
      framesMs: [10, 90, 110, 126],
      elementsMax: 10,
    });
    const second = recording({
      longTasks: [...first.longTasks, { startMs: 900, durationMs: 300 }, { startMs: 1_100, durationMs: 60 }],
      framesMs: [...first.framesMs, 900, 1_010, 1_030],
      elementsMax: 20,
    });
    const rounds = [
      round({ startMs: 100, recording: first, cpuMs: 500, heapBytes: 7 }),
      round({ startMs: 1_000, recording: second, cpuMs: 700, heapBytes: 8, messages: 500, tookMs: 2_500 }),
    ];
    expect(summarize(rounds, true)).toEqual({
      messages: 1_500,
      perSecond: 200,
      longestTaskMs: 70,
      longTasks: 2,
      elementsMax: 20,
      heapBytes: [7, 8],
      frameMedianMs: 18,
      frameP99Ms: expect.closeTo(19.96, 9),
      cpuMsPerMessage: 0.8,
      isLastInView: true,
    });
  });

  it("has 0 if no task was long", () => {
    expect(summarize([round({})], true)).toMatchObject({ longestTaskMs: 0, longTasks: 0 });
  });
});

describe("a Lighthouse report", () => {
  const audits = {
    "first-contentful-paint": { numericValue: 1_100.4 },
    "largest-contentful-paint": { numericValue: 1_200 },
    "total-blocking-time": { numericValue: 30 },
    "cumulative-layout-shift": { numericValue: 0.0012 },
    "network-requests": {
      details: {
        items: [
          { resourceType: "Document", transferSize: 900 },
          { resourceType: "Script", transferSize: 2_048 },
          { resourceType: "Script", transferSize: 1_024 },
        ],
      },
    },
  };

  it("gives its score, its times and the size of the scripts", () => {
    const report = { categories: { performance: { score: 0.98 } }, audits };
    const [head, , row] = linesOf(lighthouseTable([readReport("/", report)]));
    expect(head).toBe("| page | performance | FCP | LCP | TBT | CLS | JavaScript transferred |");
    expect(row).toBe("| `/` | 98 | 1100 ms | 1200 ms | 30 ms | 0.001 | 3.0 KiB |");
  });

  it("without a score is an error", () => {
    const report = { categories: { performance: { score: null } }, audits };
    expect(() => readReport("/r/room", report)).toThrow("/r/room");
  });
});

describe("the table of a receiving page", () => {
  it("has a column for each scroll position", () => {
    const following = summarize([round({ heapBytes: 2 ** 20 }), round({ heapBytes: 2 ** 21 })], true);
    const lines = linesOf(receivingTable({ following, scrolledUp: { ...following, isLastInView: false } }));
    expect(lines).toContain("| messages received | 2000 at 200/s | 2000 at 200/s |");
    expect(lines).toContain("| the last one is in view at the end | yes | no |");
    expect(lines).toContain("| heap after the first and the last round | 1.00 and 2.00 MiB | 1.00 and 2.00 MiB |");
  });
});
