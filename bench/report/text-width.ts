/** Owns how wide text is, without a font at hand: in pixels of a proportional font, and in columns of a fixed one. */

/** What East Asian fonts draw in a full square, and emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** Combining marks and joiners stand on the character before them. */
const NOTHING = /[\p{M}\p{Cf}]/u;

/**
 * Em per character, from the first class that matches. Slightly wider than Inter, Segoe UI, San Francisco and
 * Helvetica draw them, because too much room is calm and too little is not.
 */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [NOTHING, 0],
  [WIDE, 1],
  [/[ .,:;'|!ijl·]/, 0.29],
  [/[ft()[\]{}r"/\\I-]/, 0.4],
  [/[mwMW@%—…]/, 0.92],
  [/\p{Lu}/u, 0.7],
  [/\d/, 0.63],
];
const OTHERS = 0.58;

/** The estimated width of `content` at the font size `size`, in the unit of the size. */
export function textWidth(content: string, size: number): number {
  return size * sum([...content].map((character) => WIDTHS.find(([kind]) => kind.test(character))?.[1] ?? OTHERS));
}

/** What a person calls one character: an emoji of several, a letter with its accent. */
const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Asks for the emoji where there is also a plain sign. */
const AS_EMOJI = "\uFE0F";

/** How many columns of a fixed-width font `content` takes. */
export function columns(content: string): number {
  return sum(Array.from(GRAPHEMES.segment(content), ({ segment }) => columnsOf(segment)));
}

/**
 * `content` in lines of at most `width`, for the font size `size`, both in pixels. It breaks at spaces and after wide
 * characters, and inside a word only if that alone is wider.
 */
export function wrapped(content: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(content).flatMap((whole) => (textWidth(whole, size) > width ? [...whole] : [whole]))) {
    if (line !== "" && textWidth((line + piece).trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** Chinese may break after any character, unless the next one closes something. */
const BREAK_AFTER_WIDE = new RegExp(`(?<=${WIDE.source})(?![，。、；：！？）」』》])`, "u");

/** The smallest parts that stay together, each with the space behind it. */
function pieces(content: string): readonly string[] {
  const words = content.trim().match(/\S+\s*/g) ?? [];
  return words.flatMap((word) => word.split(BREAK_AFTER_WIDE));
}

function columnsOf(grapheme: string): number {
  if (WIDE.test(grapheme) || grapheme.includes(AS_EMOJI)) return 2;
  return [...grapheme].every((character) => NOTHING.test(character)) ? 0 : 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
