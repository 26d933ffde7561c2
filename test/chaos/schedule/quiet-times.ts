/** Owns when a room is left in silence until the platform evicts it, and which times are left for everything else. */
import type { Random } from "../random.ts";
import { ROOMS } from "./seats.ts";

/** The platform evicts a room after 10 s without an event; the rest is for what is still on its way. */
const HUSH_MS = 12_500;
/** Milliseconds before a hush in which no connection is broken: so long may coming back take. */
export const CALM_BEFORE_MS = 3_000;
/** One hush in so many milliseconds. */
const HUSH_EVERY_MS = 45_000;

interface Span {
  readonly from: number;
  readonly to: number;
}

interface QuietTime extends Span {
  readonly room: number;
}

export class QuietTimes {
  readonly all: readonly QuietTime[];
  readonly #endMs: number;

  /** The rooms take turns until `endMs`. */
  constructor(random: Random, endMs: number) {
    const count = Math.max(1, Math.floor(endMs / HUSH_EVERY_MS));
    const slotMs = endMs / count;
    this.#endMs = endMs;
    this.all = Array.from({ length: count }, (_, index) => {
      const earliest = index * slotMs + CALM_BEFORE_MS;
      const latest = Math.max(earliest, (index + 1) * slotMs - HUSH_MS - 1_000);
      const from = Math.floor(earliest + random.next() * (latest - earliest));
      // The nook first: a short run has one hush only, and most of its talk is to go on.
      return { room: (index + 1) % ROOMS.length, from, to: from + HUSH_MS };
    });
  }

  /** A time at which something that lasts `ms` leaves each hush of `room`, and the calm before it, alone. */
  timeIn(room: number, random: Random, ms = 0): number {
    const open = this.#gaps(this.all.filter((hush) => hush.room === room)).filter(({ from, to }) => to - from >= ms);
    return timeIn(
      open.map(({ from, to }) => ({ from, to: to - ms })),
      random.next(),
    );
  }

  /** The time that is this share, from 0 to 1, into all the time in which no room is hushed. */
  timeOutside(share: number): number {
    return timeIn(this.#gaps(this.all), share);
  }

  /** What is left of the time from 0 to the end. */
  #gaps(quietTimes: readonly QuietTime[]): readonly Span[] {
    const gaps: Span[] = [];
    let from = 0;
    for (const hush of quietTimes) {
      gaps.push({ from, to: Math.max(from, hush.from - CALM_BEFORE_MS) });
      from = hush.to;
    }
    return [...gaps, { from, to: this.#endMs }].filter((gap) => gap.to > gap.from);
  }
}

/** The time that is this share into `spans`, laid end to end. */
function timeIn(spans: readonly Span[], share: number): number {
  let left = share * spans.reduce((sum, { from, to }) => sum + (to - from), 0);
  for (const { from, to } of spans) {
    if (left < to - from) return Math.floor(from + left);
    left -= to - from;
  }
  return spans.at(-1)?.to ?? 0;
}
