import type { Mention } from "../../../protocol/values/mentions.ts";
import { linked } from "./links.ts";
import type { Block } from "./tree.ts";

/** What is shown of a text until its parser is loaded: the text as written, with its web addresses and mentions. */
export function unparsed(text: string, mentions: readonly Mention[] = []): readonly Block[] {
  return [{ type: "paragraph", children: linked(text, mentions) }];
}
