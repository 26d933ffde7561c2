/** Owns how long a message is on the screen, guessed from its text alone: the list is not measured for it. Pure. */
import type { Block, Inline } from "./tree.ts";

/** Rows above which a message is folded; of a folded one the page shows 8 (`styles/text.css`), so something is always hidden. */
export const FOLD_ROWS = 12;
/** Latin letters in a row: about 90 fit into the widest column, 42 on a phone. */
export const ROW_LETTERS = 75;

/** Twice as wide as a Latin letter, in every font. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/gu;

/** Whether the message is so long that it begins folded. */
export function isLong(blocks: readonly Block[]): boolean {
  return rowsOf(blocks) > FOLD_ROWS;
}

function rowsOf(blocks: readonly Block[]): number {
  return sum(blocks, (block) => {
    switch (block.type) {
      case "paragraph":
        return sum(block.children.map(textOf).join("").split("\n"), rowsOfLine);
      case "fence":
        // Its lines do not wrap.
        return block.text.split("\n").length;
      case "quote":
        return rowsOf(block.children);
      case "list":
        return sum(block.items, ({ children }) => Math.max(1, rowsOf(children)));
    }
  });
}

function rowsOfLine(line: string): number {
  const wide = line.match(WIDE)?.length ?? 0;
  return Math.max(1, Math.ceil((line.length + wide) / ROW_LETTERS));
}

function textOf(inline: Inline): string {
  return "children" in inline ? inline.children.map(textOf).join("") : inline.text;
}

function sum<T>(all: readonly T[], one: (each: T) => number): number {
  return all.reduce((total, each) => total + one(each), 0);
}
