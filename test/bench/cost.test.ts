/** The cost calculator counts and bills correctly at the edges, and docs/cost.md has its tables. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  ALARM_EVERY_S,
  QUIET_ALARMS_AN_HOUR,
  EVENT_OVERHEAD_BYTES,
  READ_MARKER_EVERY_S,
  READ_MARKER_EVERY_S_PER_PERSON,
  ROWS,
} from "../../bench/cost/actions.ts";
import { beyondFree, beyondUsd, billOf, freeShare } from "../../bench/cost/bill.ts";
import { eventsOf } from "../../bench/cost/events.ts";
import { changedTables, COST_PAGE, withTables } from "../../bench/cost/document.ts";
import { parseOptions } from "../../bench/cost/options.ts";
import { METERS, OBJECT_GB, PLAN_USD, PRICES, READ_ON, type Meter } from "../../bench/cost/prices.ts";
import { QUIET_TEAM, SCENARIOS, type Scenario } from "../../bench/cost/scenarios.ts";
import { requestsOf, usageOf, type Usage } from "../../bench/cost/usage.ts";
import { MARK_EVERY_MS, MARK_EVERY_MS_PER_PERSON } from "../../src/client/requests/read-marker-reporter.ts";
import { encodeEvent } from "../../src/protocol/codec/encoding.ts";
import { inspect } from "../../src/room/sockets/liveness-rules.ts";
import { personName, person } from "../support/people.ts";

const NOTHING = Object.fromEntries(METERS.map((meter) => [meter, 0])) as Usage;
/** A month with one open hour, in which nobody does anything. */
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
  it.each(METERS)("charges nothing for the included %s, and something for one more", (meter) => {
    const { included, usd, per, isRoundedUp } = PRICES[meter];
    expect(beyondUsd(meter, included)).toBe(0);
    expect(beyondUsd(meter, included + 1)).toBeCloseTo(isRoundedUp ? usd : usd / per, 12);
    expect(beyondUsd(meter, included + per)).toBeCloseTo(usd, 12);
    expect(beyondUsd(meter, included + per + 1)).toBeCloseTo(isRoundedUp ? 2 * usd : usd + usd / per, 12);
  });

  it("is the price of the plan if everything is included, and adds up the rest", () => {
    expect(billOf(NOTHING).totalUsd).toBe(PLAN_USD);
    const much = { ...NOTHING, objectRequests: 21_610_000, durationGbS: 552_960 };
    // The fourth example in Cloudflare's docs, August 2026.
    expect(billOf(much).totalUsd).toBeCloseTo(20.65, 12);
  });

  it("knows what the free plan allows: a day, or in total", () => {
    expect(freeShare("rowsWritten", 22 * 100_000, 22)).toBe(1);
    expect(freeShare("storedGbMonths", 5, 22)).toBe(1);
    expect(freeShare("workerCpuMs", 1e12, 1)).toBe(0);
    expect(beyondFree({ ...NOTHING, rowsWritten: 100_000 }, 1)).toEqual([]);
    const both = { ...NOTHING, rowsWritten: 100_001, objectRequests: 300_000 };
    expect(beyondFree(both, 1)).toEqual<Meter[]>(["objectRequests", "rowsWritten"]);
  });
});

describe("the usage", () => {
  it("of a quiet room is its alarms", () => {
    const usage = usageOf(NOBODY);
    expect(usage).toMatchObject({ workerRequests: 0, storedGbMonths: 0 });
    expect(usage.objectRequests).toBe(QUIET_ALARMS_AN_HOUR);
    expect(usage.rowsWritten).toBe(usage.objectRequests);
  });

  it("bills twenty frames as one request", () => {
    // Both have enough messages for the most alarms there can be.
    const [some, more] = [200, 400].map((messagesPerDay) => usageOf({ ...NOBODY, messagesPerDay }).objectRequests);
    expect((more ?? 0) - (some ?? 0)).toBe(10);
    expect(usageOf({ ...NOBODY, pagesPerDay: 200 }).objectRequests - usageOf(NOBODY).objectRequests).toBe(10);
  });

  it("counts a read marker for each message, at the rate a page is allowed", () => {
    const reader = { ...NOBODY, readers: 1, messagesPerDay: 100 };
    expect(eventsOf(reader)["read markers"]).toBeCloseTo(100, 9);
    expect(eventsOf({ ...reader, messagesPerDay: 10_000 })["read markers"]).toBeCloseTo(3_600 / READ_MARKER_EVERY_S, 9);
    // At most ten a second from any number of readers.
    expect(eventsOf({ ...reader, readers: 500, online: 500, messagesPerDay: 1e9 })["read markers"]).toBeCloseTo(
      36_000,
      9,
    );
  });

  it("counts a page's unread requests to each other room: 8 an hour, 2 more for each message there, 40 at most", () => {
    const reader = { ...NOBODY, readers: 2, otherRooms: 3 };
    expect(eventsOf(reader)["unread counts"]).toBe(2 * 3 * 8);
    expect(eventsOf({ ...reader, messagesPerDay: 10 })["unread counts"]).toBeCloseTo(2 * 3 * 28, 9);
    expect(eventsOf({ ...reader, messagesPerDay: 17 })["unread counts"]).toBe(2 * 3 * 40);
    const usage = usageOf(reader);
    expect(usage.workerRequests).toBe(48);
    expect(usage.objectRequests - usageOf(NOBODY).objectRequests).toBe(48);
  });

  it("writes each message to the search index if anybody searches, and nothing if nobody does", () => {
    const talk = { ...NOBODY, messagesPerDay: 1_000, editsPerMessage: 0.1 };
    const [without, searched] = [usageOf(talk), usageOf({ ...talk, searchesPerDay: 1 })];
    expect(searched.rowsWritten - without.rowsWritten).toBe(
      10 * ROWS.indexedHundred.written + 100 * ROWS.editIndexed.written,
    );
    expect(searched.storedGbMonths).toBeGreaterThan(without.storedGbMonths);
  });

  it("is the sum of the listed requests", () => {
    for (const scenario of SCENARIOS) {
      const sum = Object.values(requestsOf(eventsOf(scenario))).reduce((all, requests) => all + requests, 0);
      expect(usageOf(scenario).objectRequests).toBe(Math.round(sum));
    }
  });

  it("never bills a room for longer than somebody is in it", () => {
    const busy = { ...NOBODY, messagesPerDay: 1e9 };
    expect(usageOf(busy).durationGbS).toBe(Math.round(3_600 * OBJECT_GB));
    expect(usageOf(busy, 10).durationGbS).toBe(usageOf(busy).durationGbS);
  });

  it("is more if the seconds before sleep are billed", () => {
    expect(usageOf(QUIET_TEAM, 10).durationGbS).toBeGreaterThan(5 * usageOf(QUIET_TEAM).durationGbS);
  });
});

describe("a number taken from the code", () => {
  it("is the time between two alarms while pages ping every 25 s", () => {
    const now = 1_795_000_000_000;
    const lately = (agoS: number): number | null =>
      inspect([{ socket: 1, session: { state: "joined", confirms: true }, heardAt: now - agoS * 1_000 }], now, now)
        .nextAt;
    expect(lately(25)).toBe(now + ALARM_EVERY_S * 1_000);
    expect(lately(0)).toBe(now + 92_000);
  });

  it("is how often a page reports how far it has read", () => {
    expect([READ_MARKER_EVERY_S, READ_MARKER_EVERY_S_PER_PERSON]).toEqual([
      MARK_EVERY_MS / 1_000,
      MARK_EVERY_MS_PER_PERSON / 1_000,
    ]);
  });

  it("is the size of a message on the wire", () => {
    const from = { ...person("somebody"), name: personName("Somebody Else") };
    const said = { seq: 10_000, at: 1_795_000_000_000, from, text: "", clientId: crypto.randomUUID() };
    const { length } = encodeEvent({ type: "said", ...said });
    expect(length).toBeLessThanOrEqual(EVENT_OVERHEAD_BYTES);
    expect(length).toBeGreaterThan(0.9 * EVENT_OVERHEAD_BYTES);
  });

  it("is zero: requests to the Worker for files that the page loads", async () => {
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
  it("prints the examples, help, or your own month, or writes the page", () => {
    expect(parseOptions([])).toEqual({ kind: "examples" });
    expect(parseOptions(["--help", "--rooms", "x"])).toEqual({ kind: "help" });
    expect(parseOptions(["--write"])).toEqual({ kind: "write" });
    expect(parseOptions(["--members", "50", "--messages-per-day=2,000"])).toEqual({
      kind: "scenario",
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
    ["--write", "--rooms", "2"],
  ])("says what is wrong with %s %s", (...args) => {
    expect(parseOptions(args)).toMatchObject({
      kind: "invalid",
      problem: expect.stringContaining(args[0]?.split("=")[0] ?? ""),
    });
  });

  it("accepts the least and the most", () => {
    for (const args of [
      ["--rooms", "1"],
      ["--members", "0"],
      ["--days", "31"],
      ["--hours-per-day", "24"],
    ]) {
      expect(parseOptions(args)).toMatchObject({ kind: "scenario" });
    }
  });
});

describe("docs/cost.md", () => {
  it("has the tables that the calculator prints, and the day of the prices", async () => {
    const page = await readFile(COST_PAGE, "utf8");
    expect([...changedTables(page).keys()], "To update docs/cost.md: npm run cost -- --write").toEqual([]);
    expect(page).toContain(READ_ON);
  });

  it("is written with its tables as they are now, whatever was there before", async () => {
    const page = await readFile(COST_PAGE, "utf8");
    const outdated = page.replace("| a message ", "| a massage ");
    expect([...changedTables(outdated).keys()]).toEqual(["actions"]);
    expect(withTables(outdated)).toBe(page);
  });
});
