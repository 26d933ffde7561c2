/** Owns what one may react with: an emoji, or a short word. */
import type { Brand } from "../shared/brand.ts";
import { EMOJI_MAX_LENGTH } from "../limits.ts";
import { isInvisible } from "./text.ts";

/** An emoji or a short word: NFC, visible, without spaces, 1 to 16 UTF-16 code units. One emoji is always the same text. */
export type Emoji = Brand<string, "Emoji">;

/**
 * Spaces, controls, what is unassigned or private, and format characters, which hide and reorder text. The joiners and the
 * tags stay: families and the flags of regions are made with them.
 */
const FORBIDDEN = /[\s\p{Cc}\p{Co}\p{Cs}]|(?![\u{200c}-\u{200d}\u{e0020}-\u{e007f}])\p{Cf}/u;

/** A picture, or the base of a keycap, with any variation selectors behind it, and a tone of skin, which does without. */
const PICTURE = /(\p{ExtPict}|[#*\d](?=[\ufe0e\ufe0f]*\u20e3))[\ufe0e\ufe0f]*(\p{EMod}?)/gu;
const IS_COLOURED_ALONE = /\p{EPres}/u;
const AS_EMOJI = "\ufe0f";

/** `raw` as one may react with it, or null. */
export function parseEmoji(raw: string): Emoji | null {
  const trimmed = raw.trim();
  // NFC makes one of four at most, and another is dropped for each that stays; more are not looked at.
  if (!raw.isWellFormed() || trimmed.length > EMOJI_MAX_LENGTH * 8) return null;
  const emoji = withOnePresentation(trimmed.normalize("NFC"));
  if (emoji.length > EMOJI_MAX_LENGTH || isInvisible(emoji) || FORBIDDEN.test(emoji)) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where an Emoji is made
  return emoji as Emoji;
}

/**
 * Keyboards differ in where they put the selector that asks for colour (U+FE0F): here it is where Unicode's list of emoji
 * needs it, and nowhere else, or one thumb would be counted as two.
 */
function withOnePresentation(emoji: string): string {
  return emoji.replace(PICTURE, (_, picture: string, tone: string) =>
    tone !== "" || IS_COLOURED_ALONE.test(picture) ? picture + tone : picture + AS_EMOJI,
  );
}
