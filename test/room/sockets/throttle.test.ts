import { describe, expect, it } from "vitest";
import { ANNOUNCE_EVERY_MS } from "../../../src/protocol/limits.ts";
import { announceEveryMs, Throttle } from "../../../src/room/sockets/throttle.ts";
import { FakeClock } from "../../support/client/clock.ts";

function throttled(sockets = 2): { clock: FakeClock; throttle: Throttle; announcedAt: readonly number[] } {
  const clock = new FakeClock();
  const start = clock.now();
  const announcedAt: number[] = [];
  const announce = (): void => void announcedAt.push(clock.now() - start);
  return { clock, throttle: new Throttle({ clock, countSockets: () => sockets, announce }), announcedAt };
}

describe("an announcer", () => {
  it("[P2] tells the first news after quiet at once, without a timer that would keep the room awake", () => {
    const { clock, throttle, announcedAt } = throttled();
    throttle.request();
    expect(announcedAt).toEqual([0]);
    expect(clock.pending).toBe(0);
  });

  it("[P2] [P4] tells what follows within a second together, when the second ends", () => {
    const { clock, throttle, announcedAt } = throttled();
    throttle.request();
    clock.advance(1);
    throttle.request();
    clock.advance(500);
    throttle.request();
    expect(clock.pending).toBe(1);
    clock.advance(ANNOUNCE_EVERY_MS - 502);
    expect(announcedAt).toEqual([0]);
    clock.advance(1);
    expect(announcedAt).toEqual([0, 1_000]);
    expect(clock.pending).toBe(0);
  });

  it("[P2] tells at once again when the second is over", () => {
    const { clock, throttle, announcedAt } = throttled();
    throttle.request();
    clock.advance(ANNOUNCE_EVERY_MS);
    throttle.request();
    expect(announcedAt).toEqual([0, 1_000]);
  });

  it("[P2] tells at most once a second, however much there is to tell", () => {
    const { clock, throttle, announcedAt } = throttled();
    for (let ms = 0; ms < 5_000; ms += 10) {
      throttle.request();
      clock.advance(10);
    }
    expect(announcedAt).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
  });

  it("[P2] tells within a second also when the clock is set back", () => {
    const { clock, throttle, announcedAt } = throttled();
    throttle.request();
    clock.setBack(60_000);
    throttle.request();
    clock.advance(ANNOUNCE_EVERY_MS);
    expect(announcedAt).toHaveLength(2);
  });

  it("[P2] leaves more time to a crowd, for which each announcement is as many frames", () => {
    expect([0, 999, 1_000, 1_001, 5_000].map(announceEveryMs)).toEqual([1_000, 1_000, 1_000, 1_001, 5_000]);
    const { clock, throttle, announcedAt } = throttled(5_000);
    throttle.request();
    throttle.request();
    clock.advance(4_999);
    expect(announcedAt).toEqual([0]);
    clock.advance(1);
    expect(announcedAt).toEqual([0, 5_000]);
  });
});
