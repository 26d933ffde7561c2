/** The frames that attackers send: valid commands, mutated ones, random bytes, and what is at or beyond a limit. */
import { FRAME_MAX_BYTES, FRAME_MAX_COMMANDS } from "../../src/protocol/limits.ts";
import type { Seq } from "../../src/protocol/wire.ts";
import type { Random } from "../chaos/random.ts";
import { CommandMaker } from "./commands.ts";
import { flipBits, splice, spoilField } from "./mutations.ts";
import { TEXTS } from "./values.ts";

/** How often each kind comes, compared with the others. */
const KINDS = {
  valid: 3,
  "field spoilt": 5,
  "bits flipped": 2,
  "cut off": 1,
  spliced: 1,
  "random text": 1,
  "random bytes": 1,
  binary: 1,
  nested: 1,
  "long array": 1,
  "at the limit": 1,
};

type FrameKind = keyof typeof KINDS;

/** A WebSocket message. A broken client sends `isText` with bytes that are not UTF-8. */
export interface Frame {
  readonly kind: FrameKind;
  readonly data: Buffer;
  readonly isText: boolean;
}

/** Very large frames are rare: each costs as much as a thousand others. */
const HUGE_PROBABILITY = 0.002;
/** More than 1 MiB, at which other platforms close a socket. */
const HUGE_BYTES = 1_100_000;

/** Makes frames without end, determined by `random`. */
export class FrameMaker {
  readonly #random: Random;
  readonly #commands: CommandMaker;

  constructor(random: Random) {
    this.#random = random;
    this.#commands = new CommandMaker(random);
  }

  /** The room has taken the attacker's message `seq`. */
  noteOwn(seq: Seq): void {
    this.#commands.noteOwn(seq);
  }

  next(): Frame {
    const random = this.#random;
    const kind = random.weighted(KINDS);
    if (random.happens(HUGE_PROBABILITY)) return this.#huge();
    switch (kind) {
      case "valid":
        return text(kind, JSON.stringify(this.#frameValue()));
      case "field spoilt":
        return text(kind, JSON.stringify(spoilField(random, this.#frameValue(), () => this.#frameValue())));
      case "bits flipped":
        return { kind, data: flipBits(random, Buffer.from(JSON.stringify(this.#frameValue()))), isText: true };
      case "cut off": {
        const whole = Buffer.from(JSON.stringify(this.#frameValue()));
        return { kind, data: whole.subarray(0, random.whole(0, whole.length - 1)), isText: true };
      }
      case "spliced":
        return text(kind, splice(random, JSON.stringify(this.#frameValue()), JSON.stringify(this.#frameValue())));
      case "random text":
        return text(
          kind,
          String.fromCodePoint(...Array.from({ length: random.whole(0, 200) }, () => this.#codePoint())),
        );
      case "random bytes":
        return { kind, data: Buffer.from(random.bytes(random.whole(0, 300))), isText: true };
      case "binary":
        return { kind, data: Buffer.from(random.bytes(random.whole(0, 300))), isText: false };
      case "nested":
        return text(kind, this.#nested());
      case "long array":
        return text(kind, this.#longArray());
      case "at the limit":
        return text(kind, this.#atTheLimit());
    }
  }

  /** A command, a few of them in an array, or what a plain client says. */
  #frameValue(): unknown {
    const random = this.#random;
    if (random.happens(0.15)) return { uName: random.pick(TEXTS), context: random.pick(TEXTS) };
    if (random.happens(0.1)) return Array.from({ length: random.whole(1, 5) }, () => this.#commands.next());
    return this.#commands.next();
  }

  #nested(): string {
    const depth = this.#random.whole(10, 7_000);
    const [open, close] = this.#random.pick([
      ["[", "]"],
      ['{"a":', "}"],
    ] as const);
    const inner = `${open.repeat(depth)}1${close.repeat(depth)}`;
    return this.#random.happens(0.5) ? inner : `{"type":"say","clientId":"n","text":"deep","more":${inner}}`;
  }

  #longArray(): string {
    const count = this.#random.pick([FRAME_MAX_COMMANDS - 1, FRAME_MAX_COMMANDS, FRAME_MAX_COMMANDS + 1, 1_000, 5_000]);
    return `[${Array<string>(count)
      .fill(this.#random.pick(["{}", "1", "[]", '{"type":"typing"}', "null"]))
      .join(",")}]`;
  }

  /** A `say` with an unknown field that makes it as large as a frame may be, or one byte smaller or larger. */
  #atTheLimit(): string {
    const command = JSON.stringify({ type: "say", clientId: this.#commands.id(), text: "at the limit", pad: "" });
    const bytes = FRAME_MAX_BYTES + this.#random.whole(-1, 1) - Buffer.byteLength(command);
    const pad = this.#random.happens(0.5) ? "x".repeat(bytes) : "世".repeat(bytes / 3) + "x".repeat(bytes % 3);
    return `${command.slice(0, -2)}${pad}"}`;
  }

  #huge(): Frame {
    const bytes = this.#random.pick([100_000, HUGE_BYTES]);
    if (this.#random.happens(0.3)) return { kind: "binary", data: Buffer.alloc(bytes, 7), isText: false };
    return text("at the limit", `{"type":"say","clientId":"huge","text":"${"x".repeat(bytes)}"}`);
  }

  #codePoint(): number {
    const point = this.#random.happens(0.5) ? this.#random.whole(0, 0x7f) : this.#random.whole(0, 0x10ffff);
    return point >= 0xd800 && point <= 0xdfff ? 0xfffd : point; // a lone surrogate has no bytes; JSON escapes carry those
  }
}

function text(kind: FrameKind, content: string): Frame {
  return { kind, data: Buffer.from(content), isText: true };
}
