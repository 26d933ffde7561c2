/** What an attack is, and what it measures. */
import type { Vars } from "../chaos/server/workerd.ts";
import type { Stage } from "./stage.ts";

export interface Attack {
  /** In a few words with hyphens; `--only` takes it. */
  readonly name: string;
  /** What somebody does, and what it would do to a room that lets them: one sentence. */
  readonly imitates: string;
  /** Settings that differ from those of wrangler.toml, where the attack is not about those. */
  readonly settings?: Vars;
  run(stage: Stage): Promise<readonly Measurement[]>;
}

export interface Measurement {
  /** What was measured, with its unit. */
  readonly what: string;
  /** Null where this system does not tell. */
  readonly value: number | null;
  /** Missing where the figure only explains the others. */
  readonly bound?: Bound;
}

export interface Bound {
  readonly least?: number;
  readonly most?: number;
  /** Why this number. */
  readonly why: string;
  /** It is about time or a processor, and so about whatever else the machine does: `npm test` does not judge it. */
  readonly isTiming?: boolean;
}

/** Whether the measurement is outside of its bound. What could not be measured is not. */
export function isBroken({ value, bound }: Measurement): boolean {
  if (value === null || bound === undefined) return false;
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = bound;
  return !(value >= least && value <= most);
}
