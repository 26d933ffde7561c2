/**
 * Owns the reading of Markdown: a message's text as a tree. A chunk of its own, loaded when a message first has a
 * character that could be syntax.
 *
 * Why marked: its lexer is documented apart from its renderer, so no HTML is ever made; each rule can be replaced, which
 * chat needs (see tokenizer.ts); it has no dependencies, releases every few weeks, and is 16 KB gzipped. markdown-it is
 * as well kept, but is 42 KB with the entity tables and the link finder that it brings; micromark is 18 KB, and took
 * 0.35 s for a message of nothing but `- `.
 */
import { Marked } from "marked";
import { extensionsOf, maskAddresses } from "./extensions.ts";
import type { Links } from "./links.ts";
import { TokenReader } from "./token-reader.ts";
import { ChatTokenizer } from "./tokenizer.ts";
import type { Block } from "./tree.ts";

export type Parse = (text: string) => readonly Block[];

/**
 * `links` is links.ts. It is given, not imported: the page has that file already, and the bundler would make another one of
 * what both have, which the first view would then wait for.
 */
export function makeParse(links: Links): Parse {
  const tokenizer = new ChatTokenizer();
  // Not by `use`, which would take the methods off it, and with them what they share.
  const marked = new Marked().setOptions({ tokenizer });
  marked.use({
    extensions: extensionsOf(tokenizer, links),
    hooks: { emStrongMask: (text) => maskAddresses(text, links) },
  });
  const reader = new TokenReader(links);
  return (text) => {
    tokenizer.begin();
    return reader.blocks(marked.lexer(text));
  };
}
