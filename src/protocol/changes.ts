/**
 * Applies changes to messages. The room and the client both use this, so the state that a client builds from events equals the
 * state that the room sends in a page.
 */
import type { MessageChange, OwnReaction, Reacted, Reaction, Said } from "./events.ts";
import type { Person } from "./wire.ts";

/** `said` after `event`, whose target it must be. A removed message stays unchanged. */
export function changed(said: Said, event: MessageChange): Said {
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

/** `said` with these reactions, and without the field if there are none. */
export function withReactions(said: Said, reactions: readonly Reaction[]): Said {
  const { reactions: _, ...rest } = said;
  return reactions.length === 0 ? rest : { ...rest, reactions };
}

/** `messages` with `you` added to the named people of each reaction in `yours`. */
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
  if (!on && !isNamed && found.count === found.by.length) return reactions; // everybody is named, and this person is not among them
  const next = on
    ? { emoji, count: found.count + 1, by: [...found.by, who] }
    : { emoji, count: found.count - 1, by: others };
  return reactions.map((reaction) => (reaction === found ? next : reaction)).filter(({ count }) => count > 0);
}
