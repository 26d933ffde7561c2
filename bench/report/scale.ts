/** Owns how values become positions: linear and logarithmic scales, and the round values at which they are ticked. */

export type ScaleKind = "linear" | "log";

/** Smallest and largest value; on a log scale both are above zero, which the charts check. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

export interface Scale {
  readonly kind: ScaleKind;
  readonly ticks: readonly number[];
  /** The position of `value` in the unit of the range, which is pixels. */
  readonly at: (value: number) => number;
}

/** About how many ticks are drawn: enough to read a value by, few enough to be ignored. */
const TICKS = 5;

/** From this many powers of ten on, a log scale needs no ticks in between. */
const ENOUGH_POWERS = 3;

/** Forgives the rounding of a division, in parts of a step. */
const EPSILON = 1e-9;

const MANTISSAS = [1, 2, 5] as const;

/** Maps `extent` to `range` (pixels from, pixels to). An extent of one value lies in the middle. */
export function scale(kind: ScaleKind, extent: Extent, range: readonly [number, number]): Scale {
  const [from, to] = range;
  const bend = kind === "log" ? Math.log10 : Number;
  const [low, high] = [bend(extent.low), bend(extent.high)];
  const share = (value: number): number => (low === high ? 0.5 : (bend(value) - low) / (high - low));
  return { kind, ticks: ticks(kind, extent), at: (value) => from + share(value) * (to - from) };
}

/** `extent` widened to round values, so that the data does not touch the edges; a linear one begins at zero. */
export function roundOut(kind: ScaleKind, { low, high }: Extent): Extent {
  if (kind === "log") return { low: stepDown(low), high: stepUp(high) };
  const [bottom, top] = [Math.min(0, low), Math.max(0, high)];
  if (bottom === top) return { low: 0, high: 1 };
  const step = niceStep((top - bottom) / TICKS);
  return {
    low: multiple(Math.floor(bottom / step + EPSILON), step),
    high: multiple(Math.ceil(top / step - EPSILON), step),
  };
}

/** Round values within `extent`, ascending: multiples of 1, 2 or 5; on a log scale powers of ten where these suffice. */
export function ticks(kind: ScaleKind, extent: Extent): readonly number[] {
  if (isOneValue(extent)) return [extent.low];
  if (kind === "linear") return multiples(extent);
  const rungs = ladder(extent);
  const powers = rungs.filter((rung) => Number.isInteger(Math.log10(rung)));
  if (powers.length >= ENOUGH_POWERS) return powers;
  return rungs.length >= ENOUGH_POWERS ? rungs : multiples(extent);
}

/** Closer together than any figure shows: round values in between would all read the same. */
function isOneValue({ low, high }: Extent): boolean {
  return high - low <= Math.max(Math.abs(low), Math.abs(high)) * EPSILON;
}

function multiples({ low, high }: Extent): readonly number[] {
  const step = niceStep((high - low) / TICKS);
  const first = Math.ceil(low / step - EPSILON);
  const last = Math.floor(high / step + EPSILON);
  return Array.from({ length: last - first + 1 }, (_, index) => multiple(first + index, step));
}

/** `factor * step` without the dust of binary fractions: 0.3, not 0.30000000000000004. */
function multiple(factor: number, step: number): number {
  return Number((factor * step).toPrecision(12));
}

/** The smallest of 1, 2, 5 and 10 times a power of ten that is no less than `rough`. */
function niceStep(rough: number): number {
  const exponent = Math.floor(Math.log10(rough));
  const mantissa = rough / 10 ** exponent;
  const nice = MANTISSAS.find((candidate) => candidate >= mantissa - EPSILON);
  return nice === undefined ? power(1, exponent + 1) : power(nice, exponent);
}

/** 1, 2, 5, 10, 20, 50 and so on, within `extent`. */
function ladder({ low, high }: Extent): readonly number[] {
  const first = Math.floor(Math.log10(low));
  const decades = Math.ceil(Math.log10(high)) - first + 1;
  return Array.from({ length: decades }, (_, index) => first + index)
    .flatMap((exponent) => MANTISSAS.map((mantissa) => power(mantissa, exponent)))
    .filter((rung) => rung >= low && rung <= high);
}

/** The largest rung below `low`, so that a point at a round value has air too. */
function stepDown(low: number): number {
  return ladder({ low: low / 10, high: low }).findLast((rung) => rung < low) ?? low;
}

function stepUp(high: number): number {
  return ladder({ low: high, high: high * 10 }).find((rung) => rung > high) ?? high;
}

/** Parsed from decimal, because `10 ** -5` is not quite 0.00001. */
function power(mantissa: number, exponent: number): number {
  return Number(`${mantissa}e${exponent}`);
}
