/** When a room is left alone until the platform evicts it, and which times are left for everything else. */
import type { Random } from "../random.ts";
import { ROOMS } from "./seats.ts";

/** The platform evicts a room after 10 s without an event; the rest is for what is still on its way. */
const QUIET_MS = 12_500;
/** Milliseconds before a quiet time in which no connection is broken, because clients take up to so long to come back. */
export const CALM_BEFORE_MS = 3_000;
/** One quiet time in so many milliseconds. */
const QUIET_EVERY_MS = 45_000;

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
    const count = Math.max(1, Math.floor(endMs / QUIET_EVERY_MS));
    const slotMs = endMs / count;
    this.#endMs = endMs;
    this.all = Array.from({ length: count }, (_, index) => {
      const earliest = index * slotMs + CALM_BEFORE_MS;
      const latest = Math.max(earliest, (index + 1) * slotMs - QUIET_MS - 1_000);
      const from = Math.floor(earliest + random.next() * (latest - earliest));
      // The nook first: a short run has only one quiet time, and most of its conversation should go on.
      return { room: (index + 1) % ROOMS.length, from, to: from + QUIET_MS };
    });
  }

  /** A time at which something that lasts `ms` falls neither into a quiet time of `room` nor into the calm before it. */
  timeIn(room: number, random: Random, ms = 0): number {
    const open = this.#gaps(this.all.filter((quiet) => quiet.room === room)).filter(({ from, to }) => to - from >= ms);
    return timeIn(
      open.map(({ from, to }) => ({ from, to: to - ms })),
      random.next(),
    );
  }

  /** The time that is this share, from 0 to 1, into all the time outside all quiet times. */
  timeOutside(share: number): number {
    return timeIn(this.#gaps(this.all), share);
  }

  /** What is left of the time from 0 to the end. */
  #gaps(quietTimes: readonly QuietTime[]): readonly Span[] {
    const gaps: Span[] = [];
    let from = 0;
    for (const quiet of quietTimes) {
      gaps.push({ from, to: Math.max(from, quiet.from - CALM_BEFORE_MS) });
      from = quiet.to;
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
