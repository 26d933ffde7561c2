/**
 * Owns what a paragraph is made of: first what is taken whole (code, mentions, addresses, escapes), which begins first counts;
 * then links, by their brackets; then what markers enclose. Each step goes through the text once, and spans are within one
 * another only to a depth, so that the whole is linear.
 */
import type { Mention } from "../../../protocol/values/mentions.ts";
import { spansOf, type Span } from "./delimiters.ts";
import { escapesIn } from "./escapes.ts";
import { readsAsOther } from "./hosts.ts";
import { addressOf, linked } from "./links.ts";
import type { Inline, SpanType } from "./tree.ts";

/** Quotes, lists and marks within one another. Deeper is nobody's writing, and would be the stack's depth. */
export const NESTING_MAX = 8;

/** What stands in the text from `start` to `end`, and no marker reaches into. */
interface Whole {
  readonly start: number;
  readonly end: number;
  readonly inline: Inline | Label;
}

/** Of a link, what it is called. */
interface Label {
  readonly type: "label";
  readonly href: string;
  readonly start: number;
  readonly end: number;
}

/** Whether so many more elements may be made of the message. */
export type Spend = (elements: number) => boolean;

/** Where a link leads, behind its label: brackets in it are balanced, and it may be followed by a title, which is not shown. */
const TARGET =
  /\(\s*(?:<([^<>\n]*)>|((?:[^\s()<>]|\((?:[^\s()<>]|\([^\s()<>]*\))*\))+))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;
const SYNTAX = /[*_~|`[\]\\!]/g;

/** The inlines of `text`, a paragraph that lies within `depth` others. `mentions` are those in it. */
export function inlinesOf(text: string, mentions: readonly Mention[], depth: number, spend: Spend): readonly Inline[] {
  return new Paragraph(text, mentions, spend).inlines(depth);
}

class Paragraph {
  readonly #text: string;
  readonly #spend: Spend;
  /** As long as the text, without the syntax in what is whole; and without links too. */
  readonly #masked: string;
  readonly #outside: string;
  readonly #wholes: readonly Whole[];
  /** The first of them that is not drawn yet. */
  #next = 0;

  constructor(text: string, mentions: readonly Mention[], spend: Spend) {
    this.#text = text;
    this.#spend = spend;
    const words = firstOf([...mentionsIn(text, mentions), ...codeIn(text), ...addressesIn(text), ...escapesAt(text)]);
    this.#masked = masked(text, words);
    const labels = this.#labels();
    this.#outside = masked(this.#masked, labels);
    this.#wholes = [...words, ...labels].toSorted((a, b) => a.start - b.start);
  }

  inlines(depth: number): readonly Inline[] {
    return this.#spans(this.#outside, 0, this.#text.length, depth);
  }

  #labels(): readonly Whole[] {
    const labels: Whole[] = [];
    let open: number[] = [];
    const brackets = /[[\]]/g;
    for (let found = brackets.exec(this.#masked); found !== null; found = brackets.exec(this.#masked)) {
      const { 0: bracket, index } = found;
      const begin = bracket === "[" ? void open.push(index) : open.pop();
      if (begin === undefined) continue;
      TARGET.lastIndex = index + 1;
      const target = TARGET.exec(this.#text);
      const href = target && addressOf(target[1] ?? target[2] ?? "");
      if (href === null) continue;
      // A picture is a link to it.
      const start = this.#masked[begin - 1] === "!" ? begin - 1 : begin;
      labels.push({ start, end: TARGET.lastIndex, inline: { type: "label", href, start: begin + 1, end: index } });
      brackets.lastIndex = TARGET.lastIndex;
      open = []; // there are no links within links
    }
    return labels;
  }

  /** The text between, with what its markers enclose. */
  #spans(text: string, from: number, to: number, depth: number, isLabel = false): readonly Inline[] {
    const inlines: Inline[] = [];
    let done = from;
    for (const span of depth < NESTING_MAX ? spansOf(text.slice(from, to)) : []) {
      const [type, own] = typeOf(span);
      if (!this.#spend(type === "spoiler" ? 2 : 1)) break;
      const [start, end] = [from + span.start, from + span.end];
      this.#draw(inlines, done, start, depth, isLabel);
      inlines.push({ type, children: this.#spans(text, start + own, end - own, depth + 1, isLabel) });
      done = end;
    }
    this.#draw(inlines, done, to, depth, isLabel);
    return merged(inlines);
  }

  /** Adds what is whole, and the text between. */
  #draw(inlines: Inline[], from: number, to: number, depth: number, isLabel: boolean): void {
    let done = from;
    for (
      let whole = this.#wholes[this.#next];
      whole !== undefined && whole.start < to;
      whole = this.#wholes[this.#next]
    ) {
      this.#next += 1;
      if (whole.start < done) continue; // within a link's target
      inlines.push(textOf(this.#text.slice(done, whole.start)), ...this.#whole(whole, depth, isLabel));
      done = whole.end;
    }
    inlines.push(textOf(this.#text.slice(done, to)));
  }

  #whole({ start, end, inline }: Whole, depth: number, isLabel: boolean): readonly Inline[] {
    if (inline.type === "text") return [inline];
    if ((inline.type === "link" && isLabel) || !this.#spend(1)) return [textOf(this.#text.slice(start, end))];
    return inline.type === "label" ? this.#link(start, end, inline, depth) : [inline];
  }

  /** A link; or its text, with the true addresses in it as links, where its label reads as an address that it is not. */
  #link(start: number, end: number, label: Label, depth: number): readonly Inline[] {
    const { href } = label;
    const first = this.#next;
    const children = this.#spans(this.#masked, label.start, label.end, depth + 1, true);
    if (!readsAsOther(wordsOf(children), href, { text: this.#text, start, end }))
      return [{ type: "link", href, children: children.length > 0 ? children : [textOf(href)] }];
    const mentions = this.#wholes.slice(first, this.#next).flatMap((within) => {
      const { inline } = within;
      return inline.type === "mention"
        ? [{ name: inline.name, start: within.start - start, end: within.end - start }]
        : [];
    });
    return linked(this.#text.slice(start, end), mentions).map((inline) =>
      inline.type === "text" || this.#spend(1) ? inline : textOf(wordsOf([inline])),
    );
  }
}

/** Those that begin first, and none within another. */
function firstOf(wholes: readonly Whole[]): readonly Whole[] {
  let done = 0;
  return wholes
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      const isFirst = start >= done;
      if (isFirst) done = end;
      return isFirst;
    });
}

function mentionsIn(text: string, mentions: readonly Mention[]): readonly Whole[] {
  return mentions.map(({ start, end, name }) => ({
    start,
    end,
    inline: { type: "mention", name, text: text.slice(start, end) },
  }));
}

function addressesIn(text: string): readonly Whole[] {
  let end = 0;
  return linked(text).flatMap((inline) => {
    const start = end;
    end += wordsOf([inline]).length;
    return inline.type === "link" ? [{ start, end, inline }] : [];
  });
}

function escapesAt(text: string): readonly Whole[] {
  return escapesIn(text).map(({ start, end, shown }) => ({ start, end, inline: textOf(shown) }));
}

/** From each run of backticks to the next of its size: what is between is verbatim. */
function codeIn(text: string): readonly Whole[] {
  /** By their size, where the next run begins. */
  const closing = new Map<number, number>();
  return [...text.matchAll(/`+/g)].toReversed().flatMap(({ 0: { length }, index: start }) => {
    const closesAt = closing.get(length);
    closing.set(length, start);
    const code = text.slice(start + length, closesAt);
    if (closesAt === undefined || code.trim() === "") return [];
    // A space parts the backticks around it from its own.
    const own = code.slice(code.startsWith(" `") ? 1 : 0, code.endsWith("` ") ? -1 : undefined);
    return [{ start, end: closesAt + length, inline: { type: "code", text: own } }];
  });
}

/** `text` without the syntax in `wholes`. What is code, or a link, is no word either. */
function masked(text: string, wholes: readonly Whole[]): string {
  let [result, done] = ["", 0];
  for (const { start, end, inline } of wholes) {
    const isWord = inline.type === "mention" || inline.type === "link";
    const mask = isWord ? text.slice(start, end).replace(SYNTAX, "a") : "-".repeat(end - start);
    result += text.slice(done, start) + mask;
    done = end;
  }
  return result + text.slice(done);
}

/** What a span is, and how many characters of its markers are its own: of three, one is emphasis and two are what it encloses. */
function typeOf({ marker, size }: Span): readonly [SpanType, number] {
  if (marker === "~") return ["strike", 2];
  if (marker === "|") return ["spoiler", 2];
  return size === 2 ? ["strong", 2] : ["emphasis", 1];
}

function textOf(text: string): Inline & { readonly type: "text" } {
  return { type: "text", text };
}

/** What is to be read. */
function wordsOf(inlines: readonly Inline[]): string {
  return inlines.map((inline) => ("children" in inline ? wordsOf(inline.children) : inline.text)).join("");
}

/** With texts that stand beside one another as one. */
export function merged(inlines: readonly Inline[]): readonly Inline[] {
  const result: Inline[] = [];
  for (const inline of inlines) {
    const last = result.at(-1);
    if (inline.type !== "text") result.push(inline);
    else if (last?.type === "text") result[result.length - 1] = textOf(last.text + inline.text);
    else if (inline.text !== "") result.push(inline);
  }
  return result;
}
