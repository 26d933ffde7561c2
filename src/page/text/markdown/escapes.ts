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

/** A backslash, with what it could keep from being syntax; marks; a space. */
const MARK = /\\[*_~`|[\]>-]?|([*_~`|])\1*|\s/g;
/** A quote or an item, but for the backslash. */
const BLOCK = /(?<=(?:^|\n)[ \t]*)\\[*>-](?=[ \t]+\S)/y;
/** A link, but for the backslash. */
const LINK = /\\\[[^[\]\n]*\]\(/y;
/** What a path, a pattern or a face goes on with, up to marks around it. `**C:\Temp\_x**` is strong. */
const REST =
  /\([^\s)]{1,8}\)_(?=\/)|[!-?A-Z\\^_a-z{|}~]*?(?=(?:\*\*|\|\||~~|__)?[.,:;!?)]{0,3}(?:[^!-?A-Z\\^_a-z{|}~]|$))/y;
/** Behind these a mark begins: nothing, a space, an opening bracket or quotation mark, other marks, scripts without spaces. */
const MAY_BEGIN =
  /^$|[\s\p{Ps}\p{Pi}"'*_~|>\u3001-\u303f\uff00-\uff65\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]$/u;

/** The escapes of a paragraph, ascending. */
export function escapesIn(text: string): readonly Escape[] {
  const marks = [...text.matchAll(MARK)].map(({ 0: raw, index: start }) => {
    const isEscape = raw.length > 1 && raw.startsWith("\\");
    return { raw, mark: raw.charAt(isEscape ? 1 : 0), isEscape, start, end: start + raw.length };
  });
  /** By mark, where the last one stands that could close. */
  const lastClosing = new Map<string, number>();
  for (const found of marks) if (mayClose(text, found)) lastClosing.set(found.mark, found.start);

  const escapes: Escape[] = [];
  /** Kept from opening, and not closed yet. */
  const open = new Set<string>();
  /** Where a backslash stands in this word that is shown: `C:\…` keeps nothing from anything. */
  let isPath = false;
  let last = { shown: "", end: -1 };
  for (const found of marks) {
    const { raw, mark, isEscape, start, end } = found;
    if (start < last.end) continue;
    if (raw.trim() === "") isPath = false;
    else if (raw === "\\") isPath = true;
    else if (!isEscape && mayClose(text, found)) open.delete(mark);
    if (!isEscape) continue;
    const isSameMark = last.end === start && last.shown === mark; // `\*\*` is one mark
    const opens = !isPath && mayOpen(text, found) && (lastClosing.get(mark) ?? 0) > end;
    const closes = mark === "]" ? text[end] === "(" && open.has(mark) : open.has(mark) && mayClose(text, found);
    const isBlock = matchesAt(BLOCK, text, start) || matchesAt(LINK, text, start);
    if (isSameMark || opens || closes || isBlock) {
      if (closes) open.delete(mark);
      else if (!isSameMark) open.add(mark === "[" ? "]" : mark);
      last = { shown: mark, end };
    } else {
      isPath = true;
      REST.lastIndex = end;
      const shown = raw + (REST.exec(text)?.[0] ?? "");
      last = { shown, end: start + shown.length };
    }
    escapes.push({ start, ...last });
  }
  return escapes;
}

interface Found {
  readonly raw: string;
  readonly mark: string;
  readonly start: number;
  readonly end: number;
}

/** Whether this could begin what another ends, without its backslash. */
function mayOpen(text: string, { mark, start, end }: Found): boolean {
  const isPair = !/[~|]/.test(mark) || text[end] === mark || text.startsWith(`\\${mark}`, end); // these mark by two
  return (
    isPair && /[*_~`|]/.test(mark) && !isBlank(text, end) && MAY_BEGIN.test(text.slice(Math.max(0, start - 2), start))
  );
}

/** Whether this could end what another has begun, without its backslash. */
function mayClose(text: string, { mark, start, end }: Found): boolean {
  return !isBlank(text, start - 1) && text[start - 1] !== mark && !goesOn(mark, text.slice(end, end + 2));
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
