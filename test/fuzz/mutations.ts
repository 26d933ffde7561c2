/** How something valid is spoilt: one of its fields, some of its bits, or two of them cut and joined. */
import type { Random } from "../chaos/random.ts";
import { FIELD_NAMES } from "./commands.ts";
import { EDGES } from "./values.ts";

const HOSTILE_FIELDS = [
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toJSON",
  "then",
  "",
  "\ud800",
] as const;

/** `value` with one field, anywhere in it, of another type or name. `another` makes a value like it. */
export function spoilField(random: Random, value: unknown, another: () => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => (random.happens(0.5) ? spoilField(random, item, another) : item));
  }
  if (typeof value !== "object" || value === null) return random.pick(EDGES);
  const names = Object.keys(value);
  const name = random.happens(0.8) && names.length > 0 ? random.pick(names) : random.pick(FIELD_NAMES);
  switch (random.whole(0, 3)) {
    case 0: // as JSON: an object literal would set the prototype
      return JSON.parse(
        `{${JSON.stringify(random.pick(HOSTILE_FIELDS))}:{"type":"say"},${JSON.stringify(value).slice(1)}`,
      );
    case 1:
      return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
    default:
      return { ...value, [name]: random.happens(0.2) ? another() : random.pick(EDGES) };
  }
}

/** `bytes` with a few bits flipped, in place. */
export function flipBits(random: Random, bytes: Buffer): Buffer {
  const flips = random.whole(1, 6);
  for (let i = 0; i < flips; i++) {
    const at = random.whole(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(0, 7));
  }
  return bytes;
}

/** The beginning of the first text and the end of the other. */
export function splice(random: Random, first: string, other: string): string {
  return first.slice(0, random.whole(0, first.length)) + other.slice(random.whole(0, other.length));
}
