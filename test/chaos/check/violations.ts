export type ViolationKind =
  /** Somebody was told of it, and the room does not have it any more. */
  | "lost"
  /** One command took two places in the room's order, or somebody received it twice who had not repeated it. */
  | "duplicated"
  /** Somebody was told of it, and nobody submitted it, or not like that. */
  | "invented"
  /** The room did what it must refuse, or what changes nothing. */
  | "forbidden"
  /** The room refused, for good, what it must do. */
  | "refused_wrongly"
  /** Something is missing: in the room's order, on a connection, or in a page. */
  | "gap"
  /** It came after what is later in the room's order. */
  | "reordered"
  /** One client's commands were done in another order than it submitted them. */
  | "own_order"
  /** One place in the room's order holds different changes for different people. */
  | "seq_differs"
  /** The room's time went back. */
  | "clock_went_back"
  /** A message, or the room, was told in another state than it was in at that time. */
  | "state_differs"
  /** A text was told after it was removed. */
  | "leaked"
  /** A client that came back was not told exactly what is new or changed since. */
  | "resume_differs"
  /** A search did not find exactly what it must, or was not honest about how far it looked. */
  | "search_differs"
  /** What a client displays is not the result of the room's changes. */
  | "timeline_differs"
  /** A client held a command for answered that was not. */
  | "settled_early"
  /** A command that still has no answer at the end. */
  | "never_settled";

export interface Violation {
  readonly kind: ViolationKind;
  readonly words: string;
}

/** Collects what is wrong in one room. */
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
