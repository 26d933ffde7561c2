import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median, quantile, spread } from "../../bench/statistics.ts";

const measurements = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 });

describe("a quantile", () => {
  it.each([0, 0.25, 0.5, 1])("of one value is that value, at %d", (q) => {
    expect(quantile([7], q)).toBe(7);
  });

  it("interpolates linearly between two values, as R and NumPy do by default", () => {
    // numpy.quantile([15, 20, 35, 40, 50], [0.05, 0.25, 0.4, 0.95])
    const values = [35, 15, 50, 20, 40];
    expect([0.05, 0.25, 0.4, 0.95].map((q) => quantile(values, q))).toEqual([16, 20, 29, 48].map(near));
  });

  it("lies between the smallest and the largest value, and grows with its share", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(measurements, share, share, (values, one, other) => {
        const [lower, upper] = [quantile(values, Math.min(one, other)), quantile(values, Math.max(one, other))];
        const { low, high } = spread(values);
        // An interpolation can exceed its ends by a rounding error.
        const tolerance = 1e-6;
        expect(lower).toBeGreaterThanOrEqual(low - tolerance);
        expect(upper).toBeLessThanOrEqual(high + tolerance);
        expect(upper - lower).toBeGreaterThanOrEqual(-tolerance);
      }),
    );
  });

  it("sorts by size, and does not change its input", () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });

  it("accepts more values than a call has arguments", () => {
    expect(spread(new Float64Array(1_000_000).fill(3))).toEqual({ low: 3, high: 3 });
  });

  it("refuses an empty list, values that are not finite, and shares outside 0 to 1", () => {
    expect(() => quantile([], 0.5)).toThrow("quantile: no values");
    expect(() => median([1, Number.NaN])).toThrow("not finite");
    expect(() => median([1, Number.POSITIVE_INFINITY])).toThrow("not finite");
    expect(() => quantile([1], 1.01)).toThrow("1.01");
    expect(() => quantile([1], Number.NaN)).toThrow("NaN");
  });
});

describe("a median", () => {
  it("of an even count is the mean of the middle two", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

function near(value: number): unknown {
  return expect.closeTo(value, 9);
}
