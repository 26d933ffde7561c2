import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RECONNECT_BASE_MS, RECONNECT_MAX_MS, reconnectDelayMs } from "../../../src/client/connection/backoff.ts";

/** The largest number that `Math.random` gives. */
const JUST_UNDER_ONE = 1 - 2 ** -53;

describe("the delay before an attempt to connect", () => {
  it("[X2] may be none at all, at any attempt: the jitter is full", () => {
    for (const attempt of [0, 1, 6, 7, 2_000]) expect(reconnectDelayMs(attempt, 0)).toBe(0);
  });

  it("[X2] doubles with each attempt, up to half a minute", () => {
    const longest = Array.from({ length: 9 }, (_, attempt) => Math.round(reconnectDelayMs(attempt, JUST_UNDER_ONE)));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("[X2] is never longer than that, however long nobody answered", () => {
    expect(reconnectDelayMs(2_000, JUST_UNDER_ONE)).toBeLessThan(RECONNECT_MAX_MS);
    expect(reconnectDelayMs(2_000, 0.5)).toBe(RECONNECT_MAX_MS / 2);
  });

  it("[X2] is spread over the whole of its range", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 20 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, chance) => {
          const delayMs = reconnectDelayMs(attempt, chance);
          expect(delayMs / Math.min(RECONNECT_MAX_MS, RECONNECT_BASE_MS * 2 ** attempt)).toBeCloseTo(chance);
        },
      ),
    );
  });
});
