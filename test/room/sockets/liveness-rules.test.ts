import { describe, expect, it } from "vitest";
import { HELLO_WITHIN_MS, PROBE_WITHIN_MS, SILENCE_MAX_MS } from "../../../src/protocol/limits.ts";
import { inspect, type Watched } from "../../../src/room/sockets/liveness-rules.ts";

const NOW = 1_000_000_000;
const MINUTE_MS = 60_000;

function joined(heardAt: number, confirms = true, probedAt?: number): Watched<string> {
  const session = { state: "joined", confirms, ...(probedAt !== undefined && { probedAt }) } as const;
  return { socket: `heard at ${heardAt}`, session, heardAt };
}

function challenged(since: number): Watched<string> {
  return { socket: `since ${since}`, session: { state: "challenged", since }, heardAt: NOW };
}

describe("housekeeping", () => {
  it("[W4] asks a member's socket for a sign of life after 90 s of silence, and not a millisecond earlier", () => {
    const [alive, silent] = [joined(NOW - SILENCE_MAX_MS + 1), joined(NOW - SILENCE_MAX_MS)];
    expect(inspect([alive, silent], NOW, NOW)).toMatchObject({ dead: [], silent: [silent.socket] });
    expect(inspect([silent], NOW, NOW).nextAt).toBe(NOW + PROBE_WITHIN_MS + 2_000);
  });

  it("[W4] takes it to be dead where none has come in 10 s, and not a millisecond earlier", () => {
    const at = (probedAt: number): Watched<string> => joined(NOW - 200_000, true, probedAt);
    expect(inspect([at(NOW - PROBE_WITHIN_MS + 1)], NOW, NOW)).toMatchObject({ dead: [], silent: [] });
    const dead = at(NOW - PROBE_WITHIN_MS);
    expect(inspect([dead], NOW, NOW).dead).toEqual([{ socket: dead.socket, reason: "silent" }]);
  });

  it("[W4] asks again after another silence where there was one", () => {
    const heard = joined(NOW - SILENCE_MAX_MS, true, NOW - SILENCE_MAX_MS - 1);
    expect(inspect([heard], NOW, NOW)).toMatchObject({ dead: [], silent: [heard.socket] });
  });

  it("[W4] takes a socket that said no hello to be dead after 60 s, however alive it is otherwise", () => {
    const [early, late] = [challenged(NOW - HELLO_WITHIN_MS + 1), challenged(NOW - HELLO_WITHIN_MS)];
    expect(inspect([early, late], NOW, NOW).dead).toEqual([{ socket: late.socket, reason: "no_hello" }]);
  });

  it("[W4] looks again soon after the first of those who are left falls due, where somebody talks", () => {
    const { nextAt } = inspect([joined(NOW - 10_000), joined(NOW - 30_000), challenged(NOW - 1)], NOW, NOW);
    expect(nextAt).toBeGreaterThan(NOW + HELLO_WITHIN_MS - 1);
    expect(nextAt).toBeLessThan(NOW + HELLO_WITHIN_MS + 5_000);
    expect(inspect([joined(NOW - 30_000)], NOW, NOW).nextAt).toBeLessThanOrEqual(NOW - 30_000 + 100_000);
  });

  it("puts the look off for as long as the room has been quiet, and 15 minutes at most", () => {
    const nextAfter = (quietMs: number): number => (inspect([joined(NOW)], NOW - quietMs, NOW).nextAt ?? 0) - NOW;
    expect(nextAfter(5 * MINUTE_MS)).toBe(5 * MINUTE_MS + 2_000);
    expect(nextAfter(15 * MINUTE_MS)).toBe(15 * MINUTE_MS + 2_000);
    expect(nextAfter(24 * 60 * MINUTE_MS)).toBe(15 * MINUTE_MS + 2_000);
    // But not one that waits for a hello or for a proof of life.
    expect(inspect([challenged(NOW)], 0, NOW).nextAt).toBe(NOW + HELLO_WITHIN_MS + 2_000);
    expect(inspect([joined(0)], 0, NOW).nextAt).toBe(NOW + PROBE_WITHIN_MS + 2_000);
  });

  it.each([1, 2, 30])("sets the alarm at most 10 times an hour in a silent room with %d open pages", (pages) => {
    const joinedAt = NOW;
    let [at, alarms] = [joinedAt + HELLO_WITHIN_MS, 1];
    const hour = [0, 0, 0];
    for (const index of hour.keys()) {
      const end = joinedAt + (index + 1) * 60 * MINUTE_MS;
      for (; at < end; alarms++) {
        // Each page pings every 25 s, at its own moment.
        const sockets = Array.from({ length: pages }, (_, page) => joined(at - ((at + page * 977) % 25_000)));
        const { dead, silent, nextAt } = inspect(sockets, joinedAt, at);
        expect([dead, silent]).toEqual([[], []]);
        at = nextAt ?? Number.POSITIVE_INFINITY;
      }
      hour[index] = alarms;
      alarms = 0;
    }
    expect(Math.max(...hour)).toBeLessThanOrEqual(10);
    expect(Math.min(...hour)).toBeGreaterThan(0);
  });

  it("looks after nobody where only plain clients are, which have no heartbeat", () => {
    expect(inspect([joined(0, false)], NOW, NOW)).toEqual({ dead: [], silent: [], nextAt: null });
    expect(inspect([], NOW, NOW)).toEqual({ dead: [], silent: [], nextAt: null });
  });
});
