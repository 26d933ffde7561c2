/**
 * Owns which of Markdown's rules hold in a chat, as a tokenizer of marked: what returns undefined is no rule here, and the
 * text stays as it stands.
 */
import { Tokenizer, type Token, type Tokens } from "marked";
import { Delimiters } from "./delimiters.ts";

/** Quotes, lists and marks within one another. Deeper is nobody's writing, and would be the stack's depth. */
export const NESTING_MAX = 8;

/** With a space behind it, or nothing: `>_<` is a face. */
const QUOTED = /^ {0,3}(?:>[ \t]?)*>(?:[ \t]|$)/;
const LISTED = /^\s*(?:[-*]|\d{1,9}[.)])[ \t]+\S/;
const FENCE = /^ {0,3}(`{3,})([^`\n]*)\n/;

export class ChatTokenizer extends Tokenizer {
  readonly #delimiters = new Delimiters();
  #depth = 0;

  /** Forgets the text before. */
  begin(): void {
    this.#delimiters.clear();
    this.#depth = 0;
  }

  /** The tokens of `text`, which is inside of something. */
  inside(text: string): Token[] {
    return this.#deeper(() => this.lexer.inlineTokens(text)) ?? [{ type: "text", raw: text, text }];
  }

  // To the end of its line, and no further: who answers below a quote does not quote himself.
  override blockquote(src: string): Tokens.Blockquote | undefined {
    const lines = linesWhile(src, (line) => QUOTED.test(line));
    const text = lines.map((line) => line.replace(/^ {0,3}> ?/, "")).join("\n");
    if (text.trim() === "") return undefined;
    return this.#deeper(() => ({
      type: "blockquote",
      raw: lines.join("\n"),
      text,
      tokens: this.lexer.blockTokens(text, []),
    }));
  }

  // A line that is neither an item nor indented is not the list's. `+` is more often a sign than a bullet.
  override list(src: string): Tokens.List | undefined {
    if (!LISTED.test(src)) return undefined;
    const lines = linesWhile(src, (line) => LISTED.test(line) || /^(?:\s|$)/.test(line));
    return this.#deeper(() => super.list(lines.join("\n")));
  }

  // Closed at the end of any line, as people write it; CommonMark wants a line of its own. Of backticks only: a line of
  // tildes is a line.
  override fences(src: string): Tokens.Code | undefined {
    const opening = FENCE.exec(src);
    if (opening === null) return undefined;
    const [begin, marker = "", lang = ""] = opening;
    const rest = src.slice(begin.length);
    const closing = new RegExp(`\\n?${marker}\`*[ \\t]*(?=\\n|$)`).exec(rest) ?? { 0: "", index: rest.length };
    const text = rest.slice(0, closing.index);
    if (text.trim() === "") return undefined;
    return { type: "code", raw: begin + text + closing[0], lang, text };
  }

  override emStrong(src: string, masked: string): Tokens.Em | Tokens.Strong | undefined {
    if (src[0] !== "*" && src[0] !== "_") return undefined;
    const found = this.#delimiters.at(masked, masked.length - src.length);
    if (found === null) return undefined;
    const { size, closesAt } = found;
    const raw = src.slice(0, closesAt + size);
    // Of three, one is emphasis and two are what it encloses.
    const own = size === 2 ? 2 : 1;
    const text = raw.slice(own, -own);
    return { type: size === 2 ? "strong" : "em", raw, text, tokens: this.inside(text) };
  }

  override del(src: string, masked: string): Tokens.Del | undefined {
    if (src[0] !== "~") return undefined;
    const found = this.#delimiters.at(masked, masked.length - src.length);
    if (found === null) return undefined;
    const text = src.slice(2, found.closesAt);
    return { type: "del", raw: src.slice(0, found.closesAt + 2), text, tokens: this.inside(text) };
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    return this.#deeper(() => super.link(src));
  }

  // Line breaks are text, and so is what ends in one: a backslash, or two spaces.
  override br(): undefined {}
  // `escapes` in parse.ts knows what is before a backslash.
  override escape(): undefined {}
  // Bare addresses are found in what is left as text.
  override autolink(): undefined {}
  override url(): undefined {}
  override code(): undefined {}
  override heading(): undefined {}
  override lheading(): undefined {}
  override hr(): undefined {}
  override html(): undefined {}
  override tag(): undefined {}
  override def(): undefined {}
  override reflink(): undefined {}
  override table(): undefined {}

  #deeper<T>(parse: () => T): T | undefined {
    if (this.#depth === NESTING_MAX) return undefined;
    this.#depth += 1;
    try {
      return parse();
    } finally {
      this.#depth -= 1;
    }
  }
}

/** The lines that begin `src`, as long as they are ones. What follows is not looked at. */
function linesWhile(src: string, isOne: (line: string) => boolean): readonly string[] {
  const lines: string[] = [];
  for (let start = 0; start <= src.length;) {
    const end = src.indexOf("\n", start);
    const line = src.slice(start, end === -1 ? src.length : end);
    if (!isOne(line)) break;
    lines.push(line);
    start += line.length + 1;
  }
  return lines;
}
