import { FOLD_ROWS, rowsOf } from "./rows.ts";
import type { Block, Inline } from "./tree.ts";

/** Whether the message is so long that it is folded at first. */
export function isLong(blocks: readonly Block[]): boolean {
  return rowsOfAll(blocks) > FOLD_ROWS;
}

function rowsOfAll(blocks: readonly Block[]): number {
  return sum(blocks, (block) => {
    switch (block.type) {
      case "paragraph":
        return rowsOf(textOf(block.children));
      case "fence":
        // Lines of code do not wrap.
        return block.text.split("\n").length;
      case "quote":
        return rowsOfAll(block.children);
      case "list":
        return sum(block.items, ({ children }) => Math.max(1, rowsOfAll(children)));
    }
  });
}

function textOf(inlines: readonly Inline[]): string {
  return inlines.map((inline) => ("children" in inline ? textOf(inline.children) : inline.text)).join("");
}

function sum<T>(all: readonly T[], one: (each: T) => number): number {
  return all.reduce((total, each) => total + one(each), 0);
}
