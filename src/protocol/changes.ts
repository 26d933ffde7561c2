/** Owns what a change does to a message. Both sides fold by it, so that what was heard and what is asked for later agree. */
import type { Edited, OwnReaction, Reacted, Reaction, Removed, Said } from "./events.ts";
import type { Person } from "./wire.ts";

/** `said` after `event`, which must be about it. What was removed stays as it is. */
export function changed(said: Said, event: Edited | Removed | Reacted): Said {
  if (said.removed) return said;
  switch (event.type) {
    case "edited":
      return { ...said, text: event.text, editedAt: event.at };
    case "removed": {
      const { reactions: _, editedAt: __, ...rest } = said;
      return { ...rest, text: "", removed: true };
    }
    case "reacted":
      return withReactions(said, reacted(said.reactions ?? [], event));
  }
}

/** `said` with these reactions, and without the field where there are none. */
export function withReactions(said: Said, reactions: readonly Reaction[]): Said {
  const { reactions: _, ...rest } = said;
  return reactions.length === 0 ? rest : { ...rest, reactions };
}

/** `messages` with `you` named at the reactions that are said to be one's own. */
export function namingYou(messages: readonly Said[], yours: readonly OwnReaction[], you: Person): readonly Said[] {
  if (yours.length === 0) return messages;
  return messages.map((said) => {
    const own = yours.filter(({ seq }) => seq === said.seq).map(({ emoji }) => emoji);
    if (own.length === 0 || said.reactions === undefined) return said;
    const named = (reaction: Reaction): Reaction =>
      own.includes(reaction.emoji) && reaction.by.every(({ id }) => id !== you.id)
        ? { ...reaction, by: [...reaction.by, you] }
        : reaction;
    return { ...said, reactions: said.reactions.map(named) };
  });
}

function reacted(reactions: readonly Reaction[], { emoji, on, by: who }: Reacted): readonly Reaction[] {
  const found = reactions.find((reaction) => reaction.emoji === emoji);
  if (found === undefined) return on ? [...reactions, { emoji, count: 1, by: [who] }] : reactions;
  const others = found.by.filter(({ id }) => id !== who.id);
  const isNamed = others.length < found.by.length;
  if (on && isNamed) return reactions;
  if (!on && !isNamed && found.count === found.by.length) return reactions; // all are named, and this is none of them
  const next = on
    ? { emoji, count: found.count + 1, by: [...found.by, who] }
    : { emoji, count: found.count - 1, by: others };
  return reactions.map((reaction) => (reaction === found ? next : reaction)).filter(({ count }) => count > 0);
}
