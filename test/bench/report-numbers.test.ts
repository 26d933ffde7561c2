import { describe, expect, it } from "vitest";
import { carriesUnit, figure, grouped, quantity } from "../../bench/report/numbers.ts";

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
    expect(figure(value, "")).toBe(written);
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

  it("uses the unit of another figure along an axis", () => {
    expect(figure(500_000, "messages/s", 1_500_000)).toBe("0.5 M");
    expect(figure(250, "µs", 1000)).toBe("0.25 ms");
  });

  it("includes a unit that scales, and any other only when written in full", () => {
    expect(["s", "µs", "B", "MB", "messages/s", ""].map(carriesUnit)).toEqual([true, true, true, true, false, false]);
    expect(quantity(0.94, "ms")).toBe("940 µs");
    expect(quantity(1_020_000, "messages/s")).toBe("1.02 M messages/s");
    expect(quantity(12, "")).toBe("12");
  });

  it("keeps all digits if it is only grouped, without rounding errors of binary fractions", () => {
    expect([4096, 1_234_567, 0.1 + 0.2, 0.000_01].map(grouped)).toEqual(["4,096", "1,234,567", "0.3", "0.00001"]);
  });
});
