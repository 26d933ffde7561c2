import { afterEach, describe, expect, it, vi } from "vitest";
import { dayKey, dayOf } from "../../../src/page/messages/dates.ts";
import { words } from "../../../src/page/words/words.ts";

/** Local time, in the zone that the test has set. */
function local(year: number, month: number, day: number, hour = 12, minute = 0): number {
  return new Date(year, month - 1, day, hour, minute).getTime();
}

afterEach(() => vi.unstubAllEnvs());

describe("the day of a message", () => {
  it("is the same from midnight to midnight", () => {
    expect(dayKey(local(2026, 11, 22, 0, 0))).toBe(dayKey(local(2026, 11, 22, 23, 59)));
    expect(dayKey(local(2026, 11, 22, 23, 59))).not.toBe(dayKey(local(2026, 11, 23, 0, 0)));
  });

  it("is today, yesterday, or has a date", () => {
    const now = local(2026, 11, 22);
    expect(dayOf(local(2026, 11, 22, 0, 0), now)).toBe(words.today);
    expect(dayOf(local(2026, 11, 21, 0, 0), now)).toBe(words.yesterday);
    expect(dayOf(local(2026, 11, 20, 23, 59), now)).toContain("20");
    expect(dayOf(local(2026, 11, 20), now)).not.toContain("2026");
    expect(dayOf(local(2025, 11, 22), now)).toContain("2025");
  });

  it.each([
    ["of 25 hours", local2026(10, 25, 23, 30), local2026(10, 24, 12)],
    ["of 23 hours", local2026(3, 30, 0, 30), local2026(3, 29, 12)],
  ])("is yesterday also next to a day %s", (_day, now, yesterday) => {
    vi.stubEnv("TZ", "Europe/Berlin");
    expect(dayOf(yesterday(), now())).toBe(words.yesterday);
    expect(dayOf(now(), now())).toBe(words.today);
  });
});

/** Evaluated only after the test has set its zone. */
function local2026(month: number, day: number, hour: number, minute = 0): () => number {
  return () => local(2026, month, day, hour, minute);
}
