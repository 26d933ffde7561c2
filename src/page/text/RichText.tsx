// Renders parsed Markdown. What people wrote only ever becomes text nodes.
import type { ComponentChildren, VNode } from "preact";
import type { PersonName } from "../../protocol/values/names.ts";
import type { Block, Inline, Item, SpanType } from "./markdown/tree.ts";
import { CodeBlock } from "./CodeBlock.tsx";
import { Link, Mention, type TextProps } from "./PlainText.tsx";
import { Spoiler } from "./Spoiler.tsx";

export function RichText({ of: blocks, you }: TextProps): VNode {
  const [first, ...others] = blocks;
  // Most texts are one paragraph, and need no extra element.
  return first?.type === "paragraph" && others.length === 0 ? (
    <Inlines of={first.children} you={you} />
  ) : (
    <Blocks of={blocks} you={you} />
  );
}

function Blocks({ of: blocks, you }: TextProps): VNode {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} you={you} />
      ))}
    </>
  );
}

interface BlockProps {
  readonly block: Block;
  /** The reader's name. */
  readonly you: PersonName;
}

function BlockView({ block, you }: BlockProps): VNode {
  switch (block.type) {
    case "paragraph":
      return (
        <div class="text-paragraph" dir="auto">
          <Inlines of={block.children} you={you} />
        </div>
      );
    case "fence":
      return <CodeBlock text={block.text} language={block.language} />;
    case "quote":
      return (
        <blockquote class="text-quote" dir="auto">
          <Blocks of={block.children} you={you} />
        </blockquote>
      );
    case "list":
      return (
        <ul class="text-list" dir="auto">
          {block.items.map((item, index) => (
            <ItemView key={index} item={item} you={you} />
          ))}
        </ul>
      );
  }
}

interface ItemProps {
  readonly item: Item;
  /** The reader's name. */
  readonly you: PersonName;
}

/** The first paragraph is on the marker's line, so that both are copied as one line. */
function ItemView({ item: { marker, children }, you }: ItemProps): VNode {
  const [first, ...others] = children;
  const isWords = first?.type === "paragraph";
  return (
    <li dir="auto">
      <span class="text-marker">{marker} </span>
      {isWords && <Inlines of={first.children} you={you} />}
      <Blocks of={isWords ? others : children} you={you} />
    </li>
  );
}

interface InlinesProps {
  readonly of: readonly Inline[];
  /** The reader's name. */
  readonly you: PersonName;
  /** Links inside a covered spoiler are not links yet. */
  readonly isCovered?: boolean;
}

function Inlines({ of: inlines, you, isCovered = false }: InlinesProps): VNode {
  return <>{inlines.map((inline, index) => inlineView(inline, index, you, isCovered))}</>;
}

const TAGS = { strong: "strong", emphasis: "em", strike: "del" } as const satisfies Partial<Record<SpanType, string>>;

function inlineView(inline: Inline, key: number, you: PersonName, isCovered: boolean): ComponentChildren {
  switch (inline.type) {
    case "text":
      return inline.text;
    case "mention":
      return <Mention key={key} of={inline} you={you} />;
    case "code":
      return (
        <code key={key} class="text-code">
          {inline.text}
        </code>
      );
    case "link":
      if (isCovered) return <Inlines key={key} of={inline.children} you={you} isCovered />;
      return (
        <Link key={key} href={inline.href}>
          <Inlines of={inline.children} you={you} />
        </Link>
      );
    case "spoiler":
      return (
        <Spoiler
          key={key}
          covered={<Inlines of={inline.children} you={you} isCovered />}
          shown={<Inlines of={inline.children} you={you} />}
        />
      );
    case "strong":
    case "emphasis":
    case "strike": {
      const Tag = TAGS[inline.type];
      return (
        <Tag key={key}>
          <Inlines of={inline.children} you={you} isCovered={isCovered} />
        </Tag>
      );
    }
  }
}
