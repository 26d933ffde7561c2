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

/** People named in a tooltip; the others are counted. */
const NAMED_MAX = 8;

/** Whether `member` is among those named in the reaction. The room names only the first few of many. */
export function isBy({ by }: Reaction, member: MemberId): boolean {
  return by.some(({ id }) => id === member);
}

/** Whether the message already has as many different reactions as it can have. */
export function isFull({ reactions = [] }: Said): boolean {
  return reactions.length >= REACTIONS_MAX_DIFFERENT;
}

/** Adds your reaction to `said`, or removes it. */
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

/** The names of those who reacted, you first. */
export function whoReacted(reaction: Reaction, you: MemberId): string {
  const others = reaction.by.filter(({ id }) => id !== you);
  const names = others.slice(0, NAMED_MAX).map(({ name }) => isolated(name));
  const named = isBy(reaction, you) ? [words.youReacted, ...names] : names;
  return words.reactedBy(named, reaction.count - named.length);
}
