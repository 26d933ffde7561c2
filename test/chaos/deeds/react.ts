import type { Timeline } from "../../../src/client/state/timeline.ts";
import type { Reacted, Reaction, Said } from "../../../src/protocol/events.ts";
import { REACTIONS_MAX_DIFFERENT } from "../../../src/protocol/limits.ts";
import type { Person } from "../../../src/protocol/wire.ts";
import type { Choices } from "./choices.ts";
import { commonFields, type CommandOf, type Deed } from "./deed.ts";
import { EMOJIS, USUAL_EMOJIS } from "./texts.ts";

/** The probability that somebody reacts to one of the first messages with any emoji: in time these have all they may have. */
const FAVOURITE_PROBABILITY = 0.3;
const FAVOURITES = 5;
/** The probability of a command that changes nothing: a double tap, or a second tab that has not heard yet. */
const NO_OP_PROBABILITY = 0.1;
/** The probability that a reaction undoes the last one of this tab: an old frame of that must not bring it back. */
const UNDO_PROBABILITY = 0.4;

type React = CommandOf<"react">;

export const react: Deed<React, Reacted> = {
  plural: "reactions, begun or ended,",
  weight: 52,
  drawer(choices) {
    let undo: React | null = null;
    return (timeline) => {
      const isUndoing = undo !== null && choices.random.happens(UNDO_PROBABILITY);
      const reaction = isUndoing ? undo : newReaction(choices, timeline);
      undo = reaction && { ...reaction, on: !reaction.on };
      return reaction;
    };
  },
  send: (session, { target, emoji, on }) => session.react(target, emoji, on),
  heardByPlainClients: () => null,
  target: ({ target }) => target,
  authority: "anyone",
  refusals: ({ on, emoji }, target) => (on && target !== null && isFull(target, emoji) ? ["too_many_reactions"] : []),
  mayChangeNothing: true, // [E3]
  effect({ by, command }, target) {
    if (target === null || hasReacted(target, command.emoji, by.id) === command.on) return null;
    const { reactions = [], ...rest } = target;
    const after = command.on ? begun(reactions, command, by) : ended(reactions, command, by);
    return { message: after.length === 0 ? rest : { ...rest, reactions: after } };
  },
  event: (placed) => {
    const { target, emoji, on } = placed.command;
    return { type: "reacted", ...commonFields(placed), target, emoji, on };
  },
};

function newReaction(choices: Choices, timeline: Timeline): React | null {
  const { random, member } = choices;
  if (timeline.messages.length === 0) return null;
  const isFavourite = random.happens(FAVOURITE_PROBABILITY);
  const target = isFavourite ? random.whole(1, FAVOURITES) : choices.target(timeline);
  const emoji = random.pick(isFavourite ? EMOJIS : USUAL_EMOJIS);
  const said = timeline.messages.find(({ seq }) => seq === target);
  const isOn = said !== undefined && hasReacted(said, emoji, member);
  return { type: "react", target, emoji, on: random.happens(NO_OP_PROBABILITY) ? isOn : !isOn };
}

function hasReacted({ reactions = [] }: Said, emoji: string, member: string): boolean {
  return reactions.some((reaction) => reaction.emoji === emoji && reaction.by.some(({ id }) => id === member));
}

/** Whether the message has as many different emoji as it may have, and this is not among them. */
function isFull({ reactions = [] }: Said, emoji: string): boolean {
  return reactions.length >= REACTIONS_MAX_DIFFERENT && reactions.every((reaction) => reaction.emoji !== emoji);
}

function begun(reactions: readonly Reaction[], { emoji }: React, who: Person): readonly Reaction[] {
  if (reactions.every((reaction) => reaction.emoji !== emoji)) return [...reactions, { emoji, count: 1, by: [who] }];
  return reactions.map((reaction) =>
    reaction.emoji === emoji ? { emoji, count: reaction.count + 1, by: [...reaction.by, who] } : reaction,
  );
}

function ended(reactions: readonly Reaction[], { emoji }: React, who: Person): readonly Reaction[] {
  return reactions.flatMap((reaction) => {
    if (reaction.emoji !== emoji) return [reaction];
    const by = reaction.by.filter(({ id }) => id !== who.id);
    return by.length === 0 ? [] : [{ emoji, count: by.length, by }];
  });
}
