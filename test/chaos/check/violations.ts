/** Owns what can be found wrong: each kind of it, and where findings are gathered. */

export type ViolationKind =
  /** Somebody was told of it, and the room has it no more. */
  | "lost"
  /** One wish took two places in the room's order, or was told twice to somebody who had not repeated it. */
  | "duplicated"
  /** Told to somebody, or read, and nobody wished it so. */
  | "invented"
  /** The room did what it must refuse, or what changes nothing. */
  | "forbidden"
  /** The room refused, for good, what it must do. */
  | "refused_wrongly"
  /** A hole: in the room's order, on a wire, or in a page. */
  | "gap"
  /** Came over a wire after what is later in the room's order. */
  | "reordered"
  /** One client's wishes were done in another order than wished. */
  | "own_order"
  /** One place in the room's order holds one change for some and another for others. */
  | "seq_differs"
  /** The room's time went back. */
  | "clock_went_back"
  /** A message, or the topic, was told in another state than it was in at that time. */
  | "state_differs"
  /** A text was told after it was removed. */
  | "leaked"
  /** A client that came back was not told exactly what is new or changed since. */
  | "resume_differs"
  /** What a client shows is not what the room's changes come to. */
  | "timeline_differs"
  /** A client took a wish for answered that was not. */
  | "settled_early"
  /** A wish that is, at the end of all, still to be answered. */
  | "never_settled";

export interface Violation {
  readonly kind: ViolationKind;
  readonly words: string;
}

/** Gathers what is wrong in one room. */
export class Findings {
  readonly #room: string;
  readonly all: Violation[] = [];

  constructor(room: string) {
    this.#room = room;
  }

  report(kind: ViolationKind, words: string): void {
    this.all.push({ kind, words: `${this.#room}: ${words}` });
  }
}
