/** Owns how what is valid is spoilt: one field of it, some of its bits, or two of them cut and joined. */
import type { Random } from "../chaos/random.ts";
import { EDGES } from "./values.ts";

/** Every field that a command may have. */
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
  "target",
  "emoji",
  "on",
  "replyTo",
  "seq",
  "query",
  "mark",
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

/** `value` with a field, anywhere in it, of another type or name. `another` makes a value like it. */
export function twist(random: Random, value: unknown, another: () => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => (random.happens(0.5) ? twist(random, one, another) : one));
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
      return { ...value, [name]: random.happens(0.2) ? another() : random.pick(EDGES) };
  }
}

/** `bytes` with a few bits flipped, in place. */
export function flip(random: Random, bytes: Buffer): Buffer {
  const flips = random.whole(1, 6);
  for (let i = 0; i < flips; i++) {
    const at = random.whole(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(0, 7));
  }
  return bytes;
}

/** The beginning of one and the end of another. */
export function splice(random: Random, one: string, other: string): string {
  return one.slice(0, random.whole(0, one.length)) + other.slice(random.whole(0, other.length));
}
