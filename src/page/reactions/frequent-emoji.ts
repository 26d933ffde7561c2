import { computed, signal } from "@preact/signals";
import { parseEmoji, type Emoji } from "../../protocol/values/reactions.ts";
import { read, write } from "../storage/local-storage.ts";

/** A score for each emoji: how much it was used, with recent uses counting more. */
export type Uses = ReadonlyMap<Emoji, number>;

const KEY = "foyer.favourites";
/** As many as fit on a phone's toolbar. */
const FREQUENT_COUNT = 4;
/** Each new use multiplies the earlier scores by this: a use counts for little after about thirty others. */
const DECAY = 0.9;
/** Their scores are below that of one use, so that real use soon replaces them. */
const DEFAULTS: readonly (readonly [string, number])[] = [
  ["👍", 0.5],
  ["❤️", 0.4],
  ["😂", 0.3],
  ["🎉", 0.2],
];
/** More emoji than are shown, so that others can rise. */
const MAX_REMEMBERED = 32;

const uses = signal<Uses>(parseUses(read(KEY)));

/** The four most used emoji, the most used first. */
export const frequentEmoji = computed(() => mostUsed(uses.value));

/** Counts one use of `emoji`. Reads the scores again first, as another tab may have changed them. */
export function noteUse(emoji: Emoji): void {
  uses.value = used(parseUses(read(KEY)), emoji);
  write(KEY, JSON.stringify([...uses.value]));
}

export function mostUsed(from: Uses): readonly Emoji[] {
  return ranked(from)
    .slice(0, FREQUENT_COUNT)
    .map(([emoji]) => emoji);
}

/** The scores after one more use of `emoji`. */
export function used(before: Uses, emoji: Emoji): Uses {
  const faded = new Map([...before].map(([one, worth]) => [one, worth * DECAY]));
  faded.set(emoji, (faded.get(emoji) ?? 0) + 1);
  return new Map(ranked(faded).slice(0, MAX_REMEMBERED));
}

/** The stored scores, or the defaults. */
export function parseUses(kept: string | null): Uses {
  try {
    const pairs: unknown = JSON.parse(kept ?? "null");
    const parsed = Array.isArray(pairs) ? pairs.flatMap(parsePair) : [];
    if (parsed.length >= FREQUENT_COUNT) return new Map(parsed);
  } catch {
    // Not JSON: something else wrote there. The scores are soon learned again.
  }
  return new Map(DEFAULTS.flatMap(parsePair));
}

function parsePair(pair: unknown): [Emoji, number][] {
  const [raw, worth]: unknown[] = Array.isArray(pair) ? pair : [];
  const emoji = typeof raw === "string" ? parseEmoji(raw) : null;
  return emoji !== null && typeof worth === "number" && worth > 0 ? [[emoji, worth]] : [];
}

function ranked(from: Uses): [Emoji, number][] {
  return [...from].toSorted(([, one], [, other]) => other - one);
}
