/** What the witnesses in a room report of a span of time. */
import type { Times } from "../../../bench/load/sample.ts";

export interface WitnessReport {
  /** Milliseconds from saying something to hearing it, for each witness that hears it. */
  readonly delays: Times;
  /** Messages that a witness did not hear in time. */
  readonly missed: number;
  /** Refusals, and connections of theirs that the room closed: why, and how often. */
  readonly troubles: Readonly<Record<string, number>>;
  /** What others than witnesses did, as one witness heard it: events that have a seq, by type. */
  readonly changes: Readonly<Record<string, number>>;
}

/** Milliseconds after which what was not heard counts as missed, and as that late. */
export const HEAR_WITHIN_MS = 10_000;
