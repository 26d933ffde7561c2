/** Owns what may be a link: addresses of the web and of mail, and nothing else. Pure. */
import type { Inline } from "./tree.ts";

/** What the parser is given of this file, which it does not import (see parse.ts). */
export interface Links {
  readonly addressOf: typeof addressOf;
  readonly addressLength: typeof addressLength;
  readonly linked: typeof linked;
}

const PROTOCOLS = new Set(["http:", "https:", "mailto:"]);

/** Letters of scripts that are written without spaces: one after an address is the next word. */
const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}";
/** ASCII, up to what is no letter of it; or any script's, as in `http://例子.测试`. */
const HOST = `(?:[a-z\\d.-]+(?![a-z\\d.-]|(?![${UNSPACED}])\\p{L})|\\[[\\da-f:.]+\\]|[\\p{L}\\p{N}.-]+)(?::\\d{1,5})?`;
/** Full-width punctuation ends an address: it belongs to the sentence around it. */
const PATH =
  '(?:[/?#][^\\s<>"`|\\u3000-\\u303f\\uff00-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65\\u2018-\\u201d\\u2026]*)?';
const WEB = `https?://${HOST}${PATH}`;
/** 64 characters before the @, as in RFC 5321: what is longer is not looked at, again and again. */
const MAIL = "(?<![\\w.+-])[\\w.+-]{1,64}@(?:[a-z\\d-]{1,63}\\.){1,8}[a-z]{2,24}(?![\\w-]|\\.\\w)";

const ANY = new RegExp(`(?<![a-z\\d])${WEB}|${MAIL}`, "giu");
const AT_START = new RegExp(`^${WEB}`, "iu");

/** What ends a sentence or closes a mark, and is no part of an address that it follows. */
const TRAILING = ".,:;!?'\"*_~";
/** What follows a host that is none, but the name of somebody at the real one. */
const NAMES_USER = /^(?::[^\s/@]*)?@/;

/** `raw` as a link's target, or null. What has no scheme of its own, or names a user for its host, is none. */
export function addressOf(raw: string): string | null {
  // The URL parser drops line breaks and tabs, which would let `java\nscript:` through if it were compared as text.
  const url = URL.parse(raw);
  if (url === null || !PROTOCOLS.has(url.protocol)) return null;
  if (url.protocol === "mailto:") return url.pathname.includes("@") ? url.href : null;
  // `https:host` without slashes is one to a browser, but not to who reads it; `https://bank@host` leads to the host.
  return /^\s*https?:\/\//i.test(raw) && url.username === "" && url.password === "" ? url.href : null;
}

/** How many characters of `text` are a web address that begins it; 0: it begins with none. */
export function addressLength(text: string): number {
  const found = AT_START.exec(text);
  return found === null ? 0 : trimmed(found[0]).length;
}

/** `text` with the addresses in it as links. */
export function linked(text: string): readonly Inline[] {
  const inlines: Inline[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(ANY)) {
    const shown = trimmed(found);
    if (NAMES_USER.test(text.slice(index + found.length))) continue;
    const href = addressOf(/^https?:/i.test(shown) ? shown : `mailto:${shown}`);
    if (href === null) continue;
    if (index > done) inlines.push({ type: "text", text: text.slice(done, index) });
    inlines.push({ type: "link", href, children: [{ type: "text", text: shown }] });
    done = index + shown.length;
  }
  if (done < text.length) inlines.push({ type: "text", text: text.slice(done) });
  return inlines;
}

/** Without the punctuation around it. A bracket stays if it was opened within: `…/wiki/Foyer_(theatre)`. */
function trimmed(address: string): string {
  const unopened = {
    ")": countOf(address, ")") - countOf(address, "("),
    "]": countOf(address, "]") - countOf(address, "["),
  };
  for (let end = address.length; ; end -= 1) {
    const last = address.charAt(end - 1);
    if (last === ")" || last === "]") {
      if (unopened[last] <= 0) return address.slice(0, end);
      unopened[last] -= 1;
    } else if (!TRAILING.includes(last)) return address.slice(0, end);
  }
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}
