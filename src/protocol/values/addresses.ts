/** Finds the web and mail addresses in a text. The page makes links of them, and an `@` inside an address mentions nobody. */
import { INVISIBLES } from "./text.ts";

/** `text.slice(start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Scripts without spaces between words, as a regular expression class; and Korean, which attaches particles to words. */
export const UNSPACED =
  "\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}";
/** An ASCII host, which ends before a letter of another script; or a host in any script, like `http://例子.测试`. */
const HOST = `(?:[a-z\\d.-]+(?![a-z\\d.-]|(?![${UNSPACED}])\\p{L})|\\[[\\da-f:.]+\\]|[\\p{L}\\p{M}\\p{N}.-]+)(?::\\d{1,5})?`;
const DOMAIN = "(?:[a-z\\d-]{1,63}\\.){1,8}[a-z]{2,24}";
/** At most 64 characters before the `@`, as in RFC 5321, which also keeps the matching time linear. */
const MAIL = `(?<![\\w.+-])[\\w.+-]{1,64}@${DOMAIN}(?![\\w-]|\\.\\w)(?:\\?(?=\\w+=))?`;
/** Not made into links, but people read them as addresses: `ssh://…`, `example.org/…`. */
const OTHER = `(?<![\\w.])(?:[a-z][a-z+]{0,15}://|${DOMAIN}[/?#])`;
/** An address up to and including the character that begins its path, query or fragment. */
const HEAD = new RegExp(`(?<![a-z\\d])https?://${HOST}[/?#]?|${MAIL}|${OTHER}`, "giu");

/**
 * A character of a path. ASCII punctuation can be part of a path, and so can punctuation that occurs inside words (middle dots,
 * hyphens, Hebrew and Armenian signs, the Tibetan tsheg), except at the end. All other punctuation, in any script, belongs to the
 * surrounding sentence. Invisible characters end a path, except the joiners in Persian words and in emoji.
 */
const PATH = new RegExp(
  `[^${INVISIBLES}\\p{P}\\p{C}<>\`|\\uff01-\\uff65]|` +
    "[!#-/:;?@[-_{}\\xb7\\u055a-\\u055f\\u058a\\u05be\\u05f3\\u05f4\\u0f0b\\u2010\\u2011\\u30fb]|" +
    "(?<=[^\\0-~])[\\u200c\\u200d]",
  "uy",
);
/** Follows a user name that looks like a host, as in `https://example.org@evil.example`. */
const NAMES_USER = /(?::[^\s/@]*)?@/y;
/** Ends a sentence or closes Markdown, so it is not part of an address at its end. */
const TRAILING = /[.,:;!?'"*_~([{]|(?![\0-\x7f])\p{P}|\p{Cf}/u;

/** The addresses in `text`, ascending. */
export function addressesIn(text: string): readonly Range[] {
  const addresses: Range[] = [];
  HEAD.lastIndex = 0;
  for (let head = HEAD.exec(text); head !== null; head = HEAD.exec(text)) {
    let end = HEAD.lastIndex;
    if (/[/?#]$/.test(head[0])) end = endOfPath(text, end - 1);
    else {
      NAMES_USER.lastIndex = end;
      if (NAMES_USER.test(text)) continue;
      while (text[end - 1] === ".") end -= 1;
    }
    addresses.push({ start: head.index, end });
    HEAD.lastIndex = end;
  }
  return addresses;
}

/** Where the path that begins at `end` ends. A closing bracket belongs to the path if it was opened there: `…/wiki/Foyer_(theatre)`. */
function endOfPath(text: string, end: number): number {
  const open: number[] = [];
  PATH.lastIndex = end;
  for (let found = PATH.exec(text); found !== null; found = PATH.exec(text)) {
    const [character] = found;
    const kind = "([{)]}".indexOf(character);
    if (kind >= 3 && open.pop() !== kind - 3) break;
    if (kind >= 0 && kind < 3) open.push(kind);
    if (!TRAILING.test(character)) end = PATH.lastIndex;
  }
  return end;
}
