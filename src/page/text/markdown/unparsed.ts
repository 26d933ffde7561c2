/** What there is of a text before its parser is there. */
import type { Mention } from "../../../protocol/values/mentions.ts";
import { linked } from "./links.ts";
import type { Block } from "./tree.ts";

/** A text that is not parsed: as it stands, with its addresses as links, and its mentions. */
export function unparsed(text: string, mentions: readonly Mention[] = []): readonly Block[] {
  return [{ type: "paragraph", children: linked(text, mentions) }];
}
