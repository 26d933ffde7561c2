import { page } from "../../support/client/page.ts";
import { signal } from "@preact/signals";
import { afterEach, describe, expect, it, vi } from "vitest";
import { dayOf } from "../../../src/page/messages/dates.ts";
import type { Status } from "../../../src/client/connection/connection.ts";
import { BROWSER_CLOCK } from "../../../src/client/connection/web-socket.ts";
import { midnightAfter, Today } from "../../../src/page/messages/today.ts";
import { FakeClock } from "../../support/client/clock.ts";

const HOUR = 60 * 60_000;

afterEach(() => {
  page.lookAway(false);
  vi.unstubAllEnvs();
});

/** A page at `now` by the room's clock. The device's clock is years ahead. */
function open(now: string) {
  const clock = new FakeClock();
  const aheadMs = Date.parse(now) - clock.now();
  const status = signal<Status>({ state: "open" });
  const session = { now: () => clock.now() + aheadMs, status };
  const today = new Today(clock, session);
  return { clock, session, status, stop: today.follow(), day: () => today.tomorrow.value };
}

describe("a page that stays open", () => {
  it.each([
    ["UTC", "2026-11-27T23:59:00Z"],
    ["Asia/Shanghai", "2026-11-27T15:59:00Z"],
    ["America/New_York", "2026-11-28T04:59:00Z"],
    ["Asia/Kathmandu", "2026-11-27T18:14:00Z"],
    ["Pacific/Kiritimati", "2026-11-27T09:59:00Z"],
    ["Europe/Berlin", "2026-03-28T22:59:00Z"], // a day of 23 hours follows
    ["Europe/Berlin", "2026-03-29T21:59:00Z"], // and is over
    ["Europe/Berlin", "2026-10-25T22:59:00Z"], // a day of 25 hours is over
    ["Africa/Cairo", "2026-04-23T21:59:00Z"], // the next day begins at one
    ["America/Sao_Paulo", "2018-11-04T02:59:00Z"],
  ])("in %s changes the day a minute after %s, and not before", (zone, at) => {
    vi.stubEnv("TZ", zone);
    const { clock, session, day } = open(at);
    const before = day();
    const said = session.now();
    expect(dayOf(said, session.now())).toBe("Today");
    clock.advance(59_999);
    expect(day()).toBe(before);
    expect(dayOf(said, session.now())).toBe("Today");
    clock.advance(1);
    expect(day()).toBeGreaterThan(before);
    expect(dayOf(said, session.now())).toBe("Yesterday");
  });

  it("changes the day every day, for more than a month", () => {
    vi.stubEnv("TZ", "Europe/Berlin");
    const { clock, day } = open("2026-03-01T11:00:00Z");
    const days = new Set<number>();
    for (let hour = 0; hour < 40 * 24; hour++) {
      days.add(day());
      clock.advance(HOUR);
    }
    expect(days.size).toBe(41);
  });

  it("checks the clock when it becomes active, and when the room tells its time, as the machine may have slept", () => {
    const { clock, day, status } = open("2026-11-27T20:00:00Z");
    const sleep = (): void => clock.sleep(24 * HOUR);
    const first = day();
    page.lookAway(true);
    sleep();
    expect(day()).toBe(first);
    page.lookAway(false);
    const second = day();
    expect(second).toBe(first + 24 * HOUR);
    sleep();
    status.value = { state: "connecting" };
    expect(day()).toBe(second + 24 * HOUR);
  });

  it("checks the clock within a quarter of an hour after the machine has slept", () => {
    const { clock, day } = open("2026-11-27T20:00:00Z");
    const first = day();
    clock.sleep(24 * HOUR);
    clock.advance(15 * 60_000);
    expect(day()).toBe(first + 24 * HOUR);
  });

  it("leaves no timer behind when it is closed", () => {
    const { clock, stop } = open("2026-11-27T20:00:00Z");
    clock.advance(HOUR);
    expect(clock.pending).toBe(1);
    stop();
    expect(clock.pending).toBe(0);
  });
});

describe("the next midnight", () => {
  it.each([
    ["Europe/Berlin", "2026-03-28T23:00:00Z", 23],
    ["Europe/Berlin", "2026-10-24T22:00:00Z", 25],
    ["Australia/Lord_Howe", "2026-10-03T13:30:00Z", 23.5],
    ["UTC", "2026-11-27T00:00:00Z", 24],
  ])("in %s after %s is %d hours away", (zone, at, hours) => {
    vi.stubEnv("TZ", zone);
    expect(midnightAfter(Date.parse(at)) - Date.parse(at)).toBe(hours * HOUR);
  });
});

describe("the browser's clock", () => {
  it.each([2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY])(
    "does not run at once what is due in %d ms",
    (delayMs) => {
      vi.useFakeTimers();
      const run = vi.fn<() => void>();
      const cancel = BROWSER_CLOCK.after(delayMs, run);
      vi.advanceTimersByTime(24 * 24 * HOUR);
      expect(run).not.toHaveBeenCalled();
      cancel();
      vi.useRealTimers();
    },
  );
});
