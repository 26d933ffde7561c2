/**
 * Owns what a tab takes into its head: which message it changes (mostly one of the last, at times one of long ago, or one
 * that cannot be changed), and how it reacts.
 */
import type { PendingCommand } from "../../../src/client/sending/outbox.ts";
import type { Timeline } from "../../../src/client/state/timeline.ts";
import type { Said } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import type { Random } from "../random.ts";
import { REACTIONS, USUAL_REACTIONS } from "../deeds/texts.ts";

/** The probability that whatever has a seq is taken: another's message, one that was removed, no message at all. */
const BLIND = 0.04;
/** The probability that everybody's favourites are reacted to, in whatever way: where many meet, and not all find place. */
const FAVOURITE = 0.3;
const FAVOURITES = 5;
/** The probability that one wishes for what is so already: a second tab that has not heard yet, a double tap. */
const IN_VAIN = 0.1;
/** The probability that a reaction undoes the last one: an old frame of that one must not bring it back. */
const SECOND_THOUGHT = 0.4;

type Reaction = Extract<PendingCommand, { type: "react" }>;

export class Choices {
  readonly #random: Random;
  readonly #member: string;
  /** What this member said, on whatever tab, ascending; removed or not. */
  readonly #own = new Set<Seq>();
  /** What would undo the last reaction. */
  #undoing: Reaction | null = null;

  constructor(random: Random, member: string) {
    this.#random = random;
    this.#member = member;
  }

  /** A message to edit or remove; null where there is none yet. */
  own({ messages, cursor }: Timeline): Seq | null {
    for (const { seq, from } of messages) if (from.id === this.#member) this.#own.add(seq);
    if (this.#own.size === 0) return null;
    return this.#random.happens(BLIND) ? this.#any(cursor?.seq ?? 1) : this.#late([...this.#own]);
  }

  /** A reaction, or its end; null where there is no message yet. */
  reaction(timeline: Timeline): Reaction | null {
    const isRegretted = this.#undoing !== null && this.#random.happens(SECOND_THOUGHT);
    const reaction = isRegretted ? this.#undoing : this.#newReaction(timeline);
    this.#undoing = reaction && { ...reaction, on: !reaction.on };
    return reaction;
  }

  /** A message to answer; null where there is none. */
  toAnswer({ messages }: Timeline): Said | null {
    return messages.length === 0 ? null : this.#late(messages);
  }

  #newReaction({ messages, cursor }: Timeline): Reaction | null {
    if (messages.length === 0) return null;
    const random = this.#random;
    const isFavourite = random.happens(FAVOURITE);
    const target = isFavourite ? random.whole(1, FAVOURITES) : this.#toReactTo(messages, cursor?.seq ?? 1);
    const emoji = random.pick(isFavourite ? REACTIONS : USUAL_REACTIONS);
    const { reactions = [] } = messages.find(({ seq }) => seq === target) ?? {};
    const isSo = reactions.some((one) => one.emoji === emoji && one.by.some(({ id }) => id === this.#member));
    return { type: "react", target, emoji, on: random.happens(IN_VAIN) ? isSo : !isSo };
  }

  #toReactTo(messages: readonly Said[], head: Seq): Seq {
    return this.#random.happens(BLIND) ? this.#any(head) : this.#late(messages).seq;
  }

  #any(head: Seq): Seq {
    return this.#random.whole(1, head);
  }

  /** One of `values`, the last ones more often. */
  #late<Value>(values: readonly Value[]): Value {
    const reach = Math.ceil(values.length * this.#random.next() ** 3);
    return this.#random.pick(values.slice(-Math.max(1, reach)));
  }
}
