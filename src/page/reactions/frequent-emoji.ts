/** Owns which reactions are at hand: those that are used most on this device, and what is used lately counts more. */
import { computed, signal } from "@preact/signals";
import { parseEmoji, type Emoji } from "../../protocol/values/reactions.ts";
import { read, write } from "../storage/local-storage.ts";

/** How much each was used. */
export type Uses = ReadonlyMap<Emoji, number>;

const KEY = "foyer.favourites";
/** As many as a finger finds without looking. */
const AT_HAND = 4;
/** What one use is worth after the next one: some thirty later it counts for little. */
const FADING = 0.9;
/** Worth less than one use together, so that habits take their place. */
const FIRST: readonly (readonly [string, number])[] = [
  ["👍", 0.5],
  ["❤️", 0.4],
  ["😂", 0.3],
  ["🎉", 0.2],
];
/** Emoji whose uses are remembered: more than are ever at hand, so that one can come to be. */
const MAX_REMEMBERED = 32;

const uses = signal<Uses>(parseUses(read(KEY)));

/** The four that are at hand, the most used first. */
export const favourites = computed(() => mostUsed(uses.value));

/** This device reacted with `emoji`. Another tab may have done so too. */
export function noteUse(emoji: Emoji): void {
  uses.value = used(parseUses(read(KEY)), emoji);
  write(KEY, JSON.stringify([...uses.value]));
}

export function mostUsed(from: Uses): readonly Emoji[] {
  return ranked(from)
    .slice(0, AT_HAND)
    .map(([emoji]) => emoji);
}

/** `before` and one use of `emoji`. */
export function used(before: Uses, emoji: Emoji): Uses {
  const faded = new Map([...before].map(([one, worth]) => [one, worth * FADING]));
  faded.set(emoji, (faded.get(emoji) ?? 0) + 1);
  return new Map(ranked(faded).slice(0, MAX_REMEMBERED));
}

/** What was kept, or what everybody begins with. */
export function parseUses(kept: string | null): Uses {
  try {
    const pairs: unknown = JSON.parse(kept ?? "null");
    const parsed = Array.isArray(pairs) ? pairs.flatMap(parsePair) : [];
    if (parsed.length >= AT_HAND) return new Map(parsed);
  } catch {
    // Not JSON: something else wrote there, and habits are soon learned again.
  }
  return new Map(FIRST.flatMap(parsePair));
}

function parsePair(pair: unknown): [Emoji, number][] {
  const [raw, worth]: unknown[] = Array.isArray(pair) ? pair : [];
  const emoji = typeof raw === "string" ? parseEmoji(raw) : null;
  return emoji !== null && typeof worth === "number" && worth > 0 ? [[emoji, worth]] : [];
}

function ranked(from: Uses): [Emoji, number][] {
  return [...from].toSorted(([, one], [, other]) => other - one);
}
