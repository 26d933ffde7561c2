/**
 * Owns which backslashes are syntax. A backslash is shown, unless it keeps something from being syntax: `\*no emphasis\*`,
 * `\[no link](…)`, `\- no item`. In `C:\Temp\*`, `\\server\_share`, `\d+\.\*` and `\[x\]` it does not. Pure.
 */
import { goesOn, isBlank } from "./delimiters.ts";

/** A backslash before what could be syntax. Neither is, whether it is shown or not. */
export interface Escape {
  readonly start: number;
  readonly end: number;
  /** Both characters, or the second. */
  readonly shown: string;
}

/** What could be syntax, with the backslash before it. */
const MARK = /\\?([*_~`|])|\\[[\]>-]/g;
/** A quote or an item, but for the backslash. */
const BLOCK = /(?<=(?:^|\n)[ \t]*)\\[*>-](?=[ \t]+\S)/y;
/** A link, but for the backslash. */
const LINK = /\\\[[^[\]\n]*\]\(/y;
/** Behind these a mark begins: nothing, a space, an opening bracket or quotation mark, other marks, scripts without spaces. */
const MAY_BEGIN =
  /^$|[\s\p{Ps}\p{Pi}"'*_~|>\u3001-\u303f\uff00-\uff65\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]$/u;

/** The escapes of a paragraph, ascending. */
export function escapesIn(text: string): readonly Escape[] {
  const marks = [...text.matchAll(MARK)];
  /** By mark, where the last one stands that could close. */
  const lastClosing = new Map<string, number>();
  for (const { 0: raw, 1: mark, index } of marks)
    if (mark !== undefined && mayClose(text, mark, index, raw)) lastClosing.set(mark, index);

  const escapes: Escape[] = [];
  /** Kept from opening, and not closed yet. */
  const open = new Set<string>();
  let lastShown = "";
  let lastEnd = -1;
  for (const { 0: raw, 1: mark, index: start } of marks) {
    const end = start + raw.length;
    if (raw === mark) {
      if (mayClose(text, mark, start, raw)) open.delete(mark);
      continue;
    }
    const character = raw.charAt(1);
    const goesOnFrom = lastEnd === start && lastShown === character; // `\*\*` is one mark
    let isSyntax = goesOnFrom || matchesAt(BLOCK, text, start) || matchesAt(LINK, text, start);
    if (character === "[" && isSyntax) open.add("]");
    if (character === "]") isSyntax = text[end] === "(" && open.delete("]");
    if (!isSyntax && mark !== undefined) {
      const closes = open.has(mark) && mayClose(text, mark, start, raw);
      const opens =
        MAY_BEGIN.test(text.slice(Math.max(0, start - 2), start)) &&
        (lastClosing.get(mark) ?? 0) > end &&
        (/[~|]/.test(mark) ? /^\\?[~|]/.test(text.slice(end, end + 2)) : !isBlank(text, end));
      if (closes) open.delete(mark);
      else if (opens) open.add(mark);
      isSyntax = closes || opens;
    }
    lastShown = isSyntax ? character : raw;
    lastEnd = end;
    escapes.push({ start, end, shown: lastShown });
  }
  return escapes;
}

/** Whether `mark`, which is `raw` with its backslash, could end what another has begun. */
function mayClose(text: string, mark: string, index: number, raw: string): boolean {
  const end = index + raw.length;
  return !isBlank(text, index - 1) && text[index - 1] !== mark && !goesOn(mark, text.slice(end, end + 2));
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
