import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RateLimit, TokenBucket } from "../../../src/protocol/shared/token-bucket.ts";

describe("a token bucket", () => {
  it("[S5] gives its burst at once, and then one token per refill", () => {
    const bucket = new TokenBucket({ perSecond: 2, burst: 3 }, 0);
    expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([0, 0, 0, 500]);
    expect(bucket.take(499)).toBeGreaterThan(0);
    expect(bucket.take(500)).toBe(0);
    expect(bucket.take(500)).toBe(500);
  });

  it("[S5] never holds more than its burst, however long it was idle", () => {
    const bucket = new TokenBucket({ perSecond: 2, burst: 3 }, 0);
    expect([9e9, 9e9, 9e9].map((now) => bucket.take(now))).toEqual([0, 0, 0]);
    expect(bucket.take(9e9)).toBeGreaterThan(0);
  });

  it("[S5] [F5] gives no more than its rate allows, and returns the time until the next token", () => {
    const rate = fc.record({ perSecond: fc.double({ min: 0.01, max: 1_000, noNaN: true }), burst: fc.nat(20) });
    fc.assert(
      fc.property(rate, fc.array(fc.nat(2_000)), ({ perSecond, burst }, pauses) => {
        const bucket = new TokenBucket({ perSecond: perSecond, burst: burst + 1 }, 0);
        let [now, given] = [0, 0];
        for (const pause of pauses) {
          now += pause;
          const waitMs = bucket.take(now);
          expect(Number.isInteger(waitMs)).toBe(true);
          now += waitMs;
          if (waitMs > 0) expect(bucket.take(now)).toBe(0);
          given += 1;
          // A billionth allows for rounding errors.
          expect(given).toBeLessThanOrEqual(burst + 1 + (now / 1_000) * perSecond + 1e-9 * given);
        }
      }),
    );
  });

  it("gives nothing and takes nothing when the clock is set back", () => {
    const bucket = new TokenBucket({ perSecond: 2, burst: 2 }, 10_000);
    expect(bucket.take(10_000)).toBe(0);
    expect(bucket.take(3_000)).toBe(0);
    expect(bucket.take(3_000)).toBe(500);
    expect(bucket.take(3_500)).toBe(0);
  });

  it("returns the milliseconds until it is full", () => {
    const bucket = new TokenBucket({ perSecond: 2, burst: 3 }, 0);
    expect(bucket.fullInMs(0)).toBe(0);
    bucket.take(0, 2);
    expect(bucket.fullInMs(0)).toBe(1_000);
    expect(bucket.fullInMs(999)).toBe(1);
    expect(bucket.fullInMs(1_000)).toBe(0);
  });

  it("gives several tokens or none, and caps the cost at its burst", () => {
    const bucket = new TokenBucket({ perSecond: 2, burst: 3 }, 0);
    expect(bucket.take(0, 2)).toBe(0);
    expect(bucket.take(0, 2)).toBe(500);
    expect(bucket.take(0, 1)).toBe(0);
    expect(bucket.waitMs(0, 9)).toBe(1_500);
    expect(bucket.take(1_500, 9)).toBe(0);
    expect(bucket.waitMs(1_500)).toBe(500);
  });
});

describe("a rate limit", () => {
  it("[S5] counts each key separately", () => {
    const limit = new RateLimit({ perSecond: 2, burst: 1 });
    expect(limit.take("Lin", 0)).toBe(0);
    expect(limit.take("Lin", 0)).toBe(500);
    expect(limit.take("Mei", 0)).toBe(0);
  });

  it("[S5] answers as if it never dropped a key, however many there are", () => {
    const limit = new RateLimit({ perSecond: 0.1, burst: 2 });
    const buckets = new Map<string, TokenBucket>();
    let now = 0;
    // More than the 256 keys after which full buckets are dropped, with busy and idle keys mixed.
    for (let turn = 0; turn < 5_000; turn++) {
      now += (turn * 7) % 5;
      const key = `${(turn * turn) % 1_009}`;
      const bucket = buckets.get(key) ?? new TokenBucket({ perSecond: 0.1, burst: 2 }, now);
      buckets.set(key, bucket);
      // A millisecond allows for rounding in another order.
      expect(Math.abs(limit.take(key, now) - bucket.take(now))).toBeLessThanOrEqual(1);
    }
    expect(buckets.size).toBeGreaterThan(500);
  });
});
