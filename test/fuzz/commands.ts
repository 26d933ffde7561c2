/** Commands as an attacker makes them: of every type, most of them valid, some with a value at an edge. */
import {
  PAGE_MAX_MESSAGES,
  PUBLIC_KEY_BYTES,
  RESULTS_MAX_MESSAGES,
  SIGNATURE_BYTES,
} from "../../src/protocol/limits.ts";
import type { PageWhere } from "../../src/protocol/commands.ts";
import type { WireCommand } from "../../src/protocol/wire-commands.ts";
import type { Seq } from "../../src/protocol/wire.ts";
import type { Random } from "../chaos/random.ts";
import { EMOJIS, IDS, NAMES, QUERIES, SEQS, TEXTS, TOPICS } from "./values.ts";

export type Fields = Record<string, unknown>;

/** The names of a command's fields, without `type`; those of each form, where it has several. */
type FieldOf<Sent> = Sent extends unknown ? Exclude<keyof Sent, "type"> : never;

/** How often a command comes, compared with the others, and what each of its fields holds; undefined leaves it out. */
interface Recipe<Sent> {
  readonly weight: number;
  readonly fields: { readonly [Field in FieldOf<Sent>]: (make: FieldMaker) => unknown };
}

/** Every command may have a `requestId` ([F5]). */
const OPTIONAL = { requestId: (make: FieldMaker) => make.maybe(make.id()) };

/** A command, or a field of one, that is not here does not compile. */
const RECIPES: { readonly [Type in WireCommand["type"]]: Recipe<Extract<WireCommand, { type: Type }>> } = {
  hello: {
    weight: 1,
    fields: {
      ...OPTIONAL,
      name: ({ random }) => random.pick(NAMES),
      key: (make) => make.base64(PUBLIC_KEY_BYTES),
      signature: (make) => make.base64(SIGNATURE_BYTES),
      after: (make) => make.maybe({ epoch: "", seq: make.seq() }),
    },
  },
  say: {
    weight: 4,
    fields: {
      ...OPTIONAL,
      clientId: (make) => make.id(),
      text: ({ random }) => random.pick(TEXTS),
      replyTo: (make) => make.maybe(make.seq()),
    },
  },
  edit: {
    weight: 2,
    fields: {
      ...OPTIONAL,
      clientId: (make) => make.id(),
      target: (make) => make.ownSeq(),
      text: ({ random }) => random.pick(TEXTS),
    },
  },
  remove: { weight: 1, fields: { ...OPTIONAL, clientId: (make) => make.id(), target: (make) => make.ownSeq() } },
  react: {
    weight: 3,
    fields: {
      ...OPTIONAL,
      clientId: (make) => make.id(),
      // Often the same few messages, so that these get all the reactions that they may have.
      target: (make) => (make.random.happens(0.5) ? make.random.whole(1, 3) : make.seq()),
      emoji: ({ random }) => random.pick(EMOJIS),
      on: ({ random }) => random.happens(0.7),
    },
  },
  topic: {
    weight: 1,
    fields: { ...OPTIONAL, clientId: (make) => make.id(), text: ({ random }) => random.pick(TOPICS) },
  },
  read: { weight: 1, fields: { ...OPTIONAL, seq: (make) => make.seq() } },
  rename: { weight: 1, fields: { ...OPTIONAL, name: ({ random }) => random.pick(NAMES) } },
  typing: { weight: 1, fields: { ...OPTIONAL } },
  page: {
    weight: 2,
    fields: {
      requestId: (make) => make.id(),
      before: (make) => (make.where === "before" ? make.seq() : undefined),
      after: (make) => (make.where === "after" ? make.seq() : undefined),
      around: (make) => (make.where === "around" ? make.seq() : undefined),
      limit: (make) => make.limit(PAGE_MAX_MESSAGES),
    },
  },
  search: {
    weight: 1,
    fields: {
      requestId: (make) => make.id(),
      query: ({ random }) => random.pick(QUERIES),
      before: (make) => make.maybe(make.seq()),
      limit: (make) => make.limit(RESULTS_MAX_MESSAGES),
    },
  },
  confirm: { weight: 1, fields: { ...OPTIONAL, mark: (make) => make.id() } },
};

const WEIGHTS = Object.fromEntries(Object.entries(RECIPES).map(([type, { weight }]) => [type, weight])) as Record<
  WireCommand["type"],
  number
>;

/** Every field that any command has. */
export const FIELD_NAMES: readonly string[] = [
  ...new Set(["type", ...Object.values(RECIPES).flatMap(({ fields }) => Object.keys(fields))]),
];

/** Every command with each of its fields: "say.text". */
export const COMMAND_FIELDS: readonly string[] = Object.entries(RECIPES).flatMap(([type, { fields }]) =>
  ["type", ...Object.keys(fields)].map((field) => `${type}.${field}`),
);

/** The probability that an id is one that cannot be, or one that was used before, for whatever it was. */
const ODD_ID_PROBABILITY = 0.05;
const USED_ID_PROBABILITY = 0.1;
/** The probability that a seq is at an edge, or is not a seq. */
const ODD_SEQ_PROBABILITY = 0.1;
/** Beyond the seqs of a short run; below half of a long run. */
const SEQ_MAX = 4_096;
/** Seqs of the attacker's own messages that are remembered: without them, hardly anything could be edited or removed. */
const OWN_MAX = 50;
/** The probability that an edit or a removal is of an own message. */
const OWN_PROBABILITY = 0.5;

/** Makes commands without end, determined by `random`. */
export class CommandMaker {
  readonly #fields: FieldMaker;

  constructor(random: Random) {
    this.#fields = new FieldMaker(random);
  }

  /** The room has taken the attacker's message `seq`. */
  noteOwn(seq: Seq): void {
    this.#fields.noteOwn(seq);
  }

  /** A command, whether or not the room is in a state for it. */
  next(): Fields {
    const make = this.#fields;
    const type = make.random.weighted(WEIGHTS);
    make.where = make.random.pick(["before", "after", "around"] satisfies PageWhere[]);
    const fields = Object.entries<(make: FieldMaker) => unknown>(RECIPES[type].fields)
      .map(([name, value]) => [name, value(make)] as const)
      .filter(([, value]) => value !== undefined);
    return { type, ...Object.fromEntries(fields) };
  }

  /** A `clientId` or the like. */
  id(): string {
    return this.#fields.id();
  }
}

/** Makes the values of fields. */
class FieldMaker {
  readonly random: Random;
  /** Which of its three places a page has. */
  where: PageWhere = "before";
  readonly #own: Seq[] = [];
  #ids = 0;

  constructor(random: Random) {
    this.random = random;
  }

  noteOwn(seq: Seq): void {
    this.#own.push(seq);
    if (this.#own.length > OWN_MAX) this.#own.shift();
  }

  /** A fresh id, mostly. */
  id(): string {
    const { random } = this;
    if (random.happens(ODD_ID_PROBABILITY)) return random.pick(IDS);
    if (random.happens(USED_ID_PROBABILITY)) return `id-${random.whole(1, this.#ids + 1)}`;
    return `id-${++this.#ids}`;
  }

  /** Mostly a seq that a message may have; small ones are as likely as large ones. */
  seq(): number {
    const { random } = this;
    return random.happens(ODD_SEQ_PROBABILITY) ? random.pick(SEQS) : Math.floor(SEQ_MAX ** random.next());
  }

  ownSeq(): Seq {
    const { random } = this;
    return this.#own.length > 0 && random.happens(OWN_PROBABILITY) ? random.pick(this.#own) : this.seq();
  }

  limit(most: number): unknown {
    return this.maybe(this.random.pick([1, 3, most, most + 1, 0]));
  }

  maybe(value: unknown): unknown {
    return this.random.happens(0.5) ? value : undefined;
  }

  base64(length: number): string {
    return Buffer.from(this.random.bytes(length)).toString("base64url");
  }
}
