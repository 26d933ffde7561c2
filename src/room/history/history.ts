import type { MemberId } from "../../protocol/values/identity.ts";
import type { FoldedName } from "../../protocol/values/names.ts";
import type { Emoji } from "../../protocol/values/reactions.ts";
import type { Topic } from "../../protocol/values/topics.ts";
import type { Said, ChangeEvent } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";

/** A message without its seq. */
export type Draft = Omit<Said, "type" | "seq">;

/** A change without its seq. */
export type ChangeDraft = ChangeEvent extends infer Each
  ? Each extends ChangeEvent
    ? Omit<Each, "seq">
    : never
  : never;

export interface Appended {
  readonly said: Said;
  /** False if `(member, clientId)` was there already: then `said` is the first message, and nothing was written. */
  readonly fresh: boolean;
}

/** The last change: its seq (0 before the first) and its time. */
export interface Head {
  readonly seq: Seq;
  readonly at: number;
}

/**
 * The port to what a room keeps. It has two implementations, and one suite of tests for both. Every call is synchronous, so that the
 * rules decide and act in one turn. Pages are ascending by seq. No call sees messages beyond the retention limit.
 */
export interface History {
  /** Names this history. A wiped room gets another one. */
  readonly epoch: string;
  readonly head: Head;
  /** The seq of the oldest message kept; `head.seq + 1` if there is none. */
  readonly oldest: Seq;
  append(draft: Draft): Appended;
  find(member: MemberId, clientId: string): Said | null;
  /** The message with this seq in its present state; null if there is none, or it is not kept any more. */
  message(seq: Seq): Said | null;
  /** Whether this is the seq of a message that is kept, even if it was removed. */
  isMessage(seq: Seq): boolean;
  /** When this member first said something here, in the room's time; null for those who never did, and for guests. */
  firstSaidAt(member: MemberId): number | null;
  /** The author of this message; null if there is no such message, it is not kept any more, or it was removed. */
  authorOf(seq: Seq): MemberId | null;
  /** The different emoji at a message. Costs one row each, however many people reacted. */
  emojiAt(target: Seq): readonly Emoji[];
  /** Applies an allowed change: its target is kept and not removed. Writes all of it or nothing. */
  change(draft: ChangeDraft): ChangeEvent;
  /** The change that this member made under this id, as it would be told now; null if there is none. */
  findChange(member: MemberId, clientId: string): ChangeEvent | null;
  hasReacted(target: Seq, emoji: Emoji, member: MemberId): boolean;
  /** The topic that was set last. */
  readonly topic: Topic;
  /** How far this member has read; 0 if they never said. */
  readOf(member: MemberId): Seq;
  setRead(member: MemberId, seq: Seq): void;
  /** The `limit` messages just before `seq`. */
  before(seq: Seq, limit: number): readonly Said[];
  /** The `limit` messages just after `seq`. */
  after(seq: Seq, limit: number): readonly Said[];
  /** At most `limit` messages with `seq` in the middle; the larger half is `seq` and older ones. */
  around(seq: Seq, limit: number): readonly Said[];
  /** Every message said up to `upTo` that is new or changed since `seq`, ascending, in its present state. */
  changesSince(seq: Seq, upTo?: Seq): readonly Said[];
  /** Remembers that a key uses `name`. */
  claim(name: FoldedName, by: MemberId): void;
  /** Whether a key has ever used `name`. */
  isClaimed(name: FoldedName): boolean;
}
