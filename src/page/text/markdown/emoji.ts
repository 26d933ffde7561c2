/** Owns the recognition of messages that are only emoji. Pure. */
import { charactersOf } from "../graphemes.ts";

/** More of them is a pattern, and would fill the screen if it were large. */
export const LARGE_EMOJI_MAX = 12;

/** How a character begins that is shown in colour: by its nature, by a selector or a tone of skin, as a keycap. */
const EMOJI = /^(?:\p{EPres}|\p{ExtPict}[\ufe0f\p{EMod}]|[#*\d]\ufe0f?\u20e3)/u;

/** Whether `text` is a few emoji and nothing else. */
export function isOnlyEmoji(text: string): boolean {
  let count = 0;
  for (const { segment } of charactersOf(text)) {
    if (/\s/.test(segment)) continue;
    if (!EMOJI.test(segment) || ++count > LARGE_EMOJI_MAX) return false;
  }
  return count > 0;
}
