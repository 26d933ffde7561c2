/** Owns what is there of Markdown before its parser is, and the highlighter of code, which is loaded when it is needed. */
import { signal } from "@preact/signals";
import type { Highlight } from "./highlight.ts";
import { linked } from "./links.ts";
import type { Block } from "./tree.ts";

/** Null until it is there. */
export const highlighter = signal<Highlight | null>(null);

/** Loads the highlighter, once. */
export async function loadHighlighter(): Promise<void> {
  try {
    const [{ makeHighlight }, languages] = await Promise.all([
      import("./highlight.ts"),
      import("@speed-highlight/core/languages"),
    ]);
    highlighter.value ??= makeHighlight(languages);
  } catch {
    // It did not come: code without colours is code, and the next block asks again.
  }
}

/** A text that is not parsed: as it stands, with its addresses as links. */
export function plain(text: string): readonly Block[] {
  return [{ type: "paragraph", children: linked(text) }];
}
