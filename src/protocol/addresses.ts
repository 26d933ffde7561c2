/** Finds the addresses in a text, and where each ends: the page links those of the web and of mail; nobody is mentioned in any. */
import { INVISIBLES } from "./text.ts";

/** `text.slice(start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Letters of scripts that are written without spaces: one after a host is the next word. */
const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}";
/** ASCII, up to what is no letter of it; or any script's, as in `http://例子.测试`. */
const HOST = `(?:[a-z\\d.-]+(?![a-z\\d.-]|(?![${UNSPACED}])\\p{L})|\\[[\\da-f:.]+\\]|[\\p{L}\\p{M}\\p{N}.-]+)(?::\\d{1,5})?`;
/** 64 characters before the @, as in RFC 5321: what is longer is not looked at, again and again. */
const MAIL = "(?<![\\w.+-])[\\w.+-]{1,64}@(?:[a-z\\d-]{1,63}\\.){1,8}[a-z]{2,24}(?![\\w-]|\\.\\w)";
/** No link is made of these, but people read an address: `ssh://…`, `example.org/…`. */
const OTHER =
  "(?<![\\w.])(?:[a-z][a-z\\d+-]{0,15}:(?://|(?<=mailto:))|(?:[a-z\\d-]{1,63}\\.){1,8}[a-z]{2,24}(?=[/?#]))";
const HEAD = new RegExp(`(?<![a-z\\d])https?://${HOST}|${MAIL}|${OTHER}`, "giu");

/** Punctuation inside words: middle dots, hyphens, Hebrew and Armenian signs, the Tibetan tsheg. */
const INSIDE_WORDS = "\\xb7\\u0387\\u055a-\\u055f\\u058a\\u05be\\u05f3\\u05f4\\u0f0b\\u2010\\u2011\\u30fb";
/**
 * A character of a path. ASCII punctuation and that inside words may be one, if it is not at the end. All other punctuation, in
 * any script, belongs to the sentence around; and what does not show to nothing, but for the joiners in Persian and in emoji.
 */
const PATH = new RegExp(
  `[^${INVISIBLES}\\p{P}\\p{C}<>\`|\\uff0b\\uff1c-\\uff1e\\uff40\\uff5c\\uff5e]|[!#-/:;?@[-_{}${INSIDE_WORDS}]|` +
    `(?<=[^\\0-\\x7f])[\\u200c\\u200d\\ufe0f](?=[^\\0-\\x7f\\p{P}${INVISIBLES}])`,
  "uy",
);
/** What follows a host that is none, but the name of somebody at the real one. */
const NAMES_USER = /(?::[^\s/@]*)?@/y;
/** What ends a sentence, or closes a mark of Markdown, and is no part of an address that it follows. */
const TRAILING = /[.,:;!?'"*_~([{]|(?![\0-\x7f])\p{P}/u;

/** The addresses in `text`, ascending. */
export function addressesIn(text: string): readonly Range[] {
  const addresses: Range[] = [];
  HEAD.lastIndex = 0;
  for (let head = HEAD.exec(text); head !== null; head = HEAD.exec(text)) {
    NAMES_USER.lastIndex = HEAD.lastIndex;
    if (NAMES_USER.test(text)) continue;
    const end = endOf(text, HEAD.lastIndex);
    addresses.push({ start: head.index, end });
    HEAD.lastIndex = end;
  }
  return addresses;
}

/** Where the address ends whose head does at `at`. A bracket stays if it was opened within: `…/wiki/Foyer_(theatre)`. */
function endOf(text: string, at: number): number {
  let end = at;
  if (!/[/?#]/.test(text.charAt(at)) && !/[/:]/.test(text.charAt(at - 1))) {
    while (text[end - 1] === ".") end -= 1;
    return end;
  }
  let open = "";
  PATH.lastIndex = at;
  for (let found = PATH.exec(text); found !== null; found = PATH.exec(text)) {
    const [character] = found;
    const kind = "([{)]}".indexOf(character);
    if (kind >= 3 && !open.endsWith("([{".charAt(kind - 3))) break;
    if (kind >= 3) open = open.slice(0, -1);
    else if (kind >= 0) open += character;
    if (!TRAILING.test(character)) end = PATH.lastIndex;
  }
  return end;
}
