/**
 * Parsed commands, as the server handles them: every field is checked, branded, and set to its default if it was left out.
 * `wire-commands.ts` has what travels; `codec/parsing.ts` turns that into these.
 */
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

/** Which messages a page has: those just before, just after or around a seq. */
export type PageWhere = "before" | "after" | "around";

export interface Page {
  readonly type: "page";
  readonly requestId: string;
  readonly where: PageWhere;
  readonly seq: Seq;
  readonly limit: number;
}

/** The client has received everything before this mark. */
export interface Confirm {
  readonly type: "confirm";
  readonly mark: string;
}

/** Replaces the text of the sender's own message. */
export interface Edit {
  readonly type: "edit";
  readonly clientId: string;
  readonly target: Seq;
  readonly text: string;
}

/** Removes the sender's own message. */
export interface Remove {
  readonly type: "remove";
  readonly clientId: string;
  readonly target: Seq;
}

/** Adds or removes the sender's reaction to a message. */
export interface React {
  readonly type: "react";
  readonly clientId: string;
  readonly target: Seq;
  readonly emoji: Emoji;
  readonly on: boolean;
}

/** Sets the room's topic; an empty one clears it. */
export interface SetTopic {
  readonly type: "topic";
  readonly clientId: string;
  readonly text: Topic;
}

/** The sender has read everything up to here. */
export interface Read {
  readonly type: "read";
  readonly seq: Seq;
}

export interface Search {
  readonly type: "search";
  readonly requestId: string;
  readonly query: string;
  /** Only messages before this seq; null: all. */
  readonly before: Seq | null;
  readonly limit: number;
}

/** Commands that change the room and take its next seq. Each has a `clientId`, by which the room recognises a repeat. */
export type ChangeCommand = Say | Edit | Remove | React | SetTopic;

/** What a member may send after `welcome`. */
export type MemberCommand = ChangeCommand | Rename | Typing | Page | Read | Search;
export type Command = Hello | Confirm | MemberCommand;
