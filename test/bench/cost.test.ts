/** Shows that the cost calculator counts and bills right at the edges, and that docs/cost.md says what it prints. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  ALARM_EVERY_S,
  QUIET_ALARMS_AN_HOUR,
  EVENT_OVERHEAD_BYTES,
  MARK_EVERY_S,
  MARK_EVERY_S_PER_PERSON,
  ROWS,
} from "../../bench/cost/actions.ts";
import { beyondFree, beyondUsd, billOf, freeShare } from "../../bench/cost/bill.ts";
import { eventsOf } from "../../bench/cost/events.ts";
import { parseOptions } from "../../bench/cost/options.ts";
import { METERS, OBJECT_GB, PLAN_USD, PRICES, READ_ON, type Meter } from "../../bench/cost/prices.ts";
import { QUIET_TEAM, SCENARIOS, type Scenario } from "../../bench/cost/scenarios.ts";
import * as tables from "../../bench/cost/tables.ts";
import { requestsOf, usageOf, type Usage } from "../../bench/cost/usage.ts";
import { MARK_EVERY_MS, MARK_EVERY_MS_PER_PERSON } from "../../src/client/requests/read-marker-reporter.ts";
import { encodeEvent } from "../../src/protocol/codec/encoding.ts";
import { inspect } from "../../src/room/sockets/liveness-rules.ts";
import { personName, person } from "../support/people.ts";

const NOTHING = Object.fromEntries(METERS.map((meter) => [meter, 0])) as Usage;
/** Nobody, for an hour in the month. */
const NOBODY: Scenario = {
  name: "nobody",
  members: 0,
  rooms: 1,
  online: 0,
  days: 1,
  hoursPerDay: 1,
  messagesPerDay: 0,
  bytesPerMessage: 100,
  typingPerMessage: 0,
  editsPerMessage: 0,
  reactionsPerMessage: 0,
  readers: 0,
  otherRooms: 0,
  joinsPerMember: 0,
  pagesPerDay: 0,
  searchesPerDay: 0,
  deploys: 0,
  monthsKept: 1,
};

describe("the bill", () => {
  it.each(METERS)("asks nothing for the %s that are included, and something for one more", (meter) => {
    const { included, usd, per, isRoundedUp } = PRICES[meter];
    expect(beyondUsd(meter, included)).toBe(0);
    expect(beyondUsd(meter, included + 1)).toBeCloseTo(isRoundedUp ? usd : usd / per, 12);
    expect(beyondUsd(meter, included + per)).toBeCloseTo(usd, 12);
    expect(beyondUsd(meter, included + per + 1)).toBeCloseTo(isRoundedUp ? 2 * usd : usd + usd / per, 12);
  });

  it("is the plan's price where all is included, and adds up what is not", () => {
    expect(billOf(NOTHING).totalUsd).toBe(PLAN_USD);
    const much = { ...NOTHING, objectRequests: 21_610_000, durationGbS: 552_960 };
    // Cloudflare's own fourth example, of August 2026.
    expect(billOf(much).totalUsd).toBeCloseTo(20.65, 12);
  });

  it("knows what the free plan allows: a day, or in all", () => {
    expect(freeShare("rowsWritten", 22 * 100_000, 22)).toBe(1);
    expect(freeShare("storedGbMonths", 5, 22)).toBe(1);
    expect(freeShare("workerCpuMs", 1e12, 1)).toBe(0);
    expect(beyondFree({ ...NOTHING, rowsWritten: 100_000 }, 1)).toEqual([]);
    const both = { ...NOTHING, rowsWritten: 100_001, objectRequests: 300_000 };
    expect(beyondFree(both, 1)).toEqual<Meter[]>(["objectRequests", "rowsWritten"]);
  });
});

describe("the usage", () => {
  it("of a room in which nothing happens is its alarm", () => {
    const usage = usageOf(NOBODY);
    expect(usage).toMatchObject({ workerRequests: 0, storedGbMonths: 0 });
    expect(usage.objectRequests).toBe(QUIET_ALARMS_AN_HOUR);
    expect(usage.rowsWritten).toBe(usage.objectRequests);
  });

  it("bills twenty frames as one request", () => {
    // Both talk enough for as many alarms as there can be.
    const [some, more] = [200, 400].map((messagesPerDay) => usageOf({ ...NOBODY, messagesPerDay }).objectRequests);
    expect((more ?? 0) - (some ?? 0)).toBe(10);
    expect(usageOf({ ...NOBODY, pagesPerDay: 200 }).objectRequests - usageOf(NOBODY).objectRequests).toBe(10);
  });

  it("counts a reader's mark for each message, as far as a page may tell", () => {
    const reader = { ...NOBODY, readers: 1, messagesPerDay: 100 };
    expect(eventsOf(reader).marks).toBeCloseTo(100, 9);
    expect(eventsOf({ ...reader, messagesPerDay: 10_000 }).marks).toBeCloseTo(3_600 / MARK_EVERY_S, 9);
    // Ten marks a second from however many.
    expect(eventsOf({ ...reader, readers: 500, online: 500, messagesPerDay: 1e9 }).marks).toBeCloseTo(36_000, 9);
  });

  it("counts a page's questions to each other room: 8 an hour, 2 more for each message there, 40 at most", () => {
    const reader = { ...NOBODY, readers: 2, otherRooms: 3 };
    expect(eventsOf(reader).questions).toBe(2 * 3 * 8);
    expect(eventsOf({ ...reader, messagesPerDay: 10 }).questions).toBeCloseTo(2 * 3 * 28, 9);
    expect(eventsOf({ ...reader, messagesPerDay: 17 }).questions).toBe(2 * 3 * 40);
    const usage = usageOf(reader);
    expect(usage.workerRequests).toBe(48);
    expect(usage.objectRequests - usageOf(NOBODY).objectRequests).toBe(48);
  });

  it("writes each message into the search index where anybody searches, and nothing where nobody does", () => {
    const talk = { ...NOBODY, messagesPerDay: 1_000, editsPerMessage: 0.1 };
    const [without, searched] = [usageOf(talk), usageOf({ ...talk, searchesPerDay: 1 })];
    expect(searched.rowsWritten - without.rowsWritten).toBe(
      10 * ROWS.indexedHundred.written + 100 * ROWS.editIndexed.written,
    );
    expect(searched.storedGbMonths).toBeGreaterThan(without.storedGbMonths);
  });

  it("is that of the listed requests in all", () => {
    for (const scenario of SCENARIOS) {
      const sum = Object.values(requestsOf(eventsOf(scenario))).reduce((all, requests) => all + requests, 0);
      expect(usageOf(scenario).objectRequests).toBe(Math.round(sum));
    }
  });

  it("never bills a room for longer than somebody is there", () => {
    const busy = { ...NOBODY, messagesPerDay: 1e9 };
    expect(usageOf(busy).durationGbS).toBe(Math.round(3_600 * OBJECT_GB));
    expect(usageOf(busy, 10).durationGbS).toBe(usageOf(busy).durationGbS);
  });

  it("is more where the seconds before sleep are billed", () => {
    expect(usageOf(QUIET_TEAM, 10).durationGbS).toBeGreaterThan(5 * usageOf(QUIET_TEAM).durationGbS);
  });
});

describe("what is taken from the code", () => {
  it("is the time between two alarms, while pages ping each 25 s", () => {
    const now = 1_795_000_000_000;
    const lately = (agoS: number): number | null =>
      inspect([{ socket: 1, session: { state: "joined", dialect: "foyer.1" }, heardAt: now - agoS * 1_000 }], now, now)
        .nextAt;
    expect(lately(25)).toBe(now + ALARM_EVERY_S * 1_000);
    expect(lately(0)).toBe(now + 92_000);
  });

  it("is how often a page tells how far it has read", () => {
    expect([MARK_EVERY_S, MARK_EVERY_S_PER_PERSON]).toEqual([MARK_EVERY_MS / 1_000, MARK_EVERY_MS_PER_PERSON / 1_000]);
  });

  it("is the size of a message on its way", () => {
    const from = { ...person("somebody"), name: personName("Somebody Else") };
    const said = { seq: 10_000, at: 1_795_000_000_000, from, text: "", clientId: crypto.randomUUID() };
    const { length } = encodeEvent({ type: "said", ...said });
    expect(length).toBeLessThanOrEqual(EVENT_OVERHEAD_BYTES);
    expect(length).toBeGreaterThan(0.9 * EVENT_OVERHEAD_BYTES);
  });

  it("is that what the page loads, itself excepted, never asks the Worker", async () => {
    const [page, config] = await Promise.all(
      ["public/index.html", "wrangler.toml"].map((file) => readFile(file, "utf8")),
    );
    const asked = [...(config?.match(/^run_worker_first = (.*)$/m)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map(
      ([, pattern = ""]) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`),
    );
    const loaded = [...(page ?? "").matchAll(/(?:href|src)="([^"]+)"/g)].map(([, url]) => url ?? "");
    expect(asked.some((pattern) => pattern.test("/"))).toBe(true);
    expect(loaded).toContain("/app/main.js");
    expect(loaded.filter((url) => asked.some((pattern) => pattern.test(url)))).toEqual([]);
  });
});

describe("the command line", () => {
  it("gives the examples, help, or a month of one's own", () => {
    expect(parseOptions([])).toEqual({ kind: "examples" });
    expect(parseOptions(["--help", "--rooms", "x"])).toEqual({ kind: "help" });
    expect(parseOptions(["--members", "50", "--messages-per-day=2,000"])).toEqual({
      kind: "own",
      scenario: { ...QUIET_TEAM, name: "yours", members: 50, messagesPerDay: 2_000 },
    });
  });

  it.each([
    ["--rooms", "0"],
    ["--rooms", "many"],
    ["--members", ""],
    ["--members", ","],
    ["--members=-1"],
    ["--members", "Infinity"],
    ["--days", "32"],
    ["--hours-per-day", "24.1"],
    ["--days"],
    ["--users", "3"],
    ["50"],
  ])("says what is wrong with %s %s", (...args) => {
    expect(parseOptions(args)).toMatchObject({
      kind: "fault",
      fault: expect.stringContaining(args[0]?.split("=")[0] ?? ""),
    });
  });

  it("takes the least and the most", () => {
    for (const args of [
      ["--rooms", "1"],
      ["--members", "0"],
      ["--days", "31"],
      ["--hours-per-day", "24"],
    ]) {
      expect(parseOptions(args)).toMatchObject({ kind: "own" });
    }
  });
});

describe("docs/cost.md", () => {
  const { months, requests, totals, units } = tables;

  it.each([totals, months, units, requests])("quotes the %o of the three months as they are printed", async (print) => {
    expect(await readFile("docs/cost.md", "utf8")).toContain(`\n${print(SCENARIOS)}\n`);
  });

  it.each([tables.actions, tables.prices])("quotes the %o", async (print) => {
    const page = await readFile("docs/cost.md", "utf8");
    expect(page).toContain(`\n${print()}\n`);
    expect(page).toContain(READ_ON);
  });
});
