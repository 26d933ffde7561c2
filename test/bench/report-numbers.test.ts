/** Shows how repeated measurements become one figure with its spread, and how that is written. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  carriesUnit,
  compact,
  figure,
  grouped,
  median,
  quantile,
  quantity,
  spread,
} from "../../bench/report/numbers.ts";

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

  it("lies between the smallest and the largest, and grows with its share", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(measurements, share, share, (values, one, other) => {
        const [lower, upper] = [quantile(values, Math.min(one, other)), quantile(values, Math.max(one, other))];
        const { low, high } = spread(values);
        // The rounding of an interpolation may exceed its ends by a few last places.
        const dust = 1e-6;
        expect(lower).toBeGreaterThanOrEqual(low - dust);
        expect(upper).toBeLessThanOrEqual(high + dust);
        expect(upper - lower).toBeGreaterThanOrEqual(-dust);
      }),
    );
  });

  it("sorts numbers by size, and leaves the order of what it was given", () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });

  it("takes more values than a call takes arguments", () => {
    expect(spread(new Float64Array(1_000_000).fill(3))).toEqual({ low: 3, high: 3 });
  });

  it("refuses no values, values that are none, and shares beyond 0 and 1", () => {
    expect(() => quantile([], 0.5)).toThrow("quantile: no values");
    expect(() => median([1, Number.NaN])).toThrow("not finite");
    expect(() => median([1, Number.POSITIVE_INFINITY])).toThrow("not finite");
    expect(() => quantile([1], 1.01)).toThrow("1.01");
    expect(() => quantile([1], Number.NaN)).toThrow("NaN");
  });
});

describe("a median", () => {
  it("of an even count is the mean of the two in the middle", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe("a figure", () => {
  it.each([
    [0, "0"],
    [7, "7"],
    [0.001234, "0.00123"],
    [999, "999"],
    [48_213, "48,200"],
    [999_499, "999,000"],
    [999_500, "1 M"],
    [1_020_000, "1.02 M"],
    [12_345_678, "12.3 M"],
    [4.2e9, "4.2 G"],
    [-1_500_000, "-1.5 M"],
  ])("%d is written %s", (value, written) => {
    expect(compact(value)).toBe(written);
  });

  it.each([
    [0.94, "ms", "940 µs"],
    [0.000_94, "s", "940 µs"],
    [999.6, "µs", "1 ms"],
    [0.4, "ns", "0.4 ns"],
    [0, "ms", "0"],
    [4200, "s", "4,200 s"],
    [38_214, "B", "38.2 kB"],
    [3120, "kB", "3.12 MB"],
    [1_020_000, "messages/s", "1.02 M"],
  ])("%d in %s is written %s", (value, unit, written) => {
    expect(figure(value, unit)).toBe(written);
  });

  it("is in the step of another where figures are compared along an axis", () => {
    expect(figure(500_000, "messages/s", 1_500_000)).toBe("0.5 M");
    expect(figure(250, "µs", 1000)).toBe("0.25 ms");
  });

  it("carries a unit that scales, and gets any other where it is named in full", () => {
    expect(["s", "µs", "B", "MB", "messages/s", ""].map(carriesUnit)).toEqual([true, true, true, true, false, false]);
    expect(quantity(0.94, "ms")).toBe("940 µs");
    expect(quantity(1_020_000, "messages/s")).toBe("1.02 M messages/s");
    expect(quantity(12, "")).toBe("12");
  });

  it("keeps its digits where it is grouped only, without the dust of binary fractions", () => {
    expect([4096, 1_234_567, 0.1 + 0.2, 0.000_01].map(grouped)).toEqual(["4,096", "1,234,567", "0.3", "0.00001"]);
  });
});

function near(value: number): unknown {
  return expect.closeTo(value, 9);
}
