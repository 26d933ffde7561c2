/** Owns one's reactions: whether one has reacted, who else did, and reacting or taking it back. */
import type { MemberId } from "../../protocol/values/identity.ts";
import { REACTIONS_MAX_DIFFERENT } from "../../protocol/limits.ts";
import type { Emoji } from "../../protocol/values/reactions.ts";
import type { Reaction, Said } from "../../protocol/events.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { isolated } from "../words/isolated.ts";
import { lazyModule } from "../ui/lazy.ts";
import { words } from "../words/words.ts";

/** Loaded with the toolbar that shows them. */
const frequentEmoji = lazyModule(() => import("./frequent-emoji.ts"));

/** People who are named before the rest is a number: a tooltip is no list. */
const NAMED_MAX = 8;

/** Whether this member is among those who are named: of a crowd only the first ones are. */
export function isBy({ by }: Reaction, member: MemberId): boolean {
  return by.some(({ id }) => id === member);
}

/** Whether another emoji finds no place at this message. */
export function isFull({ reactions = [] }: Said): boolean {
  return reactions.length >= REACTIONS_MAX_DIFFERENT;
}

/** Reacts to `said`, or takes that back. */
export function toggleReaction(session: RoomSession, said: Said, emoji: Emoji): void {
  const on = !hasReacted(said, emoji, session.you.value.id);
  if (on)
    void frequentEmoji
      .load()
      .then(({ noteUse }) => noteUse(emoji))
      .catch(() => undefined);
  session.react(said.seq, emoji, on);
}

export function hasReacted({ reactions = [] }: Said, emoji: Emoji, member: MemberId): boolean {
  return reactions.some((reaction) => reaction.emoji === emoji && isBy(reaction, member));
}

/** Who reacted so, in words; oneself first. */
export function whoReacted(reaction: Reaction, you: MemberId): string {
  const others = reaction.by.filter(({ id }) => id !== you);
  const names = others.slice(0, NAMED_MAX).map(({ name }) => isolated(name));
  const named = isBy(reaction, you) ? [words.youReacted, ...names] : names;
  return words.reactedBy(named, reaction.count - named.length);
}
