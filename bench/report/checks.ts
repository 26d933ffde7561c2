/** Owns what a chart refuses to draw: nothing, what is not a number, and what its scale cannot show. */
import type { Measured } from "../statistics.ts";
import type { ScaleKind } from "./scale.ts";

/** Throws, naming the chart, if there are no `items` (bars, lines, points). */
export function checkPresent(chart: string, items: readonly unknown[], what: string): void {
  if (items.length === 0) throw new Error(`Chart “${chart}”: no ${what}`);
}

/** Throws, naming the chart, if `value` is not finite, or not above zero where the scale is logarithmic. */
export function checkValue(chart: string, value: number, where: string, kind: ScaleKind): void {
  if (!Number.isFinite(value)) throw new Error(`Chart “${chart}”: ${where} is ${value}`);
  if (kind === "log" && value <= 0) throw new Error(`Chart “${chart}”: ${where} is ${value}, on a log scale`);
}

/** As `checkValue`, for all three; throws also if they are out of order, as then two were mixed up. */
export function checkMeasured(chart: string, { median, low, high }: Measured, where: string, kind: ScaleKind): void {
  checkValue(chart, low, `the low of ${where}`, kind);
  checkValue(chart, median, `the median of ${where}`, kind);
  checkValue(chart, high, `the high of ${where}`, kind);
  if (low > median || median > high) {
    throw new Error(`Chart “${chart}”: ${where} has a median of ${median}, outside ${low} to ${high}`);
  }
}
