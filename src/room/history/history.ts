/** Owns the port between a conversation and where it is kept. Two implementations answer to one contract suite. */
import type { MemberId } from "../../protocol/values/identity.ts";
import type { FoldedName } from "../../protocol/values/names.ts";
import type { Emoji } from "../../protocol/values/reactions.ts";
import type { Topic } from "../../protocol/values/topics.ts";
import type { Said, ChangeEvent } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";

/** A message before the room gave it its place. */
export type Draft = Omit<Said, "type" | "seq">;

/** A change before the room gave it its place. */
export type ChangeDraft = ChangeEvent extends infer Each
  ? Each extends ChangeEvent
    ? Omit<Each, "seq">
    : never
  : never;

export interface Appended {
  readonly said: Said;
  /** False where `(member, clientId)` was there already: then `said` is the first one, and nothing was written. */
  readonly fresh: boolean;
}

/** The last change: its seq (0 before the first) and its time. */
export interface Head {
  readonly seq: Seq;
  readonly at: number;
}

/**
 * A room's durable past. Every call is synchronous, so that whoever calls decides and acts in one turn of the room.
 * Pages are ascending by seq. Messages beyond the retention limit are not there any more, for any call.
 */
export interface History {
  /** Names this history; another one after a wipe or a restore. */
  readonly epoch: string;
  readonly head: Head;
  /** The oldest seq of a message that is still kept; `head.seq + 1` where none is. */
  readonly oldest: Seq;
  append(draft: Draft): Appended;
  find(member: MemberId, clientId: string): Said | null;
  /** The message of this seq in its present state; null where there is none, or none any more. */
  message(seq: Seq): Said | null;
  /** Whether this seq is that of a message that is kept, be it removed. */
  isMessage(seq: Seq): boolean;
  /** When this member said its first message here, in the room's time; null where it never did, and for guests. */
  firstSaidAt(member: MemberId): number | null;
  /** Who said the message of this seq; null where there is none, none any more, or it was removed. */
  authorOf(seq: Seq): MemberId | null;
  /** The different emoji at a message; however many reacted, it costs a look for each of these. */
  emojiAt(target: Seq): readonly Emoji[];
  /** Applies a change that is allowed: its target is kept and not removed. Written whole or not at all. */
  change(draft: ChangeDraft): ChangeEvent;
  /** The change that this member made under this id, as it would be told now; null where there is none. */
  findChange(member: MemberId, clientId: string): ChangeEvent | null;
  hasReacted(target: Seq, emoji: Emoji, member: MemberId): boolean;
  /** What the room is about, as was last said. */
  readonly topic: Topic;
  /** How far this member has read; 0 where it never told. */
  readOf(member: MemberId): Seq;
  setRead(member: MemberId, seq: Seq): void;
  /** The `limit` messages just below `seq`. */
  before(seq: Seq, limit: number): readonly Said[];
  /** The `limit` messages just above `seq`. */
  after(seq: Seq, limit: number): readonly Said[];
  /** At most `limit` messages with `seq` in their middle: itself and older ones take the larger half. */
  around(seq: Seq, limit: number): readonly Said[];
  /** Every message that was said up to `upTo` and is new or changed since `seq`, ascending, in its present state. */
  changesSince(seq: Seq, upTo?: Seq): readonly Said[];
  /** Remembers that a key goes by `name`. */
  claim(name: FoldedName, by: MemberId): void;
  /** Whether any key ever went by `name`. */
  isClaimed(name: FoldedName): boolean;
}
