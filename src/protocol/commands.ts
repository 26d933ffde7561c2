/** Owns the shapes of commands: everything that a client may send, in the imperative. `parsing.ts` makes them of text. */
import type { PersonName } from "./values/names.ts";
import type { Emoji } from "./values/reactions.ts";
import type { Topic } from "./values/topics.ts";
import type { Cursor, Seq } from "./wire.ts";

export interface Hello {
  readonly type: "hello";
  readonly name: PersonName;
  /** The raw Ed25519 public key. */
  readonly key: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly after: Cursor | null;
}

export interface Say {
  readonly type: "say";
  readonly clientId: string;
  readonly text: string;
  readonly replyTo: Seq | null;
}

export interface Rename {
  readonly type: "rename";
  readonly name: PersonName;
}

export interface Typing {
  readonly type: "typing";
}

/** Which messages a page holds: those just before, just after or around a seq. */
export type PageWhere = "before" | "after" | "around";

export interface Page {
  readonly type: "page";
  readonly requestId: string;
  readonly where: PageWhere;
  readonly seq: Seq;
  readonly limit: number;
}

/** Tells that everything up to a mark was received. */
export interface Confirm {
  readonly type: "confirm";
  readonly mark: string;
}

/** One's own message gets another text. */
export interface Edit {
  readonly type: "edit";
  readonly clientId: string;
  readonly target: Seq;
  readonly text: string;
}

/** One's own message is taken back. */
export interface Remove {
  readonly type: "remove";
  readonly clientId: string;
  readonly target: Seq;
}

/** One's reaction to a message, or its end. */
export interface React {
  readonly type: "react";
  readonly clientId: string;
  readonly target: Seq;
  readonly emoji: Emoji;
  readonly on: boolean;
}

/** What the room is about, from now on; empty: nothing in particular. */
export interface SetTopic {
  readonly type: "topic";
  readonly clientId: string;
  readonly text: Topic;
}

/** One has read everything up to here. */
export interface Read {
  readonly type: "read";
  readonly seq: Seq;
}

export interface Search {
  readonly type: "search";
  readonly requestId: string;
  readonly query: string;
  /** Only what was said before this seq; null: everything. */
  readonly before: Seq | null;
  readonly limit: number;
}

/** What changes the room, and takes its next seq. Each has a `clientId`, by which a repeat is known. */
export type Change = Say | Edit | Remove | React | SetTopic;

/** What a member may send once `welcome` was sent. */
export type MemberCommand = Change | Rename | Typing | Page | Read | Search;
export type Command = Hello | Confirm | MemberCommand;
