import type { Timeline } from "../../../src/client/state/timeline.ts";
import type { Said } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import type { Random } from "../random.ts";

/** The probability that any seq is taken: another's message, a removed one, or a change that is no message. */
const ANY_SEQ_PROBABILITY = 0.04;

/** Which message a tab changes: mostly a recent one, at times an old one or one that cannot be changed. */
export class Choices {
  readonly random: Random;
  /** The id of the tab's member. */
  readonly member: string;
  /** What this member said, on any of its tabs, ascending; removed or not. */
  readonly #own = new Set<Seq>();

  constructor(random: Random, member: string) {
    this.random = random;
    this.member = member;
  }

  /** A message to edit or remove; null where there is none yet. */
  own({ messages, cursor }: Timeline): Seq | null {
    for (const { seq, from } of messages) if (from.id === this.member) this.#own.add(seq);
    if (this.#own.size === 0) return null;
    return this.#isAny() ? this.#any(cursor?.seq ?? 1) : this.#late([...this.#own]);
  }

  /** Anyone's message, of which there is at least one. */
  target({ messages, cursor }: Timeline): Seq {
    return this.#isAny() ? this.#any(cursor?.seq ?? 1) : this.#late(messages).seq;
  }

  /** A message that is there; null where there is none yet. */
  recent({ messages }: Timeline): Said | null {
    return messages.length === 0 ? null : this.#late(messages);
  }

  #isAny(): boolean {
    return this.random.happens(ANY_SEQ_PROBABILITY);
  }

  #any(head: Seq): Seq {
    return this.random.whole(1, head);
  }

  /** One of `values`, the last ones more often. */
  #late<Value>(values: readonly Value[]): Value {
    const reach = Math.ceil(values.length * this.random.next() ** 3);
    return this.random.pick(values.slice(-Math.max(1, reach)));
  }
}
