/** Shows the pace of announcements. */
import { describe, expect, it } from "vitest";
import { ANNOUNCE_EVERY_MS } from "../../../src/protocol/limits.ts";
import { announceEveryMs, Throttle } from "../../../src/room/sockets/throttle.ts";
import { FakeTimers } from "../../support/fakes.ts";

function announcer(sockets = 2): { timers: FakeTimers; news: Throttle; announcedAt: readonly number[] } {
  const timers = new FakeTimers();
  const start = timers.now();
  const announcedAt: number[] = [];
  const announce = (): void => void announcedAt.push(timers.now() - start);
  return { timers, news: new Throttle({ timers, countSockets: () => sockets, announce }), announcedAt };
}

describe("an announcer", () => {
  it("[P2] tells the first news after quiet at once, without a timer that would keep the room awake", () => {
    const { timers, news, announcedAt } = announcer();
    news.soon();
    expect(announcedAt).toEqual([0]);
    expect(timers.pending).toBe(0);
  });

  it("[P2] [P4] tells what follows within a second together, when the second ends", () => {
    const { timers, news, announcedAt } = announcer();
    news.soon();
    timers.advance(1);
    news.soon();
    timers.advance(500);
    news.soon();
    expect(timers.pending).toBe(1);
    timers.advance(ANNOUNCE_EVERY_MS - 502);
    expect(announcedAt).toEqual([0]);
    timers.advance(1);
    expect(announcedAt).toEqual([0, 1_000]);
    expect(timers.pending).toBe(0);
  });

  it("[P2] tells at once again when the second is over", () => {
    const { timers, news, announcedAt } = announcer();
    news.soon();
    timers.advance(ANNOUNCE_EVERY_MS);
    news.soon();
    expect(announcedAt).toEqual([0, 1_000]);
  });

  it("[P2] tells at most once a second, however much there is to tell", () => {
    const { timers, news, announcedAt } = announcer();
    for (let ms = 0; ms < 5_000; ms += 10) {
      news.soon();
      timers.advance(10);
    }
    expect(announcedAt).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
  });

  it("[P2] tells within a second also when the clock is set back", () => {
    const { timers, news, announcedAt } = announcer();
    news.soon();
    timers.setBack(60_000);
    news.soon();
    timers.advance(ANNOUNCE_EVERY_MS);
    expect(announcedAt).toHaveLength(2);
  });

  it("[P2] leaves more time to a crowd, for which each announcement is as many frames", () => {
    expect([0, 999, 1_000, 1_001, 5_000].map(announceEveryMs)).toEqual([1_000, 1_000, 1_000, 1_001, 5_000]);
    const { timers, news, announcedAt } = announcer(5_000);
    news.soon();
    news.soon();
    timers.advance(4_999);
    expect(announcedAt).toEqual([0]);
    timers.advance(1);
    expect(announcedAt).toEqual([0, 5_000]);
  });
});
