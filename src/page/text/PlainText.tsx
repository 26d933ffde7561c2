/** Owns how a text looks that has no syntax, or whose parser is not there yet: as it stands, with links and mentions. */
import type { ComponentChildren, VNode } from "preact";
import { foldName, type PersonName } from "../../protocol/values/names.ts";
import type { Block, Inline } from "./markdown/tree.ts";

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
  if (!("children" in inline)) return inline.text;
  const [words] = inline.children; // of a bare address there are no others
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

/** The `@` and the name, stronger where the name is one's own. The direction of the text around does not turn it. */
export function Mention({ of: { name, text }, you }: MentionProps): VNode {
  return <bdi class={foldName(name) === foldName(you) ? "mention of-you" : "mention"}>{text}</bdi>;
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
