/** Measures how the time of a function grows with the length of its text. */

/** Code units of the short text; the long one is eight times as long. */
const SHORT_LENGTH = 2_000;
const DOUBLINGS = 3;
/** Doubling the text may take so many times as long: twice for its length, and the rest is the machine's. */
const PER_DOUBLING_MAX = 2.5;
/** Milliseconds below which a measurement says more of the clock than of the function. */
const FLOOR_MS = 0.2;
/** Measurements before a text is taken to be slow: of each length the fastest counts, and what a busy machine adds does not. */
const ATTEMPTS = 25;

/** Makes a text of about so many code units. */
export type Make = (length: number) => string;

/** By which factor the time grows from a short text to a long one where that is more than linear; else null. */
export function superLinearity(act: (text: string) => unknown, make: Make): number | null {
  const [short, long] = [make(SHORT_LENGTH), make(SHORT_LENGTH * 2 ** DOUBLINGS)];
  let [before, after] = [Infinity, Infinity];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    after = Math.min(after, timeOf(act, long));
    for (let times = 0; times < 2; times++) before = Math.min(before, timeOf(act, short));
    if (after <= Math.max(before, FLOOR_MS) * PER_DOUBLING_MAX ** DOUBLINGS) return null;
  }
  return after / Math.max(before, FLOOR_MS);
}

function timeOf(act: (text: string) => unknown, text: string): number {
  const before = performance.now();
  act(text);
  return performance.now() - before;
}

/** `text` again and again. */
export function repeated(text: string): Make {
  return (length) => text.repeat(Math.max(1, Math.floor(length / text.length)));
}
