/** Owns which messages of one room one has not read, and how many of them call one. Pure. */
import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { NOTHING_UNREAD, type Unread } from "../../protocol/unread.ts";

/** Messages that are held at most; beyond it there are "more". Nobody counts them. */
const UNREAD_LIST_MAX = 1_000;

interface UnreadMessage {
  readonly seq: Seq;
  readonly isMention: boolean;
}

export interface UnreadMessages {
  /** Ascending. */
  readonly messages: readonly UnreadMessage[];
  /** Whether there are more, before these, of which nothing else is known. */
  readonly more: boolean;
}

export const NONE_UNREAD: UnreadMessages = { messages: [], more: false };

/** `list` with what of `said` (ascending) is behind `mark` and new to it; `you` and what was removed do not count. */
export function withNew(
  list: UnreadMessages,
  said: readonly Said[],
  mark: Seq,
  you: string,
  isMention: (text: string) => boolean,
): UnreadMessages {
  const last = Math.max(mark, list.messages.at(-1)?.seq ?? 0);
  const fresh = said
    .filter(({ seq, from, removed }) => seq > last && from.id !== you && !removed)
    .map(({ seq, text }) => ({ seq, isMention: isMention(text) }));
  if (fresh.length === 0) return list;
  const all = [...list.messages, ...fresh];
  const messages = all.slice(-UNREAD_LIST_MAX);
  return { messages, more: list.more || messages.length < all.length };
}

/** `list` once everything up to `mark` was read. */
export function readTo(list: UnreadMessages, mark: Seq): UnreadMessages {
  const [first] = list.messages;
  if (first === undefined || first.seq > mark) return list;
  return { messages: list.messages.filter(({ seq }) => seq > mark), more: false };
}

/** `list` without the message `seq`, which was removed. */
export function without(list: UnreadMessages, seq: Seq): UnreadMessages {
  return includes(list, seq) ? { ...list, messages: list.messages.filter((one) => one.seq !== seq) } : list;
}

export function includes({ messages }: UnreadMessages, seq: Seq): boolean {
  return messages.some((one) => one.seq === seq);
}

export function countOf({ messages, more }: UnreadMessages): Unread {
  if (messages.length === 0) return NOTHING_UNREAD;
  return { unread: messages.length, mentions: messages.filter(({ isMention }) => isMention).length, more };
}
