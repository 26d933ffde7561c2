import { charactersOf } from "../graphemes.ts";

/** More would fill the screen if they were shown large. */
export const LARGE_EMOJI_MAX = 12;

/** The start of a character that is shown in colour: by default, with a variation selector or skin tone, or as a keycap. */
const EMOJI = /^(?:\p{EPres}|\p{ExtPict}[\ufe0f\p{EMod}]|[#*\d]\ufe0f?\u20e3)/u;

/** Whether `text` is a few emoji and nothing else. Such messages are shown large. */
export function isOnlyEmoji(text: string): boolean {
  let count = 0;
  for (const { segment } of charactersOf(text)) {
    if (/\s/.test(segment)) continue;
    if (!EMOJI.test(segment) || ++count > LARGE_EMOJI_MAX) return false;
  }
  return count > 0;
}
