/**
 * What a page and a room of the previous version sent to each other, recorded with that version: three people talk, edit,
 * reply, react, search and leave. After a deploy either side may still be of that version for a while.
 */
import recorded from "./previous-version.json" with { type: "json" };

export interface Recorded {
  readonly who: string;
  readonly to: string;
  /** An object, an array of them, or the text `ping` or `pong`. */
  readonly frame: unknown;
}

export const FRAMES: readonly Recorded[] = recorded.frames;

/** What that page displayed in the end. */
export const { shown: SHOWN, topic: TOPIC } = recorded;

/** `frame` as it was on the wire. */
export function textOf({ frame }: Recorded): string {
  return typeof frame === "string" ? frame : JSON.stringify(frame);
}
