/** Owns what others have said in one room behind one's reading mark: how many, and how many of them call one. Pure. */
import type { Said, Seq } from "../protocol/wire.ts";
import { NOTHING_UNREAD, type Unread } from "../protocol/unread.ts";

/** Messages that are held at most; beyond it there are "more". Nobody counts them. */
const WAITING_MAX_MESSAGES = 1_000;

interface Waiting {
  readonly seq: Seq;
  readonly isMention: boolean;
}

export interface Pile {
  /** Ascending. */
  readonly waiting: readonly Waiting[];
  /** Whether there are more, before these, of which nothing else is known. */
  readonly more: boolean;
}

export const EMPTY_PILE: Pile = { waiting: [], more: false };

/** `pile` with what of `said` (ascending) is behind `mark` and new to it; `you` and what was removed do not count. */
export function piled(
  pile: Pile,
  said: readonly Said[],
  mark: Seq,
  you: string,
  isMention: (text: string) => boolean,
): Pile {
  const last = Math.max(mark, pile.waiting.at(-1)?.seq ?? 0);
  const fresh = said
    .filter(({ seq, from, removed }) => seq > last && from.id !== you && !removed)
    .map(({ seq, text }) => ({ seq, isMention: isMention(text) }));
  if (fresh.length === 0) return pile;
  const all = [...pile.waiting, ...fresh];
  const waiting = all.slice(-WAITING_MAX_MESSAGES);
  return { waiting, more: pile.more || waiting.length < all.length };
}

/** `pile` once everything up to `mark` was read. */
export function readTo(pile: Pile, mark: Seq): Pile {
  const [first] = pile.waiting;
  if (first === undefined || first.seq > mark) return pile;
  return { waiting: pile.waiting.filter(({ seq }) => seq > mark), more: false };
}

/** `pile` without the message `seq`, which was removed. */
export function withdrawn(pile: Pile, seq: Seq): Pile {
  if (!pile.waiting.some((one) => one.seq === seq)) return pile;
  return { ...pile, waiting: pile.waiting.filter((one) => one.seq !== seq) };
}

export function countOf({ waiting, more }: Pile): Unread {
  if (waiting.length === 0) return NOTHING_UNREAD;
  return { unread: waiting.length, mentions: waiting.filter(({ isMention }) => isMention).length, more };
}
