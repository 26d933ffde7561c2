/**
 * Owns what is meant by the text of a search: words, `"quoted phrases"`, `from:name`, `before:2026-11-22` and
 * `after:2026-11-22`. Whatever else it may look like is text.
 */
import { foldText } from "./folding.ts";
import { visibleOf } from "./text.ts";

/** What a message must be like to be found; all of it. */
export interface Query {
  /** Each is somewhere in its text; folded. */
  readonly terms: readonly string[];
  /** Its author's name begins with one of them, where there are any; folded as by `foldAuthor`. */
  readonly authors: readonly string[];
  /** When it was said: from then on, and before then; milliseconds since 1970, or null. */
  readonly from: number | null;
  readonly until: number | null;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const MINUTE_MS = 60 * 1_000;

/** A phrase or a word, perhaps with a key before it. Keyboards for Chinese write other quotes and colons. */
const PARTS = /(?:(from|before|after)[:：])?(?:["“”]([^"“”]*)(?:["“”]|$)|([^\s"“”]+))/giu;

/** `Z` or an offset says whose day is meant; without it, that of UTC. */
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:Z|([+-])(\d{2}):(\d{2}))?$/;

/** What `text` asks for. Never fails: of what cannot be understood otherwise, each word is sought. */
export function parseQuery(text: string): Query {
  const terms = new Set<string>();
  const authors = new Set<string>();
  let from: number | null = null;
  let until: number | null = null;
  for (const [raw, key = "", phrase, word = ""] of text.matchAll(PARTS)) {
    const value = phrase ?? word;
    const day = dayOf(value);
    switch (key.toLowerCase()) {
      case "from":
        authors.add(foldAuthor(value));
        break;
      case "before":
        if (day === null) terms.add(foldText(raw));
        else until = Math.min(until ?? day, day);
        break;
      case "after":
        if (day === null) terms.add(foldText(raw));
        else from = Math.max(from ?? 0, day + DAY_MS);
        break;
      default:
        terms.add(value.trim() === "" ? "" : foldText(value)); // a phrase may end with a space
    }
  }
  terms.delete("");
  authors.delete("");
  // Somebody may look for a pair of quotes. What folds to nothing is in no folded text, and so is not found.
  if (terms.size + authors.size === 0 && from === null && until === null) terms.add(foldText(text.trim()) || text);
  return { terms: [...terms], authors: [...authors], from, until };
}

/** A person's name as `from:` compares it. */
export function foldAuthor(name: string): string {
  return visibleOf(foldText(name));
}

/**
 * `text` with the days in it those of a place: `offsetAt` gives its minutes ahead of UTC when UTC would be at `at`. Of
 * `after:`, it is asked for the end of that day.
 */
export function withZone(text: string, offsetAt: (at: number) => number): string {
  return text.replace(PARTS, (raw: string, key = "", _phrase: string | undefined, word = "") => {
    const day = ["before", "after"].includes(key.toLowerCase()) ? dayOf(word) : null;
    if (day === null || word.length !== "2026-11-22".length) return raw;
    return raw + zoneOf(offsetAt(key.toLowerCase() === "after" ? day + DAY_MS : day));
  });
}

/** The beginning of a day in milliseconds since 1970; null where it is none. */
function dayOf(text: string): number | null {
  const [, year, month, day, sign, hours = "0", minutes = "0"] = DATE.exec(text) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  // There is a 31 February for `Date`: it is in March.
  if (Number.isNaN(at) || new Date(at).getUTCDate() !== Number(day) || Number(minutes) > 59) return null;
  const aheadMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return at - aheadMinutes * MINUTE_MS;
}

function zoneOf(aheadMinutes: number): string {
  const minutes = Math.abs(aheadMinutes);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
  return `${aheadMinutes < 0 ? "-" : "+"}${hours}:${rest}`;
}
