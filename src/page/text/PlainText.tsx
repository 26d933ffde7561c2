import type { ComponentChildren, VNode } from "preact";
import { foldName, type PersonName } from "../../protocol/values/names.ts";
import type { Block, Inline } from "./markdown/tree.ts";

export interface TextProps {
  readonly of: readonly Block[];
  /** The reader's name. */
  readonly you: PersonName;
}

/** A text without Markdown, or whose parser is not loaded yet. `of` is what `unparsed` returns. */
export function PlainText({ of: blocks, you }: TextProps): VNode {
  const inlines = blocks.flatMap((block) => (block.type === "paragraph" ? block.children : []));
  return <>{inlines.map((inline, index) => inlineView(inline, index, you))}</>;
}

function inlineView(inline: Inline, key: number, you: PersonName): ComponentChildren {
  if (inline.type === "mention") return <Mention key={key} of={inline} you={you} />;
  if (!("children" in inline)) return inline.text;
  const [words] = inline.children; // the link of a bare address has one child
  return (
    <Link key={key} href={inline.type === "link" ? inline.href : ""}>
      {words?.type === "text" && words.text}
    </Link>
  );
}

interface MentionProps {
  readonly of: Inline & { readonly type: "mention" };
  readonly you: PersonName;
}

/** Stronger if it is the reader's own name. Its direction does not depend on the text around it. */
export function Mention({ of: { name, text }, you }: MentionProps): VNode {
  return <bdi class={foldName(name) === foldName(you) ? "mention of-you" : "mention"}>{text}</bdi>;
}

interface LinkProps {
  readonly href: string;
  readonly children: ComponentChildren;
}

/** Opens in a new tab, and does not tell the other site where the reader came from. */
export function Link({ href, children }: LinkProps): VNode {
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
