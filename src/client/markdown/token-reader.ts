/** Owns what marked's tokens mean in a chat: blocks and inlines of our tree, and text for all that is neither. */
import type { MarkedToken, Token } from "marked";
import type { Links } from "./links.ts";
import type { Block, Inline, SpanType } from "./tree.ts";

const SPANS = new Map<string, SpanType>([
  ["strong", "strong"],
  ["em", "emphasis"],
  ["del", "strike"],
  ["spoiler", "spoiler"],
]);

export class TokenReader {
  readonly #links: Links;

  constructor(links: Links) {
    this.#links = links;
  }

  blocks(tokens: readonly Token[]): readonly Block[] {
    const blocks: Block[] = [];
    let words: Inline[] = [];
    const endParagraph = (): void => {
      const children = this.#linked(withoutEdges(merged(words)));
      if (children.length > 0) blocks.push({ type: "paragraph", children });
      words = [];
    };
    for (const token of tokens) {
      const block = this.#block(token);
      if (block === null) {
        words.push(...this.#words(token));
      } else {
        endParagraph();
        blocks.push(block);
      }
    }
    endParagraph();
    return blocks;
  }

  /** Null: it is text, and joins what is beside it. */
  #block(token: Token): Block | null {
    if (is(token, "code"))
      return { type: "fence", language: token.lang?.trim().split(/\s/)[0] ?? "", text: token.text };
    if (is(token, "blockquote")) return { type: "quote", children: this.blocks(token.tokens) };
    if (!is(token, "list")) return null;
    const items = token.items.map(({ raw, tokens }) => {
      const marker = /^\s*(\d+[.)])/.exec(raw)?.[1] ?? "•";
      return { marker, children: this.blocks(tokens) };
    });
    return { type: "list", items };
  }

  /** What a token of text says, with the line breaks behind it. */
  #words(token: Token): readonly Inline[] {
    if (is(token, "checkbox")) return [text(token.checked ? "☑ " : "☐ ")];
    if (!(is(token, "paragraph") || is(token, "text")) || token.tokens === undefined) return [text(token.raw)];
    const breaks = breaksBehind(token.raw) - breaksBehind(token.text);
    return [...token.tokens.map((inner) => this.#inline(inner)), text("\n".repeat(breaks))];
  }

  #inline(token: Token): Inline {
    if (is(token, "codespan")) return { type: "code", text: token.text };
    if (is(token, "escape")) return text(token.text);
    if (is(token, "link") || is(token, "image")) return this.#link(token);
    const span = SPANS.get(token.type);
    if (span === undefined || !("tokens" in token)) return text(token.raw);
    return { type: span, children: this.#inlines(token.tokens ?? []) };
  }

  #inlines(tokens: readonly Token[]): readonly Inline[] {
    return merged(tokens.map((inner) => this.#inline(inner)));
  }

  /** A picture is a link to it. What leads nowhere, or elsewhere than the address that it shows, is text. */
  #link(token: { raw: string; href: string; text: string; tokens: Token[] }): Inline {
    const href = this.#links.addressOf(token.href);
    const shown = this.#links.linked(token.text).find((inline) => inline.type === "link");
    if (href === null || (shown !== undefined && shown.href !== href)) return text(token.raw);
    const children = this.#inlines(token.tokens);
    return { type: "link", href, children: children.length > 0 ? children : [text(href)] };
  }

  /** With the addresses in its texts as links. Within a link and in code there are none. */
  #linked(inlines: readonly Inline[]): readonly Inline[] {
    return inlines.flatMap((inline) => {
      if (inline.type === "text") return this.#links.linked(inline.text);
      if (inline.type === "link" || inline.type === "code") return [inline];
      return [{ ...inline, children: this.#linked(inline.children) }];
    });
  }
}

/** marked's own tokens; others are named by the extensions. */
function is<T extends MarkedToken["type"]>(token: Token, type: T): token is Extract<MarkedToken, { type: T }> {
  return token.type === type;
}

function text(of: string): Inline {
  return { type: "text", text: of };
}

function breaksBehind(raw: string): number {
  return raw.length - raw.replace(/\n+$/, "").length;
}

/** With texts that stand beside one another as one: an address may be made of several. */
function merged(inlines: readonly Inline[]): readonly Inline[] {
  const result: Inline[] = [];
  for (const inline of inlines) {
    const last = result.at(-1);
    if (inline.type !== "text") result.push(inline);
    else if (last?.type === "text") result[result.length - 1] = text(last.text + inline.text);
    else if (inline.text !== "") result.push(inline);
  }
  return result;
}

/** Without blank lines before and after, which the distance between blocks stands for. */
function withoutEdges(inlines: readonly Inline[]): readonly Inline[] {
  const edged = inlines.map((inline, index) => {
    if (inline.type !== "text") return inline;
    const begun = index === 0 ? inline.text.replace(/^(?:[^\S\n]*\n)+/, "") : inline.text;
    return text(index === inlines.length - 1 ? begun.trimEnd() : begun);
  });
  return edged.filter((inline) => inline.type !== "text" || inline.text !== "");
}
