import { foldText } from "../../protocol/values/folding.ts";
import { beginningOf, charactersOf } from "../text/index.ts";

/** A part of a text that is a hit, or lies between hits. */
export interface Part {
  readonly text: string;
  readonly isHit: boolean;
}

/** UTF-16 code units shown before the first hit, and in all. */
const BEFORE_LENGTH = 40;
const EXCERPT_LENGTH = 240;

/** A range of UTF-16 code units. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Splits `text` at the hits of `terms`, which are folded and not empty, as `parseQuery` returns them. Joined, the parts are `text`. */
export function partsOf(text: string, terms: readonly string[]): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { from, to } of hitsIn(text, terms)) {
    if (from > at) parts.push({ text: text.slice(at, from), isHit: false });
    parts.push({ text: text.slice(from, to), isHit: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isHit: false });
  return parts;
}

/** The part of `text` around its first hit, on one line. */
export function excerptOf(text: string, terms: readonly string[]): string {
  const [first] = hitsIn(text, terms);
  const from = charactersOf(text).containing(Math.max(0, (first?.from ?? 0) - BEFORE_LENGTH))?.index ?? 0;
  const excerpt = beginningOf(text.slice(from), EXCERPT_LENGTH);
  const isCut = from + excerpt.length < text.length;
  return (from > 0 ? "…" : "") + excerpt.replace(/\s+/g, " ") + (isCut ? "…" : "");
}

/** Ascending. Hits that touch or overlap are joined. */
function hitsIn(text: string, terms: readonly string[]): readonly Span[] {
  const { folded, spans } = foldWithSpans(text);
  const hits: Span[] = [];
  for (const term of terms) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      hits.push({ from: spans[at]?.from ?? 0, to: spans[at + term.length - 1]?.to ?? text.length });
    }
  }
  const joined: Span[] = [];
  for (const hit of hits.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || hit.from > last.to) joined.push(hit);
    else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, hit.to) };
  }
  return joined;
}

/** `text` folded; and for each code unit of the result, the character of `text` that it comes from, with its accents. */
function foldWithSpans(text: string): { readonly folded: string; readonly spans: readonly Span[] } {
  let folded = "";
  const spans: Span[] = [];
  let from = 0;
  for (const character of text) {
    const piece = foldText(character);
    const to = from + character.length;
    const last = spans.at(-1);
    if (piece === "" && last !== undefined) spans[spans.length - 1] = { from: last.from, to };
    for (let unit = 0; unit < piece.length; unit++) spans.push({ from, to });
    folded += piece;
    from = to;
  }
  return { folded, spans };
}
