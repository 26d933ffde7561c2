/** How tests read a message's tree: as a line of text. */
import type { Block, Inline } from "../../../src/page/text/markdown/tree.ts";

/** `strong(a)`, `link(href: a)`; blocks with ` / ` between them, `> {quoted}`, `[• item]`, a fence between backticks. */
export function sketch(blocks: readonly Block[]): string {
  return blocks.map(sketchBlock).join(" / ");
}

function sketchBlock(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return block.children.map(sketchInline).join("");
    case "fence":
      return `\`\`\`${block.language === "" ? "" : `${block.language}:`}${block.text}\`\`\``;
    case "quote":
      return `> {${sketch(block.children)}}`;
    case "list":
      return block.items.map(({ marker, children }) => `[${marker} ${sketch(children)}]`).join("");
  }
}

export function sketchInline(inline: Inline): string {
  switch (inline.type) {
    case "text":
      return inline.text;
    case "code":
      return `code(${inline.text})`;
    case "mention":
      return `mention(${inline.text})`;
    case "link":
      return `link(${inline.href}: ${inline.children.map(sketchInline).join("")})`;
    case "emphasis":
      return `em(${inline.children.map(sketchInline).join("")})`;
    case "strong":
    case "strike":
    case "spoiler":
      return `${inline.type}(${inline.children.map(sketchInline).join("")})`;
  }
}

/** What a tree says, without what it is made of. */
export function wordsOf(blocks: readonly Block[]): string {
  return blocks.map((block) => blockWords(block)).join("\n");
}

function blockWords(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return block.children.map(inlineWords).join("");
    case "fence":
      return block.text;
    case "quote":
      return wordsOf(block.children);
    case "list":
      return block.items.map(({ marker, children }) => `${marker} ${wordsOf(children)}`).join("\n");
  }
}

function inlineWords(inline: Inline): string {
  return "children" in inline ? inline.children.map(inlineWords).join("") : inline.text;
}

/** How many nodes a tree has, and how many lie within one another at most. */
export function sizeOf(nodes: readonly (Block | Inline)[]): { readonly nodes: number; readonly depth: number } {
  let [count, depth] = [0, 0];
  for (const node of nodes) {
    const within =
      "children" in node ? [node.children] : "items" in node ? node.items.map((item) => item.children) : [];
    const sizes = within.map((children) => sizeOf(children));
    count += 1 + sizes.reduce((sum, size) => sum + size.nodes, 0);
    depth = Math.max(depth, 1 + Math.max(0, ...sizes.map((size) => size.depth)));
  }
  return { nodes: count, depth };
}

/** How many elements the page draws for a tree: see RichText.tsx. */
export function elementsOf(nodes: readonly (Block | Inline)[]): number {
  const sum = (all: readonly (readonly (Block | Inline)[])[]): number =>
    all.reduce((total, each) => total + elementsOf(each), 0);
  return nodes.reduce((total, node) => {
    switch (node.type) {
      case "text":
        return total;
      case "code":
      case "mention":
        return total + 1;
      case "fence":
        return total + 7;
      case "list":
        return total + 1 + 2 * node.items.length + sum(node.items.map(({ children }) => children));
      case "spoiler":
        return total + 2 + elementsOf(node.children);
      case "link":
      case "strong":
      case "emphasis":
      case "strike":
      case "paragraph":
      case "quote":
        return total + 1 + elementsOf(node.children);
    }
  }, 0);
}
