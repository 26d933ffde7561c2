/**
 * Events as the server and the client handle them, with branded names, ids and emoji. `wire-events.ts` describes the same fields
 * as they travel; `codec/encoding.ts` converts between the two.
 */
import type { MemberId } from "./values/identity.ts";
import type { NameFault, RoomName } from "./values/names.ts";
import type { Emoji } from "./values/reactions.ts";
import type { TextFault } from "./values/text.ts";
import type { Topic, TopicFault } from "./values/topics.ts";
import type { Person, Role, Seq } from "./wire.ts";

export interface Challenge {
  readonly type: "challenge";
  readonly nonce: string;
}

export interface Limits {
  readonly text: number;
  readonly name: number;
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
}

/**
 * A durable message in its current state. `at` is the room's clock in milliseconds since 1970 and never goes back. A message that
 * was just said has no `editedAt`, `removed` or `reactions`.
 */
export interface Said {
  readonly type: "said";
  readonly seq: Seq;
  readonly at: number;
  readonly from: Person;
  /** Empty if it was removed. */
  readonly text: string;
  readonly clientId: string;
  readonly replyTo?: Seq;
  /** When its text was last edited. */
  readonly editedAt?: number;
  /** Set if the author removed it: seq, author and time are all that is left. */
  readonly removed?: true;
  /** In the order in which each emoji was first used. */
  readonly reactions?: readonly Reaction[];
  /** True on the answer to a repeated `say`: see `repeat` in `Changed`. */
  readonly repeat?: true;
}

/** One emoji on one message. */
export interface Reaction {
  readonly emoji: Emoji;
  readonly count: number;
  /** Who reacted, in order; the server sends the first `REACTION_MAX_NAMED` of `count`. */
  readonly by: readonly Person[];
}

/** The receiver's own reaction to a message sent along with it, if `by` does not name everybody. */
export interface OwnReaction {
  readonly seq: Seq;
  readonly emoji: Emoji;
}

/** The fields of every change to a message or to the room. */
interface Changed {
  readonly seq: Seq;
  readonly at: number;
  readonly by: Person;
  readonly clientId: string;
  /**
   * True on the answer to a repeated command, or to a command that changed nothing (a reaction that exists already). Only the
   * sender gets it. It settles the `clientId`, but it is not news: a client must not store it under its `seq`.
   */
  readonly repeat?: true;
}

export interface Edited extends Changed {
  readonly type: "edited";
  /** The message's seq. */
  readonly target: Seq;
  readonly text: string;
}

export interface Removed extends Changed {
  readonly type: "removed";
  readonly target: Seq;
}

export interface Reacted extends Changed {
  readonly type: "reacted";
  readonly target: Seq;
  readonly emoji: Emoji;
  readonly on: boolean;
}

export interface TopicSet extends Changed {
  readonly type: "topic_set";
  readonly topic: Topic;
}

/** A change to an earlier message. */
export type MessageChange = Edited | Removed | Reacted;
/** Every durable event except `said`. */
export type ChangeEvent = MessageChange | TopicSet;
/** Events with a seq of their own: the room's history is these, in order. */
export type DurableEvent = Said | ChangeEvent;

/** `Message` is `Said`, or `Encoded` on the server, which keeps messages as JSON text. */
export interface Welcome<Message = Said> {
  readonly type: "welcome";
  readonly you: Person & { readonly role: Role };
  readonly room: { readonly name: RoomName; readonly topic: Topic };
  /** The member's read marker; 0 if there is none. */
  readonly read: Seq;
  readonly epoch: string;
  readonly seq: Seq;
  /** Where the room's history begins: clients drop every message below it. `seq + 1` if the room keeps no message. */
  readonly oldest: Seq;
  /** The room's clock now, in milliseconds since 1970. */
  readonly at: number;
  readonly recovered: boolean;
  readonly messages: readonly Message[];
  readonly yours?: readonly OwnReaction[];
  /** Whether there are older messages to ask for. */
  readonly more: boolean;
  readonly members: readonly Person[];
  readonly count: number;
  readonly limits: Limits;
}

export interface Presence {
  readonly type: "presence";
  /** People who came or changed their name. */
  readonly joined: readonly Person[];
  readonly left: readonly MemberId[];
  readonly count: number;
}

export interface Typed {
  readonly type: "typed";
  readonly who: readonly MemberId[];
}

export interface PageEvent<Message = Said> {
  readonly type: "page";
  readonly requestId: string;
  readonly messages: readonly Message[];
  readonly yours?: readonly OwnReaction[];
  /** Whether there are more messages in the requested direction; for `around`, whether there are older ones. */
  readonly more: boolean;
  /** For `around` only: whether there are newer ones. */
  readonly newer?: boolean;
}

/** Sent to all connections of a member after one of them has moved the read marker. */
export interface Seen {
  readonly type: "seen";
  readonly seq: Seq;
}

/** The answer to `search`: the newest matches, ascending. */
export interface Results<Message = Said> {
  readonly type: "results";
  readonly requestId: string;
  readonly messages: readonly Message[];
  readonly yours?: readonly OwnReaction[];
  /** Whether there are older matches. */
  readonly more: boolean;
  /**
   * Set only if the room's search budget ran out: the oldest message that was searched, and its time. Older messages were not
   * searched.
   */
  readonly searchedTo?: { readonly seq: Seq; readonly at: number };
}

/** Asks for a `confirm` with this `id`, which tells the server that the client reads what it is sent. */
export interface Marked {
  readonly type: "marked";
  readonly id: string;
}

/** Why a command or a frame had no effect. The set is closed, so a client can have a text for each. */
export type RefusalReason =
  | "frame_binary"
  | "frame_too_large"
  | "frame_not_json"
  | "frame_malformed"
  | "frame_too_many_commands"
  | "unknown_command"
  | "bad_field"
  | "not_joined"
  | "already_joined"
  | "bad_signature"
  | NameFault
  | TextFault
  | "no_such_message"
  | "not_yours"
  | "emoji_malformed"
  | "too_many_reactions"
  | TopicFault
  | "too_fast"
  | "superseded"
  | "internal";

export interface Refused {
  readonly type: "refused";
  readonly reason: RefusalReason;
  /** English, for a developer who reads the wire. */
  readonly message: string;
  readonly clientId?: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
}

/** Why the server closes a socket. The set is closed. */
export type ClosingReason =
  | "too_many_sockets"
  | "too_many_rooms"
  | "flooding"
  | "frame_too_large"
  | "too_slow"
  | "silent"
  | "no_hello";

/** Sent before the server closes a socket: whether the client may reconnect automatically, and after how long. */
export interface Closing {
  readonly type: "closing";
  readonly reason: ClosingReason;
  readonly message: string;
  readonly retry: boolean;
  readonly retryAfterMs?: number;
}

export type ServerEvent =
  | Challenge
  | Welcome
  | DurableEvent
  | Presence
  | Typed
  | Seen
  | PageEvent
  | Results
  | Marked
  | Refused
  | Closing;
