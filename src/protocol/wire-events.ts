/**
 * What the server sends, exactly as it travels: each type is the JSON of one event. Rule numbers refer to PROTOCOL.md. No field
 * is ever `null` ([F4]). Times are milliseconds since 1970 by the room's clock. `events.ts` has the parsed forms.
 */
import type { ClosingReason, RefusalReason } from "./events.ts";
import type { Role, Seq } from "./wire.ts";

/** A person in the room ([H6]). */
export interface WirePerson {
  readonly id: string;
  readonly name: string;
}

/** One emoji on one message ([E7]). */
export interface WireReaction {
  readonly emoji: string;
  readonly count: number;
  /** The first 50 of `count` people, in the order in which they reacted. */
  readonly by: readonly WirePerson[];
}

/** [E7] Your own reaction to one of the messages beside it, if `by` does not name everybody. */
export interface WireOwnReaction {
  readonly seq: Seq;
  readonly emoji: string;
}

/** [H1] The first event on every connection. */
export interface WireChallenge {
  readonly type: "challenge";
  readonly nonce: string;
}

/** [S3] A message. In `welcome`, `page` and `results` it is in its current state ([E7]). */
export interface WireSaid {
  readonly type: "said";
  readonly seq: Seq;
  readonly at: number;
  readonly from: WirePerson;
  /** Empty if it was removed. */
  readonly text: string;
  readonly clientId: string;
  readonly replyTo?: Seq;
  readonly editedAt?: number;
  readonly removed?: true;
  readonly reactions?: readonly WireReaction[];
  /** [S6] Set on the answer to a repeated command, which is not news. */
  readonly repeat?: true;
}

interface WireChanged {
  readonly seq: Seq;
  readonly at: number;
  readonly by: WirePerson;
  readonly clientId: string;
  /** [S6] Set on the answer to a command that was repeated or changed nothing, which is not news. */
  readonly repeat?: true;
}

/** [E1] The message `target` has a new text. */
export interface WireEdited extends WireChanged {
  readonly type: "edited";
  readonly target: Seq;
  readonly text: string;
}

/** [E2] The author removed the message `target`. */
export interface WireRemoved extends WireChanged {
  readonly type: "removed";
  readonly target: Seq;
}

/** [E3] Somebody added a reaction to the message `target`, or removed it. */
export interface WireReacted extends WireChanged {
  readonly type: "reacted";
  readonly target: Seq;
  readonly emoji: string;
  readonly on: boolean;
}

/** [E5] The room has a new topic. */
export interface WireTopicSet extends WireChanged {
  readonly type: "topic_set";
  readonly topic: string;
}

/** [H7] You have joined: the room's state at `seq`. */
export interface WireWelcome {
  readonly type: "welcome";
  readonly you: WirePerson & { readonly role: Role };
  readonly room: { readonly name: string; readonly topic: string };
  /** [U1] */
  readonly read: Seq;
  readonly epoch: string;
  readonly seq: Seq;
  readonly oldest: Seq;
  readonly at: number;
  readonly recovered: boolean;
  readonly messages: readonly WireSaid[];
  readonly yours?: readonly WireOwnReaction[];
  readonly more: boolean;
  readonly members: readonly WirePerson[];
  readonly count: number;
  readonly limits: {
    readonly text: number;
    readonly name: number;
    readonly messagesPerSecond: number;
    readonly messageBurst: number;
  };
}

/** [P2] Who came and who left since the last `presence`. */
export interface WirePresence {
  readonly type: "presence";
  readonly joined: readonly WirePerson[];
  readonly left: readonly string[];
  readonly count: number;
}

/** [P4] Who is typing. */
export interface WireTyped {
  readonly type: "typed";
  readonly who: readonly string[];
}

/** [U1] One of your connections has read everything up to `seq`. */
export interface WireSeen {
  readonly type: "seen";
  readonly seq: Seq;
}

/** [G1] The answer to `page`. */
export interface WirePageEvent {
  readonly type: "page";
  readonly requestId: string;
  readonly messages: readonly WireSaid[];
  readonly yours?: readonly WireOwnReaction[];
  readonly more: boolean;
  /** [G2] For `around` only. */
  readonly newer?: boolean;
}

/** [Q1] The answer to `search`. */
export interface WireResults {
  readonly type: "results";
  readonly requestId: string;
  readonly messages: readonly WireSaid[];
  readonly yours?: readonly WireOwnReaction[];
  readonly more: boolean;
  /** [Q9] */
  readonly searchedTo?: { readonly seq: Seq; readonly at: number };
}

/** [W1] Asks for `confirm` with this id. */
export interface WireMarked {
  readonly type: "marked";
  readonly id: string;
}

/** [F5] A command, or a whole frame, had no effect. */
export interface WireRefused {
  readonly type: "refused";
  readonly reason: RefusalReason;
  /** English, for a developer. */
  readonly message: string;
  readonly clientId?: string;
  readonly requestId?: string;
  /** The same command can succeed after this many milliseconds. */
  readonly retryAfterMs?: number;
}

/** [X1] The server is about to close the socket. */
export interface WireClosing {
  readonly type: "closing";
  readonly reason: ClosingReason;
  /** English, for a developer. */
  readonly message: string;
  readonly retry: boolean;
  readonly retryAfterMs?: number;
}

/** Every event of `foyer.1`. */
export type WireEvent =
  | WireChallenge
  | WireWelcome
  | WireSaid
  | WireEdited
  | WireRemoved
  | WireReacted
  | WireTopicSet
  | WirePresence
  | WireTyped
  | WireSeen
  | WirePageEvent
  | WireResults
  | WireMarked
  | WireRefused
  | WireClosing;
