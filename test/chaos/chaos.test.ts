/** Shows, in half a minute, what `npm run chaos` shows at length: nothing that was wished is lost, whatever breaks. */
import { expect, it } from "vitest";
import { runChaos } from "./chaos.ts";
import { schedule } from "./schedule/schedule.ts";

const SHORT = { seed: 7, clients: 8, messages: 300, kills: 2, seconds: 17.5 } as const;

/** Milliseconds; most of it is a room's silence until it is evicted. */
const TIMEOUT_MS = 120_000;

it(
  "[O1] [S3] [S4] [E6] [E7] [R1] kills, cuts, freezes, evictions and duplicates lose, double and reorder nothing",
  async () => {
    const { figures, violations } = await runChaos(SHORT);
    expect(violations).toEqual([]);
    // All of it did happen.
    expect(figures["messages sent"]).toBe(SHORT.messages);
    for (const wish of ["edits", "removals", "topics", "reactions, begun or ended,"]) {
      expect(Number(figures[`${wish} wished`]), wish).toBeGreaterThanOrEqual(1);
    }
    expect(Number(figures["messages told again in resumes"])).toBeGreaterThanOrEqual(1);
    expect(figures["kills (SIGKILL)"]).toBeGreaterThanOrEqual(SHORT.kills);
    expect(figures["evictions with sockets open"]).toBeGreaterThanOrEqual(1);
    expect(figures["freezes (paused reads)"]).toBeGreaterThanOrEqual(1);
    expect(figures["duplicates replayed"]).toBeGreaterThanOrEqual(1);
    expect(Number(figures["connections cut in mid-frame, sending"])).toBeGreaterThanOrEqual(1);
    expect(Number(figures["connections cut in mid-frame, receiving"])).toBeGreaterThanOrEqual(1);
  },
  TIMEOUT_MS,
);

it("does the same deeds at the same times for the same seed, and others for another", () => {
  expect(schedule(SHORT)).toEqual(schedule({ ...SHORT }));
  expect(schedule(SHORT)).not.toEqual(schedule({ ...SHORT, seed: 8 }));
});
