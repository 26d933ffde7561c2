/** A short version of `npm run chaos`: nothing is lost, whatever breaks. */
import { beforeAll, describe, expect, it } from "vitest";
import { runChaos, type Outcome } from "./chaos.ts";
import { check } from "./check/check.ts";
import { DEEDS, isDurable } from "./deeds/deeds.ts";
import type { Entry, Received } from "./recording.ts";
import { schedule } from "./schedule/schedule.ts";

const SHORT = { seed: 7, clients: 8, messages: 300, kills: 2, seconds: 17.5 } as const;

/** Milliseconds; most of them pass until the platform evicts a quiet room. */
const TIMEOUT_MS = 120_000;

describe("a short run", () => {
  let outcome: Outcome;

  beforeAll(async () => {
    outcome = await runChaos(SHORT);
  }, TIMEOUT_MS);

  it("[O1] [S3] [S4] [E6] [E7] [R1] [Q1] [Q6] loses, duplicates and reorders nothing through kills, cuts, freezes and evictions", () => {
    const { figures, violations } = outcome;
    expect(violations).toEqual([]);
    // All of this happened.
    expect(figures["messages submitted"]).toBe(SHORT.messages);
    for (const { plural } of Object.values(DEEDS)) {
      expect(Number(figures[`${plural} submitted`]), plural).toBeGreaterThanOrEqual(1);
    }
    expect(Number(figures["messages found"])).toBeGreaterThanOrEqual(1);
    expect(Number(figures["messages told again in resumes"])).toBeGreaterThanOrEqual(1);
    expect(figures["kills (SIGKILL)"]).toBeGreaterThanOrEqual(SHORT.kills);
    expect(figures["evictions with sockets open"]).toBeGreaterThanOrEqual(1);
    expect(figures["freezes (paused reads)"]).toBeGreaterThanOrEqual(1);
    expect(figures["duplicates replayed"]).toBeGreaterThanOrEqual(1);
    expect(Number(figures["connections cut in mid-frame, sending"])).toBeGreaterThanOrEqual(1);
    expect(Number(figures["connections cut in mid-frame, receiving"])).toBeGreaterThanOrEqual(1);
  });

  it("would not pass without a single event of any type, or with another time in it", () => {
    const { recording } = outcome;
    const events = recording.entries.flatMap((entry) => (entry.kind === "received" ? entry.events : []));
    const types = new Set(events.filter(isDurable).map(({ type }) => type));
    expect(types.size).toBe(Object.keys(DEEDS).length);
    for (const type of types) {
      const dropped = changeFirst(recording.entries, type, () => []);
      expect(check({ ...recording, entries: dropped }), `without ${type}`).not.toEqual([]);
      const forged = changeFirst(recording.entries, type, (event) => [{ ...event, at: 1 } as Received]);
      expect(check({ ...recording, entries: forged }), `with a forged ${type}`).not.toEqual([]);
    }
  });

  it("would not pass without the newest message that each search found", () => {
    const { recording } = outcome;
    const withoutNewest = (event: Received): Received =>
      event.type === "results" ? { ...event, messages: event.messages.slice(0, -1) } : event;
    const entries = recording.entries.map((entry) =>
      entry.kind === "received" ? { ...entry, events: entry.events.map(withoutNewest) } : entry,
    );
    expect(new Set(check({ ...recording, entries }).map(({ kind }) => kind))).toEqual(new Set(["search_differs"]));
  });
});

/** `entries` with `change` made to the first event of this type. */
function changeFirst(
  entries: readonly Entry[],
  type: Received["type"],
  change: (event: Received) => readonly Received[],
): readonly Entry[] {
  let isChanged = false;
  return entries.map((entry) => {
    if (entry.kind !== "received") return entry;
    const events = entry.events.flatMap((event) => {
      if (isChanged || event.type !== type) return [event];
      isChanged = true;
      return change(event);
    });
    return { ...entry, events };
  });
}

it("plans the same steps at the same times for the same seed, and others for another", () => {
  expect(schedule(SHORT)).toEqual(schedule({ ...SHORT }));
  expect(schedule(SHORT)).not.toEqual(schedule({ ...SHORT, seed: 8 }));
});
