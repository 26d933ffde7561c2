/**
 * Owns what text from a person must be, for messages and names alike: well-formed, visible, free of control
 * characters.
 */
import { fail, ok, type Result } from "../shared/result.ts";
import { TEXT_MAX_LENGTH } from "../limits.ts";

/** Why a message's text is refused; each is a `reason` of `refused`. */
export type TextFault = "text_blank" | "text_too_long" | "text_malformed";

/** C0 and C1 controls and DEL, except tab and line feed: they carry no text and confuse terminals. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what this looks for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * What paints nothing, as a class of a regular expression: white space, format and control characters, variation selectors, and
 * the letters that Unicode defines as blank (the Hangul fillers, the Braille pattern without dots).
 */
export const INVISIBLES = "\\s\\p{Cf}\\p{Cc}\\p{VS}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\uffa0";
const INVISIBLE = new RegExp(`[${INVISIBLES}]`, "gu");

/** A combining mark shows on the letter before it: alone, or on a space, it is no text. */
const MARK = /\p{M}/gu;

/** What of `text` a screen shows, roughly: without what paints nothing. For comparing only: emoji fall apart. */
export function visibleOf(text: string): string {
  return text.replace(INVISIBLE, "");
}

/** Whether `text` would show nothing on a screen, or nothing but marks that belong on letters. */
export function isInvisible(text: string): boolean {
  return visibleOf(text).replace(MARK, "") === "";
}

/**
 * `text` for `normalize`, whose time grows with the square of a run of marks. Unicode's way (UAX #15, Stream-Safe Text): a mark
 * that shows nothing after each 30. For comparing only: `visibleOf` takes them out again.
 */
export function streamSafe(text: string): string {
  return text.replace(/\p{M}{30}/gu, "$&\u034f");
}

/** Whether `text` holds a control character other than tab and line feed. */
export function hasControls(text: string): boolean {
  CONTROLS.lastIndex = 0;
  return CONTROLS.test(text);
}

/**
 * A message's text as it is stored: line breaks as `\n`, no other control characters, nothing blank around it.
 * Never longer than `raw`. Says nothing about limits: see `parseText`.
 */
function tidyText(raw: string): string {
  return raw
    .replace(/\r\n?/g, "\n")
    .replace(CONTROLS, "")
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd();
}

/** A message's text as it is kept, or why it cannot be said. The limit holds for what is kept. */
export function parseText(raw: string): Result<string, TextFault> {
  if (!raw.isWellFormed()) return fail("text_malformed");
  const text = tidyText(raw);
  if (isInvisible(text)) return fail("text_blank");
  return text.length > TEXT_MAX_LENGTH ? fail("text_too_long") : ok(text);
}
