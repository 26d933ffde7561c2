/** Measures how the time of a function grows with the length of its text. */

/** Code units of the short text; the long one is eight times as long. */
const SHORT_LENGTH = 2_000;
const TIMES = 8;
/** How much longer both are where the first look was no good one. */
const LONGER = 4;
/** Doubling the text may take 2.5 times as long: twice for its length, and the rest is the machine's. */
const GROWTH_MAX = 2.5 ** 3;
/** Milliseconds below which a measurement says more of the clock than of the function. */
const FLOOR_MS = 0.2;
/** Measurements by the clock, which a busy machine may spoil, before the processor's time is asked for. */
const ATTEMPTS = 6;
/** Milliseconds of the processor's time that are enough for a count that may be coarse. */
const COUNTED_MS = 60;

/** Makes a text of about so many code units. */
export type Make = (length: number) => string;

/** By which factor the time grows from a text to one eight times as long where that is more than linear; else null. */
export function superLinearity(act: (text: string) => unknown, make: Make): number | null {
  const [short, long] = [make(SHORT_LENGTH), make(SHORT_LENGTH * TIMES)];
  let [before, after] = [FLOOR_MS, Infinity];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    after = Math.min(after, timeOf(act, long));
    const again = timeOf(act, short);
    before = attempt === 0 ? Math.max(again, FLOOR_MS) : Math.max(FLOOR_MS, Math.min(before, again));
    if (after <= before * GROWTH_MAX) return null;
  }
  return confirmed(act, make);
}

/** The same by the processor's time, which others do not use up, of longer texts. */
function confirmed(act: (text: string) => unknown, make: Make): number | null {
  const [short, long] = [make(SHORT_LENGTH * LONGER), make(SHORT_LENGTH * LONGER * TIMES)];
  const grows = (): number => busyTimeOf(act, long) / busyTimeOf(act, short);
  const growth = Math.min(grows(), grows());
  return growth > GROWTH_MAX ? growth : null;
}

function timeOf(act: (text: string) => unknown, text: string): number {
  const before = performance.now();
  act(text);
  return performance.now() - before;
}

/** Milliseconds, on average of as many times as the processor's coarse count needs. */
function busyTimeOf(act: (text: string) => unknown, text: string): number {
  const before = process.threadCpuUsage();
  for (let times = 1; ; times++) {
    act(text);
    const { user, system } = process.threadCpuUsage(before);
    const used = (user + system) / 1_000;
    if (used >= COUNTED_MS) return used / times;
  }
}

/** `text` again and again. */
export function repeated(text: string): Make {
  return (length) => text.repeat(Math.max(1, Math.floor(length / text.length)));
}
