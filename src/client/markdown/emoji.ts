/** Owns the recognition of messages that are only emoji. Pure. */

/** More of them is a pattern, and would fill the screen if it were large. */
export const LARGE_EMOJI_MAX = 12;

/** One that is shown in colour: by its nature, by a selector or a skin tone, as a flag, as a keycap; joined ones are one. */
const PICTURE =
  "(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}(?:\\ufe0f|(?=\\p{Emoji_Modifier})))\\p{Emoji_Modifier}?";
const TAGS = "[\\u{e0020}-\\u{e007f}]*";
const JOINED = "(?:\\u200d\\p{Extended_Pictographic}\\ufe0f?\\p{Emoji_Modifier}?)*";
const EMOJI = `(?:\\p{Regional_Indicator}{2}|[#*\\d]\\ufe0f?\\u20e3|${PICTURE}${TAGS}${JOINED})`;
/** A tone of skin is not another one: or a dozen with tones would be read in 4,096 ways. */
const ONLY_EMOJI = new RegExp(`^\\s*(?:${EMOJI}(?!\\p{Emoji_Modifier})\\s*){1,${LARGE_EMOJI_MAX}}$`, "u");

/** Whether `text` is a few emoji and nothing else. */
export function isOnlyEmoji(text: string): boolean {
  return ONLY_EMOJI.test(text);
}
