/** Owns when a text gets its marks: what it needs for them is loaded once, when the first text has any. */
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { isLong as isLongType } from "./markdown/length.ts";
import type { Parse } from "./markdown/parse.ts";
import type { TextProps } from "./PlainText.tsx";
// oxlint-disable-next-line import/no-unassigned-import -- for the parts: what they share and the page has not is a fetch of its own
import "../ui/clipboard.ts";

interface Rich {
  readonly parse: Parse;
  readonly isLong: typeof isLongType;
  /** Draws what `parse` gives. */
  readonly RichText: ComponentType<TextProps>;
}

/** Null until it is there. */
export const rich = signal<Rich | null>(null);

let isAsked = false;

export async function loadRich(): Promise<void> {
  if (isAsked) return;
  isAsked = true;
  try {
    const { parse, RichText, isLong, holdList } = await import("./rich-text.ts");
    holdList();
    rich.value = { parse, RichText, isLong };
  } catch {
    // It did not come: texts are shown as they were written, and the next message that could use it asks again.
    isAsked = false;
  }
}
