import { streamSafe } from "./text.ts";

/** Accents of Latin, Greek and Cyrillic. In other scripts, marks matter as much as letters. */
const ACCENTS = /[\u0300-\u036f]/g;

// oxlint-disable-next-line no-control-regex -- this matches all of ASCII
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * `text` as searches compare it, without case, width and accents: `Ｃafé` and `CAFE` fold to the same text. Upper case comes first
 * because of `ß` and the two small sigmas. Hangul syllables become letters, so a search matches while the user is still typing a
 * syllable.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const upper = streamSafe(text).normalize("NFKD").toUpperCase();
  return upper.normalize("NFKD").toLowerCase().replaceAll("ς", "σ").replace(ACCENTS, "");
}
