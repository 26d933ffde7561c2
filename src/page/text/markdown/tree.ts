/** Owns what a message's text is once it is understood: blocks of inlines, as small as chat needs them. */
import type { PersonName } from "../../../protocol/values/names.ts";

export type Inline =
  /** Line breaks are in it as they were written. */
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "code"; readonly text: string }
  /** `text` is the `@` and what stands there of the `name`, as it was written. */
  | { readonly type: "mention"; readonly name: PersonName; readonly text: string }
  /** `href` is safe: made by `addressOf` or `linked`. */
  | { readonly type: "link"; readonly href: string; readonly children: readonly Inline[] }
  | { readonly type: SpanType; readonly children: readonly Inline[] };

export type SpanType = "strong" | "emphasis" | "strike" | "spoiler";

export type Block =
  /** Blank lines too are text, so that a message without syntax is one paragraph, drawn just as it stands. */
  | { readonly type: "paragraph"; readonly children: readonly Inline[] }
  | { readonly type: "fence"; readonly language: string; readonly text: string }
  | { readonly type: "quote"; readonly children: readonly Block[] }
  | { readonly type: "list"; readonly items: readonly Item[] };

export interface Item {
  /** Text, so that it is copied with the rest: `•`, or the number as it was written, and a box to tick: `• ☐`. */
  readonly marker: string;
  readonly children: readonly Block[];
}
