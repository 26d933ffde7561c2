/** A short version of `npm run chaos`: nothing is lost, whatever breaks. */
import { expect, it } from "vitest";
import { runChaos } from "./chaos.ts";
import { DEEDS } from "./deeds/deeds.ts";
import { schedule } from "./schedule/schedule.ts";

const SHORT = { seed: 7, clients: 8, messages: 300, kills: 2, seconds: 17.5 } as const;

/** Milliseconds; most of them pass until the platform evicts a quiet room. */
const TIMEOUT_MS = 120_000;

it(
  "[O1] [S3] [S4] [E6] [E7] [R1] [Q1] [Q6] [Q9] kills, cuts, freezes, evictions and duplicates lose, duplicate and reorder nothing",
  async () => {
    const { figures, violations } = await runChaos(SHORT);
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
  },
  TIMEOUT_MS,
);

it("plans the same steps at the same times for the same seed, and others for another", () => {
  expect(schedule(SHORT)).toEqual(schedule({ ...SHORT }));
  expect(schedule(SHORT)).not.toEqual(schedule({ ...SHORT, seed: 8 }));
});
