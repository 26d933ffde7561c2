import { fail, ok, type Result } from "../shared/result.ts";
import { TEXT_MAX_LENGTH } from "../limits.ts";

/** Why a message's text is refused; each is a `reason` of `refused`. */
export type TextFault = "text_blank" | "text_too_long" | "text_malformed";

/** C0 and C1 controls and DEL, except tab and line feed: they are not text and confuse terminals. */
// oxlint-disable-next-line no-control-regex -- this looks for control characters
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Invisible characters, as a regular expression class: white space, format and control characters, variation selectors, and the
 * letters that Unicode defines as blank (the Hangul fillers, the Braille pattern without dots).
 */
export const INVISIBLES = "\\s\\p{Cf}\\p{Cc}\\p{VS}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\uffa0";
const INVISIBLE = new RegExp(`[${INVISIBLES}]`, "gu");

/** A combining mark needs a letter before it: alone, or after a space, it is not text. */
const MARK = /\p{M}/gu;

/** `text` without invisible characters. Only for comparing: it breaks emoji apart. */
export function visibleOf(text: string): string {
  return text.replace(INVISIBLE, "");
}

/** Whether `text` shows nothing, or nothing but combining marks. */
export function isInvisible(text: string): boolean {
  return visibleOf(text).replace(MARK, "") === "";
}

/**
 * Prepares `text` for `normalize`, whose time is quadratic in the length of a run of marks: inserts an invisible mark after every
 * 30, as in Unicode's Stream-Safe Text (UAX #15). Only for comparing: `visibleOf` removes these marks again.
 */
export function streamSafe(text: string): string {
  return text.replace(/\p{M}{30}/gu, "$&\u034f");
}

/** Whether `text` has a control character other than tab and line feed. */
export function hasControls(text: string): boolean {
  CONTROLS.lastIndex = 0;
  return CONTROLS.test(text);
}

/**
 * A message's text as it is stored: line breaks as `\n`, no control characters but tabs, no blank lines before it and no blanks
 * after it. Never longer than `raw`.
 */
function tidyText(raw: string): string {
  return raw
    .replace(/\r\n?/g, "\n")
    .replace(CONTROLS, "")
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd();
}

/** A message's text as it is stored, or why it is refused. The limit applies to the stored text. */
export function parseText(raw: string): Result<string, TextFault> {
  if (!raw.isWellFormed()) return fail("text_malformed");
  const text = tidyText(raw);
  if (isInvisible(text)) return fail("text_blank");
  return text.length > TEXT_MAX_LENGTH ? fail("text_too_long") : ok(text);
}
