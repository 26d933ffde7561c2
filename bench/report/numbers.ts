/** Owns how a figure is written: three digits and a fitting unit. */

/** Sizes of one kind, ascending: how many of the base it is, and its name. */
type Steps = readonly (readonly [size: number, name: string])[];

/** Up to a million, grouped digits are read faster than a k. */
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
/** Decimal, as disks and networks count. */
const BYTES: Steps = [
  [1, "B"],
  [1e3, "kB"],
  [1e6, "MB"],
  [1e9, "GB"],
];

/** Three digits: more than runs of a benchmark agree on. */
const DIGITS = 3;

/** The steps that `unit` belongs to, if it is one of time or size; such a unit is written with each figure. */
function stepsOf(unit: string): Steps | undefined {
  return [TIMES, BYTES].find((steps) => steps.some(([, name]) => name === unit));
}

/** Whether figures in `unit` carry it (940 µs); others (messages/s) are named once, by the chart. */
export function carriesUnit(unit: string): boolean {
  return stepsOf(unit) !== undefined;
}

/** Far more than is measured, and too few to show the dust of binary fractions. */
const ALL_DIGITS = 12;

/** `value` as it is, with its digits grouped: 4,096. */
export function grouped(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: ALL_DIGITS });
}

/**
 * `value`, measured in `unit`, to three digits: (0.94, "ms") is 940 µs, (1_020_000, "messages/s") is 1.02 M. It is in
 * millions, milliseconds and so on as befits `like`: along a linear axis that is the largest.
 */
export function figure(value: number, unit: string, like = value): string {
  const steps = stepsOf(unit) ?? COUNTS;
  const base = steps.find(([, name]) => name === unit)?.[0] ?? 1;
  // Rounded before a step is chosen: 999,900 is 1 M, not 1,000,000.
  const rounded = toDigits(value * base);
  if (rounded === 0) return "0";
  const befitting = Math.abs(toDigits(like * base));
  const [size, name] = steps.findLast(([least]) => befitting >= least) ?? steps[0] ?? [1, ""];
  const digits = (rounded / size).toLocaleString("en-US", { maximumSignificantDigits: DIGITS });
  return name === "" ? digits : `${digits} ${name}`;
}

/** As `figure`, and always with its unit: 1.02 M messages/s. */
export function quantity(value: number, unit: string): string {
  return carriesUnit(unit) ? figure(value, unit) : `${figure(value, unit)} ${unit}`.trim();
}

function toDigits(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
