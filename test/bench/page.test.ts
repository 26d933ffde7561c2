/** Shows the pure part of the page's benchmark: what is said and when, and what becomes of the notes. */
import { describe, expect, it } from "vitest";
import { AUTHORS, authorOf, textOf } from "../../bench/page/conversation.ts";
import { readReport } from "../../bench/page/lighthouse-report.ts";
import type { Notes } from "../../bench/page/probe.ts";
import { summarize, type Round } from "../../bench/page/summary.ts";
import { lighthouseTable, receivingTable } from "../../bench/page/table.ts";
import { dueAfter } from "../../bench/pace.ts";
import { TEXT_MAX_LENGTH } from "../../src/protocol/limits.ts";
import { parsePersonName } from "../../src/protocol/values/names.ts";
import { parseText } from "../../src/protocol/values/text.ts";

const indexes = Array.from({ length: 1_000 }, (_, index) => index);

function notes(details: Partial<Notes>): Notes {
  return { nowMs: 0, longTasks: [], framesMs: [0, 16], elementsMax: 0, ...details };
}

function round(details: Partial<Round>): Round {
  return { messages: 1_000, tookMs: 5_000, startMs: 0, notes: notes({}), cpuMs: 0, heapBytes: 0, ...details };
}

/** The lines of a table, without what aligns its columns. */
function linesOf(table: string): readonly string[] {
  return table.split("\n").map((line) => line.replaceAll(/ +/g, " "));
}

describe("what is said", () => {
  it("is never the same twice, and is what a room takes as it stands", () => {
    const texts = indexes.map((index) => textOf(index));
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(parseText(text)).toEqual({ ok: true, value: text });
  });

  it("is short and long, English and Chinese, with links now and then", () => {
    const texts = indexes.map((index) => textOf(index));
    const lengths = texts.map(({ length }) => length);
    expect(Math.min(...lengths)).toBeLessThan(20);
    expect(Math.max(...lengths)).toBeGreaterThan(500);
    expect(Math.max(...lengths)).toBeLessThan(TEXT_MAX_LENGTH);
    expect(texts.filter((text) => /\p{Script=Han}/u.test(text)).length).toBeGreaterThan(200);
    expect(texts.filter((text) => text.includes("https://")).length).toBeGreaterThan(100);
  });

  it("is said by all of them, whose names a room takes", () => {
    expect(new Set(indexes.map((index) => authorOf(index))).size).toBe(AUTHORS.length);
    for (const name of AUTHORS) expect(parsePersonName(name)).toEqual({ ok: true, value: name });
  });
});

describe("a steady pace", () => {
  it("has the first due at once, and each other when its time has come", () => {
    expect([0, 4.9, 5, 9.9, 10].map((elapsedMs) => dueAfter(elapsedMs, 200, 100))).toEqual([1, 1, 2, 2, 3]);
  });

  it("ends with the last", () => {
    expect(dueAfter(495, 200, 100)).toBe(100);
    expect(dueAfter(60_000, 200, 100)).toBe(100);
  });
});

describe("a summary", () => {
  it("counts what came within the rounds, and nothing from before or between them", () => {
    const first = notes({
      longTasks: [
        { startMs: 50, durationMs: 400 },
        { startMs: 150, durationMs: 70 },
      ],
      framesMs: [10, 90, 110, 126],
      elementsMax: 10,
    });
    const second = notes({
      longTasks: [...first.longTasks, { startMs: 900, durationMs: 300 }, { startMs: 1_100, durationMs: 60 }],
      framesMs: [...first.framesMs, 900, 1_010, 1_030],
      elementsMax: 20,
    });
    const rounds = [
      round({ startMs: 100, notes: first, cpuMs: 500, heapBytes: 7 }),
      round({ startMs: 1_000, notes: second, cpuMs: 700, heapBytes: 8, messages: 500, tookMs: 2_500 }),
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

  it("says 0 where no task was long", () => {
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

  it("is read for its score, its times and the scripts that were loaded", () => {
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

describe("the table of a page that receives", () => {
  it("has a column for each way to read", () => {
    const following = summarize([round({ heapBytes: 2 ** 20 }), round({ heapBytes: 2 ** 21 })], true);
    const lines = linesOf(receivingTable({ following, scrolledUp: { ...following, isLastInView: false } }));
    expect(lines).toContain("| messages received | 2000 at 200/s | 2000 at 200/s |");
    expect(lines).toContain("| the last one is in view at the end | yes | no |");
    expect(lines).toContain("| heap after the first and the last round | 1.00 and 2.00 MiB | 1.00 and 2.00 MiB |");
  });
});
