/**
 * Which backslashes are syntax. A backslash is shown, unless the character after it would otherwise be syntax: in
 * `\*no emphasis\*`, `\[no link](…)` and `\- no item` it is hidden; in `C:\Temp\*`, `\\server\_share`, `\d+\.\*` and `\[x\]` it
 * is shown.
 */
import { goesOn, isBlank } from "./delimiters.ts";

/** A backslash, and a character that could be syntax. Neither of them is, whether the backslash is shown or not. */
export interface Escape {
  readonly start: number;
  readonly end: number;
  /** Both characters, or only the second. */
  readonly shown: string;
}

/** A backslash with the character after it; markers; a space. */
const MARK = /\\[*_~`|[\]>-]?|([*_~`|])\1*|\s/g;
/** A quote or a list item, if it were not for the backslash. */
const BLOCK = /(?<=(?:^|\n)[ \t]*)\\[*>-](?=[ \t]+\S)/y;
/** A link, if it were not for the backslash. */
const LINK = /\\\[[^[\]\n]*\]\(/y;
/** The rest of a path, a pattern or a face, up to markers around it: `**C:\Temp\_x**` is bold. */
const REST =
  /\([^\s)]{1,8}\)_(?=\/)|[!-?A-Z\\^_a-z{|}~]*?(?=(?:\*\*|\|\||~~|__)?[.,:;!?)]{0,3}(?:[^!-?A-Z\\^_a-z{|}~]|$))/y;
/** A marker can open after these: nothing, a space, an opening bracket or quotation mark, other markers, scripts without spaces. */
const MAY_BEGIN =
  /^$|[\s\p{Ps}\p{Pi}"'*_~|>\u3001-\u303f\uff00-\uff65\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]$/u;

/** The escapes of a paragraph, ascending. */
export function escapesIn(text: string): readonly Escape[] {
  const marks = [...text.matchAll(MARK)].map(({ 0: raw, index: start }) => {
    const isEscape = raw.length > 1 && raw.startsWith("\\");
    return { raw, mark: raw.charAt(isEscape ? 1 : 0), isEscape, start, end: start + raw.length };
  });
  /** For each marker, the position of the last one that could close. */
  const lastClosing = new Map<string, number>();
  for (const found of marks) if (mayClose(text, found)) lastClosing.set(found.mark, found.start);

  const escapes: Escape[] = [];
  /** Escaped opening markers whose closing marker has not come yet. */
  const open = new Set<string>();
  /** Whether this word has had a backslash that is shown, as in `C:\…`. Then the others are shown too. */
  let isPath = false;
  let last = { shown: "", end: -1 };
  for (const found of marks) {
    const { raw, mark, isEscape, start, end } = found;
    if (start < last.end) continue;
    if (raw.trim() === "") isPath = false;
    else if (raw === "\\") isPath = true;
    else if (!isEscape && mayClose(text, found)) open.delete(mark);
    if (!isEscape) continue;
    const isSameMark = last.end === start && last.shown === mark; // `\*\*` is one marker
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

/** Whether this marker could open a span if it had no backslash. */
function mayOpen(text: string, { mark, start, end }: Found): boolean {
  const isPair = !/[~|]/.test(mark) || text[end] === mark || text.startsWith(`\\${mark}`, end); // these format in pairs only
  return (
    isPair && /[*_~`|]/.test(mark) && !isBlank(text, end) && MAY_BEGIN.test(text.slice(Math.max(0, start - 2), start))
  );
}

/** Whether this marker could close a span if it had no backslash. */
function mayClose(text: string, { mark, start, end }: Found): boolean {
  return !isBlank(text, start - 1) && text[start - 1] !== mark && !goesOn(mark, text.slice(end, end + 2));
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
