/** Shows where values stand on a scale, and that its ticks are values a person would choose. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundOut, scale, ticks } from "../../bench/report/scale.ts";

const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
const extent = fc.tuple(positive, positive).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));

describe("ticks", () => {
  it.each([
    [0, 1.2, [0, 0.5, 1]],
    [0, 0.3, [0, 0.1, 0.2, 0.3]],
    [0, 100, [0, 20, 40, 60, 80, 100]],
    [3, 32, [10, 20, 30]],
    [-12, 7, [-10, -5, 0, 5]],
    [0, 1_090_000, [0, 500_000, 1_000_000]],
    [7, 7, [7]],
  ])("from %d to %d, linear, are %j", (low, high, expected) => {
    expect(ticks("linear", { low, high })).toEqual(expected);
  });

  it.each([
    [10, 10_000, [10, 100, 1000, 10_000]],
    [0.2, 500, [1, 10, 100]],
    [0.000_01, 0.001, [0.000_01, 0.0001, 0.001]],
    [50, 2000, [50, 100, 200, 500, 1000, 2000]],
    [210, 480, [300, 400]],
    [7, 7, [7]],
  ])("from %d to %d, logarithmic, are %j", (low, high, expected) => {
    expect(ticks("log", { low, high })).toEqual(expected);
  });

  it("ascend, lie within, and are not many", () => {
    fc.assert(
      fc.property(extent, fc.constantFrom("linear" as const, "log" as const), ({ low, high }, kind) => {
        const all = ticks(kind, { low, high });
        expect(all).toEqual([...new Set(all)].toSorted((a, b) => a - b));
        // The dust of a division may put the outermost beside the edge.
        const dust = (high - low) * 1e-6;
        expect(all.filter((tick) => tick < low - dust || tick > high + dust)).toEqual([]);
        expect(all.length).toBeLessThanOrEqual(16);
      }),
    );
  });
});

describe("rounding out", () => {
  it("begins a linear scale at zero, also from below", () => {
    expect(roundOut("linear", { low: 40, high: 61 })).toEqual({ low: 0, high: 80 });
    expect(roundOut("linear", { low: -3, high: -1 })).toEqual({ low: -3, high: 0 });
    expect(roundOut("linear", { low: 0, high: 0 })).toEqual({ low: 0, high: 1 });
  });

  it("gives a logarithmic scale air at both ends, to 1, 2 or 5", () => {
    expect(roundOut("log", { low: 0.48, high: 312 })).toEqual({ low: 0.2, high: 500 });
    expect(roundOut("log", { low: 100, high: 100 })).toEqual({ low: 50, high: 200 });
  });

  it("never cuts anything off", () => {
    fc.assert(
      fc.property(extent, fc.constantFrom("linear" as const, "log" as const), (given, kind) => {
        const rounded = roundOut(kind, given);
        expect(rounded.low).toBeLessThanOrEqual(given.low);
        expect(rounded.high).toBeGreaterThanOrEqual(given.high * (1 - 1e-6));
      }),
    );
  });
});

describe("a scale", () => {
  it("puts equal differences, or equal ratios, at equal distances", () => {
    const linear = scale("linear", { low: 0, high: 10 }, [100, 200]);
    expect([0, 5, 10].map(linear.at)).toEqual([100, 150, 200]);
    const log = scale("log", { low: 1, high: 10_000 }, [400, 0]);
    expect([1, 10, 100, 10_000].map(log.at)).toEqual([400, 300, 200, 0]);
  });

  it("puts a single value in the middle", () => {
    expect(scale("log", { low: 100, high: 100 }, [0, 50]).at(100)).toBe(25);
  });
});
