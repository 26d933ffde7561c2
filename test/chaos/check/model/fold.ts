/**
 * Owns what a change does to a message by the rules of PROTOCOL.md, in words of its own: were it the product's own fold, a
 * fault in that would agree with itself.
 */
import { REACTIONS_MAX_DIFFERENT } from "../../../../src/protocol/limits.ts";
import type { Reaction, Said } from "../../../../src/protocol/events.ts";
import type { Change, Submitted } from "./claims.ts";

/** The message that `change` is; null where it is something else. */
export function messageOf({ seq, at, by, clientId, wished: { wish } }: Change): Said | null {
  if (wish.type !== "say") return null;
  const { text, replyTo } = wish;
  return { type: "said", seq, at, from: by, text, clientId, ...(replyTo !== null && { replyTo }) };
}

/** `said` after `change`; null where that must be refused ([E4], [E3]), or changes nothing. */
export function amended(said: Said, { at, by, wished: { wish } }: Change): Said | null {
  if (said.removed) return null;
  const isOwn = said.from.id === by.id;
  switch (wish.type) {
    case "say":
    case "topic":
      return null; // no change of a message
    case "edit":
      return isOwn ? { ...said, text: wish.text, editedAt: at } : null;
    case "remove": {
      const { type, seq, from, clientId, replyTo } = said;
      const trace = { type, seq, at: said.at, from, text: "", clientId, removed: true } as const;
      return !isOwn ? null : replyTo === undefined ? trace : { ...trace, replyTo };
    }
    case "react": {
      const before = said.reactions ?? [];
      if (hasReacted(said, wish.emoji, by.id) === wish.on || (wish.on && isFull(said, wish.emoji))) return null;
      const after = wish.on ? withOne(before, wish, by) : withoutOne(before, wish, by);
      const { reactions: _, ...rest } = said;
      return after.length === 0 ? rest : { ...rest, reactions: after };
    }
  }
}

export function hasReacted({ reactions = [] }: Said, emoji: string, member: string): boolean {
  return reactions.some((one) => one.emoji === emoji && one.by.some(({ id }) => id === member));
}

/** Whether `emoji` finds no place among the message's reactions. */
export function isFull({ reactions = [] }: Said, emoji: string): boolean {
  return reactions.length >= REACTIONS_MAX_DIFFERENT && reactions.every((one) => one.emoji !== emoji);
}

/** Whether both are one message in one state ([E7]). Here people keep their names, and are fewer than are named. */
export function isSame(one: Said, other: Said): boolean {
  if (one === other) return true;
  return (
    one.seq === other.seq &&
    one.at === other.at &&
    one.from.id === other.from.id &&
    one.text === other.text &&
    one.clientId === other.clientId &&
    one.replyTo === other.replyTo &&
    one.editedAt === other.editedAt &&
    one.removed === other.removed &&
    inWords(one.reactions) === inWords(other.reactions)
  );
}

function inWords(reactions: readonly Reaction[] = []): string {
  return reactions.map(({ emoji, count, by }) => `${emoji} ${count} ${by.map(({ id }) => id).join(" ")}`).join("\n");
}

type React = Extract<Submitted["wish"], { type: "react" }>;

function withOne(reactions: readonly Reaction[], { emoji }: React, by: Change["by"]): readonly Reaction[] {
  if (reactions.every((one) => one.emoji !== emoji)) return [...reactions, { emoji, count: 1, by: [by] }];
  return reactions.map((one) => (one.emoji === emoji ? { emoji, count: one.count + 1, by: [...one.by, by] } : one));
}

function withoutOne(reactions: readonly Reaction[], { emoji }: React, by: Change["by"]): readonly Reaction[] {
  return reactions.flatMap((one) => {
    if (one.emoji !== emoji) return [one];
    const left = one.by.filter(({ id }) => id !== by.id);
    return left.length === 0 ? [] : [{ emoji, count: left.length, by: left }];
  });
}
