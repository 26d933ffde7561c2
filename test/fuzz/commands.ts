/**
 * Owns commands as an attacker makes them: of every type that there is, most of them valid, some with one value at an edge.
 * Endless, and determined by the chance it is given.
 */
import {
  PAGE_MAX_MESSAGES,
  PUBLIC_KEY_BYTES,
  RESULTS_MAX_MESSAGES,
  SIGNATURE_BYTES,
} from "../../src/protocol/limits.ts";
import type { Command, PageWhere } from "../../src/protocol/commands.ts";
import type { Seq } from "../../src/protocol/wire.ts";
import type { Random } from "../chaos/random.ts";
import { EMOJIS, IDS, NAMES, QUERIES, SEQS, TEXTS, TOPICS } from "./values.ts";

export type Fields = Record<string, unknown>;

/** How often each type comes, compared with the others. */
const TYPES: Readonly<Record<Command["type"], number>> = {
  hello: 1,
  say: 4,
  edit: 2,
  remove: 1,
  react: 3,
  topic: 1,
  read: 1,
  rename: 1,
  typing: 1,
  page: 2,
  search: 1,
  confirm: 1,
};

/** The probability that an id is one that cannot be, or one that was used before, for whatever it was. */
const ODD_ID = 0.05;
const USED_ID = 0.1;
/** The probability that a seq is at an edge, or is none. */
const ODD_SEQ = 0.1;
/** Beyond the seqs of a short run; below half of a long one. */
const SEQ_MAX = 4_096;
/** Seqs of the attacker's own messages that are remembered: without, hardly anything could be edited or removed. */
const OWN_MAX = 50;
/** The probability that one of them is taken where it may be changed. */
const OWN = 0.5;

export class CommandMaker {
  readonly #random: Random;
  readonly #own: Seq[] = [];
  #ids = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** The room has taken the attacker's message `seq`. */
  noteOwn(seq: Seq): void {
    this.#own.push(seq);
    if (this.#own.length > OWN_MAX) this.#own.shift();
  }

  /** A command, whether or not the room is in a state for it. */
  next(): Fields {
    const random = this.#random;
    const type = random.weighted(TYPES);
    switch (type) {
      case "hello": {
        const key = { key: this.#base64(PUBLIC_KEY_BYTES), signature: this.#base64(SIGNATURE_BYTES) };
        return { type, name: random.pick(NAMES), ...key, ...this.#maybe({ after: { epoch: "", seq: this.#seq() } }) };
      }
      case "say":
        return { type, clientId: this.id(), text: random.pick(TEXTS), ...this.#maybe({ replyTo: this.#seq() }) };
      case "edit":
        return { type, clientId: this.id(), target: this.#ownSeq(), text: random.pick(TEXTS) };
      case "remove":
        return { type, clientId: this.id(), target: this.#ownSeq() };
      case "react": {
        // Often the same few messages: they have to be full at some time.
        const target = random.happens(0.5) ? random.whole(1, 3) : this.#seq();
        return { type, clientId: this.id(), target, emoji: random.pick(EMOJIS), on: random.happens(0.7) };
      }
      case "topic":
        return { type, clientId: this.id(), text: random.pick(TOPICS) };
      case "read":
        return { type, seq: this.#seq() };
      case "rename":
        return { type, name: random.pick(NAMES) };
      case "typing":
        return { type };
      case "page": {
        const where = random.pick(["before", "after", "around"] satisfies PageWhere[]);
        return { type, requestId: this.id(), [where]: this.#seq(), ...this.#limit(PAGE_MAX_MESSAGES) };
      }
      case "search": {
        const rest = { ...this.#maybe({ before: this.#seq() }), ...this.#limit(RESULTS_MAX_MESSAGES) };
        return { type, requestId: this.id(), query: random.pick(QUERIES), ...rest };
      }
      case "confirm":
        return { type, mark: this.id() };
    }
  }

  /** A fresh id, mostly. */
  id(): string {
    const random = this.#random;
    if (random.happens(ODD_ID)) return random.pick(IDS);
    if (random.happens(USED_ID)) return `id-${random.whole(1, this.#ids + 1)}`;
    return `id-${++this.#ids}`;
  }

  /** Mostly one that a message may have; small ones are as likely as large ones. */
  #seq(): number {
    const random = this.#random;
    return random.happens(ODD_SEQ) ? random.pick(SEQS) : Math.floor(SEQ_MAX ** random.next());
  }

  #ownSeq(): Seq {
    const random = this.#random;
    return this.#own.length > 0 && random.happens(OWN) ? random.pick(this.#own) : this.#seq();
  }

  #limit(most: number): Fields {
    return this.#maybe({ limit: this.#random.pick([1, 3, most, most + 1, 0]) });
  }

  #maybe(fields: Fields): Fields {
    return this.#random.happens(0.5) ? fields : {};
  }

  #base64(length: number): string {
    return Buffer.from(this.#random.bytes(length)).toString("base64url");
  }
}
