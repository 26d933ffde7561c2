/** Shows which sockets a room's alarm finds dead, and when it looks again. */
import { describe, expect, it } from "vitest";
import { HELLO_WITHIN_MS, SILENCE_MAX_MS } from "../../src/protocol/limits.ts";
import { inspect, type Watched } from "../../src/room/housekeeping.ts";

const NOW = 1_000_000_000;

function joined(heardAt: number, dialect: "foyer.1" | "plain" = "foyer.1"): Watched<string> {
  return { socket: `heard at ${heardAt}`, session: { state: "joined", dialect }, heardAt };
}

function challenged(since: number): Watched<string> {
  return { socket: `since ${since}`, session: { state: "challenged", since }, heardAt: NOW };
}

describe("housekeeping", () => {
  it("[W4] takes a member's socket to be dead after 90 s of silence, and not a millisecond earlier", () => {
    const [alive, dead] = [joined(NOW - SILENCE_MAX_MS + 1), joined(NOW - SILENCE_MAX_MS)];
    expect(inspect([alive, dead], NOW).dead).toEqual([{ socket: dead.socket, reason: "silent" }]);
  });

  it("[W4] takes a socket that said no hello to be dead after 60 s, however alive it is otherwise", () => {
    const [early, late] = [challenged(NOW - HELLO_WITHIN_MS + 1), challenged(NOW - HELLO_WITHIN_MS)];
    expect(inspect([early, late], NOW).dead).toEqual([{ socket: late.socket, reason: "no_hello" }]);
  });

  it("[W4] looks again soon after the first of those who are left falls due", () => {
    const { nextAt } = inspect([joined(NOW - 10_000), joined(NOW - 30_000), challenged(NOW - 1)], NOW);
    expect(nextAt).toBeGreaterThan(NOW + HELLO_WITHIN_MS - 1);
    expect(nextAt).toBeLessThan(NOW + HELLO_WITHIN_MS + 5_000);
    expect(inspect([joined(NOW - 30_000)], NOW).nextAt).toBeLessThanOrEqual(NOW - 30_000 + 100_000);
  });

  it("looks after nobody where only plain clients are, which have no heartbeat", () => {
    expect(inspect([joined(0, "plain")], NOW)).toEqual({ dead: [], nextAt: null });
    expect(inspect([], NOW)).toEqual({ dead: [], nextAt: null });
  });
});
