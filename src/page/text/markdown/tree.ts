// A parsed message: blocks of inlines.
import type { PersonName } from "../../../protocol/values/names.ts";

export type Inline =
  /** Includes line breaks as written. */
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "code"; readonly text: string }
  /** `text` is the `@` and the name as written; `name` is the name of the person. */
  | { readonly type: "mention"; readonly name: PersonName; readonly text: string }
  /** `href` is safe: it comes from `addressOf` or `linked`. */
  | { readonly type: "link"; readonly href: string; readonly children: readonly Inline[] }
  | { readonly type: SpanType; readonly children: readonly Inline[] };

export type SpanType = "strong" | "emphasis" | "strike" | "spoiler";

export type Block =
  /** Blank lines are text too, so a message without syntax is one paragraph, shown as written. */
  | { readonly type: "paragraph"; readonly children: readonly Inline[] }
  | { readonly type: "fence"; readonly language: string; readonly text: string }
  | { readonly type: "quote"; readonly children: readonly Block[] }
  | { readonly type: "list"; readonly items: readonly Item[] };

export interface Item {
  /** Text, so that it is copied too: `•`, or the number as written, and a checkbox as in `• ☐`. */
  readonly marker: string;
  readonly children: readonly Block[];
}
