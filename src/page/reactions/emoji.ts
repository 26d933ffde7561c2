/** Owns the emoji to choose from: emojibase's, with their names in the page's language, loaded when they are wanted. */
import { parseEmoji, type Emoji } from "../../protocol/values/reactions.ts";
import { streamSafe } from "../../protocol/values/text.ts";
import { language } from "../words/words.ts";

export interface EmojiEntry {
  readonly emoji: Emoji;
  readonly label: string;
  /** Unicode's group, as `actionWords.emojiGroups` names it. */
  readonly group: number;
  /** What it is found by: words in lower case, each with a space before it. */
  readonly found: string;
}

/** What is read of emojibase's data; the build leaves the rest out (`scripts/build-page.mjs`). */
export interface EmojiData {
  readonly emoji: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly version: number;
}

/** The group of what others are made with: tones of skin, colours of hair. */
const COMPONENTS = 2;
/** Of September 2022: later ones are boxes on devices that are still in use. */
const EMOJI_VERSION_MAX = 15;
/** Found at once: as many as one looks through. */
const FOUND_MAX = 96;

let loaded: Promise<readonly EmojiEntry[]> | null = null;

/** The emoji, in Unicode's order. Loaded once; after a failure the next call tries again. */
export function loadEmoji(): Promise<readonly EmojiEntry[]> {
  loaded ??= load().catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

/** Somebody is about to choose one. What fails now fails again then, and is said. */
export function prefetchEmoji(): void {
  loadEmoji().catch(() => undefined);
}

async function load(): Promise<readonly EmojiEntry[]> {
  const { default: data } =
    language === "en" ? await import("emojibase-data/en/data.json") : await import("emojibase-data/zh/data.json");
  return entriesOf(data);
}

export function entriesOf(data: readonly EmojiData[]): readonly EmojiEntry[] {
  return data.flatMap(({ emoji: raw, label, tags = [], group, version }) => {
    const emoji = parseEmoji(raw);
    if (emoji === null || group === undefined || group === COMPONENTS || version > EMOJI_VERSION_MAX) return [];
    return [{ emoji, label, group, found: ` ${[label, ...tags].join(" ").toLowerCase()}` }];
  });
}

/**
 * The entries that every word of `query` fits, first what is called so, then what begins so. A word fits where another
 * begins with it; of scripts that put no spaces between words, anywhere.
 */
export function findEmoji(entries: readonly EmojiEntry[], query: string): readonly EmojiEntry[] {
  const wanted = streamSafe(query).normalize("NFKC").toLowerCase().trim();
  const words = wanted.split(/\s+/).map((word) => (/\p{Script=Han}/u.test(word) ? word : ` ${word}`));
  const rank = ({ label, found }: EmojiEntry): number =>
    label.toLowerCase() === wanted ? 0 : found.startsWith(` ${wanted}`) ? 1 : 2;
  return entries
    .filter(({ emoji, found }) => emoji === query.trim() || words.every((word) => found.includes(word)))
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, FOUND_MAX);
}
