/** Owns how a text looks that has no syntax, or whose parser is not there yet: as it stands, with mentions. */
import type { ComponentChildren, VNode } from "preact";
import { foldName, type PersonName } from "../../../protocol/names.ts";
import type { Block, Inline } from "../../markdown/tree.ts";

export interface TextProps {
  readonly of: readonly Block[];
  /** The name of who reads it. */
  readonly you: PersonName;
}

/** `of` is what `plain` makes of a text. */
export function PlainText({ of: blocks, you }: TextProps): VNode {
  const inlines = blocks.flatMap((block) => (block.type === "paragraph" ? block.children : []));
  return <>{inlines.map((inline, index) => inlineView(inline, index, you))}</>;
}

function inlineView(inline: Inline, key: number, you: PersonName): ComponentChildren {
  if (inline.type === "mention") return <Mention key={key} of={inline} you={you} />;
  return "text" in inline && inline.text;
}

interface MentionProps {
  readonly of: Inline & { readonly type: "mention" };
  readonly you: PersonName;
}

/** The `@` and the name, stronger where the name is one's own. The direction of the text around does not turn it. */
export function Mention({ of: { name, text }, you }: MentionProps): VNode {
  return <bdi class={foldName(name) === foldName(you) ? "mention of-you" : "mention"}>{text}</bdi>;
}
