/** Owns how a text's blocks and inlines look: elements for our tree, and text nodes for what people wrote. */
import type { ComponentChildren, VNode } from "preact";
import type { Block, Inline, Item, SpanType } from "../../markdown/tree.ts";
import { CodeBlock } from "./CodeBlock.tsx";
import { withMentions, type Readers } from "./mentions.tsx";
import { Link, type TextProps } from "./PlainText.tsx";
import { Spoiler } from "./Spoiler.tsx";

export function RichText({ of: blocks, readers }: TextProps): VNode {
  const [first, ...others] = blocks;
  // Most are one paragraph, and need no other box.
  return first?.type === "paragraph" && others.length === 0 ? (
    <Inlines of={first.children} readers={readers} />
  ) : (
    <Blocks of={blocks} readers={readers} />
  );
}

function Blocks({ of: blocks, readers }: TextProps): VNode {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} readers={readers} />
      ))}
    </>
  );
}

interface BlockProps {
  readonly block: Block;
  readonly readers: Readers;
}

function BlockView({ block, readers }: BlockProps): VNode {
  switch (block.type) {
    case "paragraph":
      return (
        <div class="text-paragraph" dir="auto">
          <Inlines of={block.children} readers={readers} />
        </div>
      );
    case "fence":
      return <CodeBlock text={block.text} language={block.language} />;
    case "quote":
      return (
        <blockquote class="text-quote" dir="auto">
          <Blocks of={block.children} readers={readers} />
        </blockquote>
      );
    case "list":
      return (
        <ul class="text-list" dir="auto">
          {block.items.map((item, index) => (
            <ItemView key={index} item={item} readers={readers} />
          ))}
        </ul>
      );
  }
}

interface ItemProps {
  readonly item: Item;
  readonly readers: Readers;
}

/** Its first words stand in the marker's line, so that they are copied as one. */
function ItemView({ item: { marker, children }, readers }: ItemProps): VNode {
  const [first, ...others] = children;
  const isWords = first?.type === "paragraph";
  return (
    <li dir="auto">
      <span class="text-marker">{marker} </span>
      {isWords && <Inlines of={first.children} readers={readers} />}
      <Blocks of={isWords ? others : children} readers={readers} />
    </li>
  );
}

interface InlinesProps {
  readonly of: readonly Inline[];
  readonly readers: Readers;
  /** Within a covered spoiler a link leads nowhere yet. */
  readonly isCovered?: boolean;
}

function Inlines({ of: inlines, readers, isCovered = false }: InlinesProps): VNode {
  return <>{inlines.map((inline, index) => inlineView(inline, index, readers, isCovered))}</>;
}

const TAGS = { strong: "strong", emphasis: "em", strike: "del" } as const satisfies Partial<Record<SpanType, string>>;

function inlineView(inline: Inline, key: number, readers: Readers, isCovered: boolean): ComponentChildren {
  switch (inline.type) {
    case "text":
      return withMentions(inline.text, readers);
    case "code":
      return (
        <code key={key} class="text-code">
          {inline.text}
        </code>
      );
    case "link":
      if (isCovered) return <Inlines key={key} of={inline.children} readers={readers} isCovered />;
      return (
        <Link key={key} href={inline.href}>
          <Inlines of={inline.children} readers={readers} />
        </Link>
      );
    case "spoiler":
      return (
        <Spoiler
          key={key}
          covered={<Inlines of={inline.children} readers={readers} isCovered />}
          shown={<Inlines of={inline.children} readers={readers} />}
        />
      );
    case "strong":
    case "emphasis":
    case "strike": {
      const Tag = TAGS[inline.type];
      return (
        <Tag key={key}>
          <Inlines of={inline.children} readers={readers} isCovered={isCovered} />
        </Tag>
      );
    }
  }
}
