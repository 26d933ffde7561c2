/**
 * Events as both ends handle them, with branded names, ids and emoji. What travels is in `wire-events.ts`, and has the same
 * fields; `codec/encoding.ts` makes one from the other.
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
 * A durable message, in its present state; `at` is the room's clock in milliseconds since 1970 and never goes back. One
 * that was just said has none of the last three fields.
 */
export interface Said {
  readonly type: "said";
  readonly seq: Seq;
  readonly at: number;
  readonly from: Person;
  /** Empty where it was removed. */
  readonly text: string;
  readonly clientId: string;
  readonly replyTo?: Seq;
  /** When its text was last changed. */
  readonly editedAt?: number;
  /** It was taken back: only its place is left. */
  readonly removed?: true;
  /** In the order in which each first came. */
  readonly reactions?: readonly Reaction[];
  /** True on an answer to a repeated `say`: see `repeat` of a change. */
  readonly repeat?: true;
}

/** One emoji at one message. */
export interface Reaction {
  readonly emoji: Emoji;
  readonly count: number;
  /** Who, in the order in which they came; as sent, the first `REACTION_MAX_NAMED` of `count`. */
  readonly by: readonly Person[];
}

/** A reaction of the receiver's own to one of the messages that come with it, where `by` does not name everybody. */
export interface OwnReaction {
  readonly seq: Seq;
  readonly emoji: Emoji;
}

/** What every change of a message, or of the room, has. */
interface Changed {
  readonly seq: Seq;
  readonly at: number;
  readonly by: Person;
  readonly clientId: string;
  /**
   * True on an answer to a repeated command, or to one that changed nothing (a reaction that is there already). Only the
   * sender gets it. It settles the `clientId`; it is not news, so a client must not store it under its `seq`.
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

/** A change of a message that was said before. */
export type MessageChange = Edited | Removed | Reacted;
/** What happened in the room after, or apart from, saying a message. */
export type ChangeEvent = MessageChange | TopicSet;
/** What has a seq: the room's past is these, in order. */
export type DurableEvent = Said | ChangeEvent;

/** `Message` is what `Said` carries; `Encoded` where the server holds it as text already. */
export interface Welcome<Message = Said> {
  readonly type: "welcome";
  readonly you: Person & { readonly role: Role };
  readonly room: { readonly name: RoomName; readonly topic: Topic };
  /** Up to where this member has read, as far as it has told; 0 where it never did. */
  readonly read: Seq;
  readonly epoch: string;
  readonly seq: Seq;
  /** Where the room's history begins: clients drop every message below. `seq + 1` where no message is kept. */
  readonly oldest: Seq;
  /** The room's clock now, in milliseconds since 1970. */
  readonly at: number;
  readonly recovered: boolean;
  readonly messages: readonly Message[];
  readonly yours?: readonly OwnReaction[];
  /** Whether older messages than these can be asked for. */
  readonly more: boolean;
  readonly members: readonly Person[];
  readonly count: number;
  readonly limits: Limits;
}

export interface Presence {
  readonly type: "presence";
  /** Who came, or goes by another name now. */
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
  /** Whether there is more in the direction asked for; of `around`, whether there are older ones. */
  readonly more: boolean;
  /** Of `around` only: whether there are newer ones. */
  readonly newer?: boolean;
}

/** To a member's own connections: it has read up to here, on one of them. */
export interface Seen {
  readonly type: "seen";
  readonly seq: Seq;
}

/** Answer to `search`: the newest hits, ascending. */
export interface Results<Message = Said> {
  readonly type: "results";
  readonly requestId: string;
  readonly messages: readonly Message[];
  readonly yours?: readonly OwnReaction[];
  /** Whether there are hits before these. */
  readonly more: boolean;
  /**
   * Only where the room's budget for such a search is used up: the oldest message that was looked at, and when it was said.
   * Nothing is known of those before it.
   */
  readonly searchedTo?: { readonly seq: Seq; readonly at: number };
}

/** Asks for a `confirm` of this `id`, by which the server knows that its frames are read. */
export interface Marked {
  readonly type: "marked";
  readonly id: string;
}

/** Why a command or a frame had no effect. The set is closed: a client can have words for each. */
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
  /** For a person who reads the wire, in English. */
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

/** Sent before the server closes a socket: whether, and when at the earliest, the client may come back by itself. */
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
