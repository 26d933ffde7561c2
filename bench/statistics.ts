/** The median of repeated measurements, and their spread. */
export interface Measured {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The value below which the share `q` (0 to 1) of `values` lies. Throws if there are no values, or a value is not finite. */
export function quantile(values: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(values).toSorted();
  if (!sorted.every(Number.isFinite)) throw new Error("quantile: a value is not finite");
  return quantileOfSorted(sorted, q);
}

/**
 * The same for values that are ascending and finite. It interpolates linearly between two values: Hyndman and Fan's type 7,
 * the default of R, NumPy and spreadsheets.
 */
export function quantileOfSorted(sorted: Float64Array, q: number): number {
  if (!(q >= 0 && q <= 1)) throw new Error(`quantile: ${q} is not between 0 and 1`);
  if (sorted.length === 0) throw new Error("quantile: no values");
  const position = q * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position % 1);
}

/** The middle value, or the mean of the two middle ones. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** The smallest and the largest value. With a handful of runs, none of them is left out as an outlier. */
export function spread(values: ArrayLike<number>): { readonly low: number; readonly high: number } {
  return { low: quantile(values, 0), high: quantile(values, 1) };
}

export function measured(values: ArrayLike<number>): Measured {
  return { median: median(values), ...spread(values) };
}
