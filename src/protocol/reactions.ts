/** Owns what one may react with: an emoji, or a short word. */
import type { Brand } from "./brand.ts";
import { EMOJI_MAX_LENGTH } from "./limits.ts";
import { isInvisible } from "./text.ts";

/** An emoji or a short word: NFC, visible, without spaces, 1 to 16 UTF-16 code units. */
export type Emoji = Brand<string, "Emoji">;

/**
 * Spaces, controls, what is unassigned or private, and format characters, which hide and reorder text. The joiners and the
 * tags stay: families and the flags of regions are made with them.
 */
const FORBIDDEN = /[\s\p{Cc}\p{Co}\p{Cs}]|(?![\u{200c}-\u{200d}\u{e0020}-\u{e007f}])\p{Cf}/u;

/** `raw` as one may react with it, or null. */
export function parseEmoji(raw: string): Emoji | null {
  if (!raw.isWellFormed()) return null;
  const emoji = raw.normalize("NFC").trim();
  if (emoji.length > EMOJI_MAX_LENGTH || isInvisible(emoji) || FORBIDDEN.test(emoji)) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where an Emoji is made
  return emoji as Emoji;
}
