/** Finds the addresses in a text, and where each ends: the page links those of the web and of mail; nobody is mentioned in any. */
import { INVISIBLES } from "./text.ts";

/** `text.slice(start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Scripts that put no spaces between words, as a class of a regular expression; and Korean, which hangs its particles on them. */
export const UNSPACED =
  "\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}";
/** ASCII, up to what is no letter of it; or any script's, as in `http://例子.测试`. */
const HOST = `(?:[a-z\\d.-]+(?![a-z\\d.-]|(?![${UNSPACED}])\\p{L})|\\[[\\da-f:.]+\\]|[\\p{L}\\p{M}\\p{N}.-]+)(?::\\d{1,5})?`;
const DOMAIN = "(?:[a-z\\d-]{1,63}\\.){1,8}[a-z]{2,24}";
/** 64 characters before the @, as in RFC 5321: what is longer is not looked at, again and again. */
const MAIL = `(?<![\\w.+-])[\\w.+-]{1,64}@${DOMAIN}(?![\\w-]|\\.\\w)(?:\\?(?=\\w+=))?`;
/** No link is made of these, but people read an address: `ssh://…`, `example.org/…`. */
const OTHER = `(?<![\\w.])(?:[a-z][a-z+]{0,15}://|${DOMAIN}[/?#])`;
/** An address up to where its path, query or fragment begins, and with the sign that begins it. */
const HEAD = new RegExp(`(?<![a-z\\d])https?://${HOST}[/?#]?|${MAIL}|${OTHER}`, "giu");

/**
 * A character of a path. ASCII punctuation may be one, and so may that inside words (middle dots, hyphens, Hebrew and Armenian
 * signs, the Tibetan tsheg), if it is not at the end. All other punctuation, in any script, belongs to the sentence around, and
 * what does not show to nothing, but for the joiners in Persian words and in emoji.
 */
const PATH = new RegExp(
  `[^${INVISIBLES}\\p{P}\\p{C}<>\`|\\uff01-\\uff65]|` +
    "[!#-/:;?@[-_{}\\xb7\\u055a-\\u055f\\u058a\\u05be\\u05f3\\u05f4\\u0f0b\\u2010\\u2011\\u30fb]|" +
    "(?<=[^\\0-~])[\\u200c\\u200d]",
  "uy",
);
/** What follows a host that is none, but the name of somebody at the real one. */
const NAMES_USER = /(?::[^\s/@]*)?@/y;
/** What ends a sentence, or closes a mark of Markdown, and is no part of an address that it follows. */
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

/** Where the path ends that begins at `end`. A bracket stays if it was opened within: `…/wiki/Foyer_(theatre)`. */
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
