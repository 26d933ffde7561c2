/** Loads the highlighter of code when it is first needed. */
import { signal } from "@preact/signals";
import type { Highlight } from "./highlight.ts";

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
