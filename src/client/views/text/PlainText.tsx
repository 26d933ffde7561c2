/** Owns how a text looks that has no syntax, or whose parser is not there yet: as it stands, with links and mentions. */
import type { ComponentChildren, VNode } from "preact";
import type { Block, Inline } from "../../markdown/tree.ts";
import { withMentions, type Readers } from "./mentions.tsx";

export interface TextProps {
  readonly of: readonly Block[];
  readonly readers: Readers;
}

/** `of` is what `plain` makes of a text. */
export function PlainText({ of: blocks, readers }: TextProps): VNode {
  const inlines = blocks.flatMap((block) => (block.type === "paragraph" ? block.children : []));
  return <>{inlines.map((inline, index) => inlineView(inline, index, readers))}</>;
}

function inlineView(inline: Inline, key: number, readers: Readers): ComponentChildren {
  if (!("children" in inline)) return withMentions(inline.text, readers);
  const children = inline.children.map((inner, index) => inlineView(inner, index, readers));
  return inline.type === "link" ? (
    <Link key={key} href={inline.href}>
      {children}
    </Link>
  ) : (
    children
  );
}

interface LinkProps {
  readonly href: string;
  readonly children: ComponentChildren;
}

/** A link that somebody wrote, which leads out of the page without saying from where. */
export function Link({ href, children }: LinkProps): VNode {
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
