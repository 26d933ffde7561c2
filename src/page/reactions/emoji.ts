import { parseEmoji, type Emoji } from "../../protocol/values/reactions.ts";
import { streamSafe } from "../../protocol/values/text.ts";
import { lazyModule } from "../ui/lazy.ts";
import { localized } from "../words/words.ts";

export interface EmojiEntry {
  readonly emoji: Emoji;
  readonly label: string;
  /** Unicode's group, as `actionWords.emojiGroups` names it. */
  readonly group: number;
  /** The search text: lower-case words, each with a space before it. */
  readonly found: string;
}

/** The fields we read of emojibase's data; the build drops the others. */
export interface EmojiData {
  readonly emoji: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly version: number;
}

/** Unicode's group of skin tones and hair colours, which are no emoji by themselves. */
const COMPONENTS = 2;
/** September 2022. Devices still in use show later emoji as boxes. */
const EMOJI_VERSION_MAX = 15;
/** Search results, at most: nobody looks through more. */
const FOUND_MAX = 96;

/** All emoji in Unicode's order, with their names in the page's language. */
export const allEmoji = lazyModule(async () => {
  const load = localized<() => Promise<{ readonly default: readonly EmojiData[] }>>({
    en: async () => await import("emojibase-data/en/data.json"),
    zh: async () => await import("emojibase-data/zh/data.json"),
  });
  return entriesOf((await load()).default);
});

export function entriesOf(data: readonly EmojiData[]): readonly EmojiEntry[] {
  return data.flatMap(({ emoji: raw, label, tags = [], group, version }) => {
    const emoji = parseEmoji(raw);
    if (emoji === null || group === undefined || group === COMPONENTS || version > EMOJI_VERSION_MAX) return [];
    return [{ emoji, label, group, found: ` ${[label, ...tags].join(" ").toLowerCase()}` }];
  });
}

/**
 * The entries that match every word of `query`: exact names first, then names that start with it. A word matches at the start
 * of another word; Han characters, which are written without spaces, match anywhere.
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
