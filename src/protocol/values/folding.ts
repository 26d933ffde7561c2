/** Owns text as it is compared in a search: without case, width and accents, in any script. */
import { streamSafe } from "./text.ts";

/** Accents of Latin, Greek and Cyrillic. The marks of other scripts are letters to those who read them. */
const ACCENTS = /[\u0300-\u036f]/g;

// oxlint-disable-next-line no-control-regex -- ASCII is what this is about
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * `text` as searches compare it: `Ｃafé` and `CAFE` fold to one. Upper case first, for `ß` and the two small sigmas. A
 * syllable of Hangul becomes its letters, so that one finds words while one writes them.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const upper = streamSafe(text).normalize("NFKD").toUpperCase();
  return upper.normalize("NFKD").toLowerCase().replaceAll("ς", "σ").replace(ACCENTS, "");
}
