/**
 * Parses the text of a search: words, `"quoted phrases"`, `from:name`, `before:2026-11-22` and `after:2026-11-22`. Everything else
 * is text to search for.
 */
import { foldText } from "./folding.ts";
import { visibleOf } from "./text.ts";

/** The conditions of a search. A message must meet all of them. */
export interface Query {
  /** Each must occur in the text; folded. */
  readonly terms: readonly string[];
  /** The author's name must begin with one of these, if there are any; folded by `foldAuthor`. */
  readonly authors: readonly string[];
  /** The message's time must be at least `from` and less than `until`; milliseconds since 1970, or null. */
  readonly from: number | null;
  readonly until: number | null;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const MINUTE_MS = 60 * 1_000;

/** A phrase or a word, optionally with a key before it. Chinese keyboards type other quotes and colons. */
const PARTS = /(?:(from|before|after)[:：])?(?:["“”]([^"“”]*)(?:["“”]|$)|([^\s"“”]+))/giu;

/** A day, in UTC unless an offset follows. */
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:Z|([+-])(\d{2}):(\d{2}))?$/;

/** Parses `text`. Never fails: anything that is not an operator is a word to search for. */
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
        terms.add(value.trim() === "" ? "" : foldText(value)); // the spaces around a phrase count
    }
  }
  terms.delete("");
  authors.delete("");
  // Someone may search for a pair of quotes. A text that folds to nothing matches no message.
  if (terms.size + authors.size === 0 && from === null && until === null) terms.add(foldText(text.trim()) || text);
  return { terms: [...terms], authors: [...authors], from, until };
}

/** A person's name as `from:` compares it. */
export function foldAuthor(name: string): string {
  return visibleOf(foldText(name));
}

/**
 * `text` with the user's time zone added to each day. `offsetAt` returns the zone's minutes ahead of UTC at a time; for `after:` it
 * is asked for the end of the day.
 */
export function withZone(text: string, offsetAt: (at: number) => number): string {
  return text.replace(PARTS, (raw: string, key = "", _phrase: string | undefined, word = "") => {
    const day = ["before", "after"].includes(key.toLowerCase()) ? dayOf(word) : null;
    if (day === null || word.length !== "2026-11-22".length) return raw;
    return raw + zoneOf(offsetAt(key.toLowerCase() === "after" ? day + DAY_MS : day));
  });
}

/** The beginning of a day in milliseconds since 1970; null if `text` is not a day. */
function dayOf(text: string): number | null {
  const [, year, month, day, sign, hours = "0", minutes = "0"] = DATE.exec(text) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  // `Date` accepts 31 February and turns it into a day in March.
  if (Number.isNaN(at) || new Date(at).getUTCDate() !== Number(day) || Number(minutes) > 59) return null;
  const aheadMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return at - aheadMinutes * MINUTE_MS;
}

function zoneOf(aheadMinutes: number): string {
  const minutes = Math.abs(aheadMinutes);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
  return `${aheadMinutes < 0 ? "-" : "+"}${hours}:${rest}`;
}
