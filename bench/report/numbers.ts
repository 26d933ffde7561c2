/** Writes figures with three digits and a fitting unit. */

/** The units of one kind, ascending: their size in base units, and their name. */
type Steps = readonly (readonly [size: number, name: string])[];

/** No k: up to a million, grouped digits are easier to read. */
const COUNTS: Steps = [
  [1, ""],
  [1e6, "M"],
  [1e9, "G"],
];
const TIMES: Steps = [
  [1e-9, "ns"],
  [1e-6, "µs"],
  [1e-3, "ms"],
  [1, "s"],
];
/** Decimal, like those of disks and networks. */
const BYTES: Steps = [
  [1, "B"],
  [1e3, "kB"],
  [1e6, "MB"],
  [1e9, "GB"],
];

/** More digits than runs of a benchmark agree on. */
const DIGITS = 3;

/** The steps of `unit`, if it is a unit of time or size. Such a unit is written with each figure. */
function stepsOf(unit: string): Steps | undefined {
  return [TIMES, BYTES].find((steps) => steps.some(([, name]) => name === unit));
}

/** Whether each figure includes `unit` (940 µs). Other units (messages/s) are written once in a chart. */
export function carriesUnit(unit: string): boolean {
  return stepsOf(unit) !== undefined;
}

/** More digits than are measured, and too few to show rounding errors of binary fractions. */
const ALL_DIGITS = 12;

/** `value` with all its digits, grouped: 4,096. */
export function grouped(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: ALL_DIGITS });
}

/**
 * `value` in `unit` with three digits: (0.94, "ms") is 940 µs, (1_020_000, "messages/s") is 1.02 M. The step (millions,
 * milliseconds) is chosen for `like`: along a linear axis, that is the largest figure.
 */
export function figure(value: number, unit: string, like = value): string {
  const steps = stepsOf(unit) ?? COUNTS;
  const base = steps.find(([, name]) => name === unit)?.[0] ?? 1;
  // Rounded before the step is chosen: 999,900 is 1 M, not 1,000,000.
  const rounded = toDigits(value * base);
  if (rounded === 0) return "0";
  const scaled = Math.abs(toDigits(like * base));
  const [size, name] = steps.findLast(([least]) => scaled >= least) ?? steps[0] ?? [1, ""];
  const digits = (rounded / size).toLocaleString("en-US", { maximumSignificantDigits: DIGITS });
  return name === "" ? digits : `${digits} ${name}`;
}

/** Like `figure`, always with its unit: 1.02 M messages/s. */
export function quantity(value: number, unit: string): string {
  return carriesUnit(unit) ? figure(value, unit) : `${figure(value, unit)} ${unit}`.trim();
}

function toDigits(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
