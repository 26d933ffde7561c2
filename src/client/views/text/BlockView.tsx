/** Owns how a text's blocks and inlines look: elements for our tree, and text nodes for what people wrote. */
import type { VNode } from "preact";
import type { Block, Inline, Item, SpanType } from "../../markdown/tree.ts";
import { CodeBlock } from "./CodeBlock.tsx";
import { Spoiler } from "./Spoiler.tsx";

function BlockView({ block }: { readonly block: Block }): VNode {
  switch (block.type) {
    case "paragraph":
      return (
        <div class="text-paragraph" dir="auto">
          <Inlines of={block.children} />
        </div>
      );
    case "fence":
      return <CodeBlock text={block.text} language={block.language} />;
    case "quote":
      return (
        <blockquote class="text-quote" dir="auto">
          <Blocks of={block.children} />
        </blockquote>
      );
    case "list":
      return (
        <ul class="text-list" dir="auto">
          {block.items.map((item, index) => (
            <ItemView key={index} item={item} />
          ))}
        </ul>
      );
  }
}

/** Its first words stand in the marker's line, so that they are copied as one. */
function ItemView({ item: { marker, children } }: { readonly item: Item }): VNode {
  const [first, ...others] = children;
  const isWords = first?.type === "paragraph";
  return (
    <li dir="auto">
      <span class="text-marker">{marker} </span>
      {isWords && <Inlines of={first.children} />}
      <Blocks of={isWords ? others : children} />
    </li>
  );
}

export function Blocks({ of: blocks }: { readonly of: readonly Block[] }): VNode {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </>
  );
}

interface InlinesProps {
  readonly of: readonly Inline[];
  /** Within a covered spoiler a link leads nowhere yet. */
  readonly isCovered?: boolean;
}

export function Inlines({ of: inlines, isCovered = false }: InlinesProps): VNode {
  return <>{inlines.map((inline, index) => inlineView(inline, index, isCovered))}</>;
}

const TAGS = { strong: "strong", emphasis: "em", strike: "del" } as const satisfies Partial<Record<SpanType, string>>;

function inlineView(inline: Inline, key: number, isCovered: boolean): VNode | string {
  switch (inline.type) {
    case "text":
      return inline.text;
    case "code":
      return (
        <code key={key} class="text-code">
          {inline.text}
        </code>
      );
    case "link":
      if (isCovered) return <Inlines key={key} of={inline.children} isCovered />;
      return (
        <a key={key} href={inline.href} title={inline.href} target="_blank" rel="noopener noreferrer nofollow">
          <Inlines of={inline.children} />
        </a>
      );
    case "spoiler":
      return (
        <Spoiler
          key={key}
          covered={<Inlines of={inline.children} isCovered />}
          shown={<Inlines of={inline.children} />}
        />
      );
    case "strong":
    case "emphasis":
    case "strike": {
      const Tag = TAGS[inline.type];
      return (
        <Tag key={key}>
          <Inlines of={inline.children} isCovered={isCovered} />
        </Tag>
      );
    }
  }
}
