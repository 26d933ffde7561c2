/** Owns what of Markdown comes later: the parser, and the highlighter of code. Each is loaded once, when it is needed. */
import { signal } from "@preact/signals";
import type { Highlight } from "./highlight.ts";
import { addressLength, addressOf, linked } from "./links.ts";
import type { Parse } from "./parse.ts";
import type { Block } from "./tree.ts";

/** Null until it is there. */
export const parser = signal<Parse | null>(null);
/** Null until it is there. */
export const highlighter = signal<Highlight | null>(null);

let isParserAsked = false;
let isHighlighterAsked = false;

/** Loads the parser. `before` is called when it is there, before anything is drawn anew. */
export async function loadParser(before: () => void): Promise<void> {
  if (isParserAsked) return;
  isParserAsked = true;
  try {
    const { makeParse } = await import("./parse.ts");
    before();
    parser.value = makeParse({ addressLength, addressOf, linked });
  } catch {
    // It did not come: texts are shown as they were written, and the next message that could use it asks again.
    isParserAsked = false;
  }
}

export async function loadHighlighter(): Promise<void> {
  if (isHighlighterAsked) return;
  isHighlighterAsked = true;
  try {
    const { highlight } = await import("./highlight.ts");
    highlighter.value = highlight;
  } catch {
    // It did not come: code without colours is code, and the next block asks again.
    isHighlighterAsked = false;
  }
}

/** A text that is not parsed: as it stands, with its addresses as links. */
export function plain(text: string): readonly Block[] {
  return [{ type: "paragraph", children: linked(text) }];
}
