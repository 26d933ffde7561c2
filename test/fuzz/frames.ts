/**
 * Owns what is thrown at a room: valid commands, mutated ones, random bytes, and whatever sits at or beyond a limit. Endless,
 * and determined by the chance it is given.
 */
import { FRAME_MAX_BYTES, FRAME_MAX_COMMANDS, TEXT_MAX_LENGTH } from "../../src/protocol/limits.ts";
import type { Random } from "../chaos/random.ts";

/** How often each kind comes, compared with the others. */
const KINDS = {
  valid: 3,
  twisted: 5,
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

/** One WebSocket message. `isText` with bytes that are no UTF-8 is what a broken client sends. */
export interface Frame {
  readonly kind: FrameKind;
  readonly data: Buffer;
  readonly isText: boolean;
}

/** Something very large is rare: each costs as much as a thousand others. */
const HUGE_PROBABILITY = 0.002;
/** Past 1 MiB, which is where other platforms end a socket. */
const HUGE_BYTES = 1_100_000;

/** Values at the edges of what a field may hold, and beyond them. */
const EDGES: readonly unknown[] = [
  0,
  -0,
  -1,
  0.5,
  1,
  64,
  65,
  2 ** 31,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  1e308,
  -1e308,
  5e-324,
  null,
  true,
  false,
  "",
  " ",
  "0",
  "null",
  "__proto__",
  "constructor",
  "toString",
  [],
  {},
  [[]],
  [null],
  "\ud800",
  "\udc00x",
  "a\ud800",
  "\u0000",
  "\u202e",
  "\ufeff",
  "\u200d".repeat(50),
  "e\u0301".repeat(300),
];
const TEXTS: readonly string[] = [
  "hello",
  "你好，世界",
  "👩‍👩‍👧",
  "<script>alert(1)</script>",
  "'; DROP TABLE messages; --",
  "\r\n\r\n x \r",
  "{",
  '{"uName":1}',
  "x".repeat(TEXT_MAX_LENGTH),
  "x".repeat(TEXT_MAX_LENGTH + 1),
  "世".repeat(TEXT_MAX_LENGTH),
  "ping",
  "pong",
  "Foyer",
];
const FIELDS = [
  "type",
  "text",
  "clientId",
  "requestId",
  "name",
  "key",
  "signature",
  "after",
  "before",
  "around",
  "limit",
] as const;
const EVIL_FIELDS = [
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toJSON",
  "then",
  "",
  "\ud800",
] as const;

type Fields = Record<string, unknown>;

export class FrameMaker {
  readonly #random: Random;
  #ids = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): Frame {
    const random = this.#random;
    const kind = random.weighted(KINDS);
    if (random.happens(HUGE_PROBABILITY)) return this.#huge();
    switch (kind) {
      case "valid":
        return text(kind, JSON.stringify(this.#frameValue()));
      case "twisted":
        return text(kind, JSON.stringify(this.#twist(this.#frameValue())));
      case "bits flipped":
        return { kind, data: this.#flip(Buffer.from(JSON.stringify(this.#frameValue()))), isText: true };
      case "cut off": {
        const whole = Buffer.from(JSON.stringify(this.#frameValue()));
        return { kind, data: whole.subarray(0, random.whole(0, whole.length - 1)), isText: true };
      }
      case "spliced":
        return text(kind, this.#splice(JSON.stringify(this.#frameValue()), JSON.stringify(this.#frameValue())));
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
    if (random.happens(0.1)) return Array.from({ length: random.whole(1, 5) }, () => this.#command());
    return this.#command();
  }

  /** A valid command, whether or not the room is in a state for it. */
  #command(): Fields {
    const random = this.#random;
    const id = `id-${++this.#ids}`;
    switch (random.whole(0, 7)) {
      case 0:
        return { type: "hello", name: "Mallory", key: this.#base64(32), signature: this.#base64(64), ...this.#after() };
      case 1:
        return { type: "rename", name: random.pick(TEXTS).slice(0, 45) };
      case 2:
        return { type: "typing" };
      case 3:
        return {
          type: "page",
          requestId: id,
          [random.pick(["before", "after", "around"])]: random.whole(0, 500),
          limit: 3,
        };
      case 4: // commands of the design that may or may not exist yet
        return {
          type: random.pick(["edit", "remove", "react", "read", "search"]),
          clientId: id,
          target: 1,
          query: "x",
        };
      default:
        return { type: "say", clientId: random.happens(0.1) ? "id-1" : id, text: random.pick(TEXTS) };
    }
  }

  #after(): Fields {
    return this.#random.happens(0.5) ? { after: { epoch: "", seq: this.#random.whole(0, 9) } } : {};
  }

  /** `value` with a field, anywhere in it, of another type or name. */
  #twist(value: unknown): unknown {
    const random = this.#random;
    if (Array.isArray(value)) return value.map((one) => (random.happens(0.5) ? this.#twist(one) : one));
    if (typeof value !== "object" || value === null) return random.pick(EDGES);
    const names = Object.keys(value);
    const name = random.happens(0.8) && names.length > 0 ? random.pick(names) : random.pick(FIELDS);
    switch (random.whole(0, 3)) {
      case 0: // as JSON: an object literal would set the prototype
        return JSON.parse(
          `{${JSON.stringify(random.pick(EVIL_FIELDS))}:{"type":"say"},${JSON.stringify(value).slice(1)}`,
        );
      case 1:
        return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
      default:
        return { ...value, [name]: random.happens(0.2) ? this.#frameValue() : random.pick(EDGES) };
    }
  }

  #flip(bytes: Buffer): Buffer {
    const flips = this.#random.whole(1, 6);
    for (let i = 0; i < flips; i++) {
      const at = this.#random.whole(0, bytes.length - 1);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << this.#random.whole(0, 7));
    }
    return bytes;
  }

  #splice(one: string, other: string): string {
    return one.slice(0, this.#random.whole(0, one.length)) + other.slice(this.#random.whole(0, other.length));
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

  /** A `say` padded, by what is ignored, to a frame's limit or one byte to either side of it. */
  #atTheLimit(): string {
    const command = JSON.stringify({ type: "say", clientId: `limit-${++this.#ids}`, text: "at the limit", pad: "" });
    const bytes = FRAME_MAX_BYTES + this.#random.whole(-1, 1) - command.length;
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

  #base64(length: number): string {
    return Buffer.from(this.#random.bytes(length)).toString("base64url");
  }
}

function text(kind: FrameKind, content: string): Frame {
  return { kind, data: Buffer.from(content), isText: true };
}
