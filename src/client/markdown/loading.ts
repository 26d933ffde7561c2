/** What there is of a text before its parser is there. */
import type { Mention } from "../../protocol/mentions.ts";
import type { Block, Inline } from "./tree.ts";

/** A text that is not parsed: as it stands, with its mentions. */
export function plain(text: string, mentions: readonly Mention[] = []): readonly Block[] {
  const children: Inline[] = [];
  let done = 0;
  for (const { name, start, end } of mentions) {
    if (start > done) children.push({ type: "text", text: text.slice(done, start) });
    children.push({ type: "mention", name, text: text.slice(start, end) });
    done = end;
  }
  if (done < text.length) children.push({ type: "text", text: text.slice(done) });
  return [{ type: "paragraph", children }];
}
