import type { Brand } from "../shared/brand.ts";
import { EMOJI_MAX_LENGTH } from "../limits.ts";
import { isInvisible } from "./text.ts";

/** An emoji or a short word: NFC, visible, without spaces, 1 to 16 UTF-16 code units. Each emoji has exactly one text. */
export type Emoji = Brand<string, "Emoji">;

/**
 * Spaces, control and private-use characters, surrogates, and format characters, which hide and reorder text. Joiners and tags are
 * allowed: emoji of families and of regional flags contain them.
 */
const FORBIDDEN = /[\s\p{Cc}\p{Co}\p{Cs}]|(?![\u{200c}-\u{200d}\u{e0020}-\u{e007f}])\p{Cf}/u;

/** A pictograph or the base of a keycap, with any variation selectors, and a skin tone, which makes selectors unnecessary. */
const PICTURE = /(\p{ExtPict}|[#*\d](?=[\ufe0e\ufe0f]*\u20e3))[\ufe0e\ufe0f]*(\p{EMod}?)/gu;
const IS_COLOURED_ALONE = /\p{EPres}/u;
const AS_EMOJI = "\ufe0f";

/** The reaction for `raw`, or null if it is not valid. */
export function parseEmoji(raw: string): Emoji | null {
  const trimmed = raw.trim();
  // NFC shortens text at most to a quarter, and dropping spare selectors roughly halves it; longer text is refused unread.
  if (!raw.isWellFormed() || trimmed.length > EMOJI_MAX_LENGTH * 8) return null;
  const emoji = withOnePresentation(trimmed.normalize("NFC"));
  if (emoji.length > EMOJI_MAX_LENGTH || isInvisible(emoji) || FORBIDDEN.test(emoji)) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where an Emoji is made
  return emoji as Emoji;
}

/**
 * Keyboards differ in where they put the selector for colour (U+FE0F). This puts it where Unicode's list of emoji needs it and
 * nowhere else; otherwise the same thumb would count as two different reactions.
 */
function withOnePresentation(emoji: string): string {
  return emoji.replace(PICTURE, (_, picture: string, tone: string) =>
    tone !== "" || IS_COLOURED_ALONE.test(picture) ? picture + tone : picture + AS_EMOJI,
  );
}
