/**
 * Parses a paragraph: first what is kept whole (code, mentions, addresses, escapes), where the one that starts first wins; then
 * links, by their brackets; then what markers enclose. Each step reads the text once, and nesting is limited, so it takes
 * linear time.
 */
import type { Mention } from "../../../protocol/values/mentions.ts";
import { spansOf, type Span } from "./delimiters.ts";
import { escapesIn } from "./escapes.ts";
import { readsAsOther } from "./hosts.ts";
import { addressOf, linked } from "./links.ts";
import type { Inline, SpanType } from "./tree.ts";

/** Levels of quotes, lists and formatting. Nobody writes deeper nesting, and the stack is limited. */
export const NESTING_MAX = 8;

/** A part of the text that no marker reaches into. */
interface Whole {
  readonly start: number;
  readonly end: number;
  readonly inline: Inline | Label;
}

/** The text between the brackets of a link. */
interface Label {
  readonly type: "label";
  readonly href: string;
  readonly start: number;
  readonly end: number;
}

/** Counts the elements of a message. Returns whether `elements` more are allowed. */
export type Spend = (elements: number) => boolean;

/** The target of a link, after its label. Its parentheses are balanced. It may end with a title, which is not shown. */
const TARGET =
  /\(\s*(?:<([^<>\n]*)>|((?:[^\s()<>]|\((?:[^\s()<>]|\([^\s()<>]*\))*\))+))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;
const SYNTAX = /[*_~|`[\]\\!]/g;

/** The inlines of the paragraph `text`, which is nested in `depth` blocks and contains `mentions`. */
export function inlinesOf(text: string, mentions: readonly Mention[], depth: number, spend: Spend): readonly Inline[] {
  return new Paragraph(text, mentions, spend).inlines(depth);
}

class Paragraph {
  readonly #text: string;
  readonly #spend: Spend;
  /** Copies of the text of the same length, without the syntax inside wholes; the second one also without links. */
  readonly #masked: string;
  readonly #outside: string;
  readonly #wholes: readonly Whole[];
  /** The first whole that has not been added to the result yet. */
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
      // An image becomes a link to it.
      const start = this.#masked[begin - 1] === "!" ? begin - 1 : begin;
      labels.push({ start, end: TARGET.lastIndex, inline: { type: "label", href, start: begin + 1, end: index } });
      brackets.lastIndex = TARGET.lastIndex;
      open = []; // links cannot contain links
    }
    return labels;
  }

  /** The inlines from `from` to `to`. */
  #spans(text: string, from: number, to: number, depth: number, isLabel = false): readonly Inline[] {
    const inlines: Inline[] = [];
    let done = from;
    for (const span of depth < NESTING_MAX ? spansOf(text.slice(from, to)) : []) {
      const [type, own] = typeOf(span);
      if (!this.#spend(type === "spoiler" ? 2 : 1)) break;
      const [start, end] = [from + span.start, from + span.end];
      this.#add(inlines, done, start, depth, isLabel);
      inlines.push({ type, children: this.#spans(text, start + own, end - own, depth + 1, isLabel) });
      done = end;
    }
    this.#add(inlines, done, to, depth, isLabel);
    return merged(inlines);
  }

  /** Adds the wholes from `from` to `to`, and the text between them. */
  #add(inlines: Inline[], from: number, to: number, depth: number, isLabel: boolean): void {
    let done = from;
    for (
      let whole = this.#wholes[this.#next];
      whole !== undefined && whole.start < to;
      whole = this.#wholes[this.#next]
    ) {
      this.#next += 1;
      if (whole.start < done) continue; // inside the target of a link
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

  /**
   * A link. If its label looks like another address, the Markdown is shown as text instead, in which addresses are links to
   * what they show.
   */
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

/** Of overlapping ones, those that start first. */
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

/** Code is between a run of backticks and the next run of the same size. */
function codeIn(text: string): readonly Whole[] {
  /** For each size, where the next run starts. */
  const closing = new Map<number, number>();
  return [...text.matchAll(/`+/g)].toReversed().flatMap(({ 0: { length }, index: start }) => {
    const closesAt = closing.get(length);
    closing.set(length, start);
    const code = text.slice(start + length, closesAt);
    if (closesAt === undefined || code.trim() === "") return [];
    // A space separates backticks in the code from those around it.
    const own = code.slice(code.startsWith(" `") ? 1 : 0, code.endsWith("` ") ? -1 : undefined);
    return [{ start, end: closesAt + length, inline: { type: "code", text: own } }];
  });
}

/** `text` with the syntax in `wholes` masked. Mentions and addresses remain words; code and links do not. */
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

/** The type of a span, and how many characters of each marker belong to it. `***` is emphasis, with `**` inside it. */
function typeOf({ marker, size }: Span): readonly [SpanType, number] {
  if (marker === "~") return ["strike", 2];
  if (marker === "|") return ["spoiler", 2];
  return size === 2 ? ["strong", 2] : ["emphasis", 1];
}

function textOf(text: string): Inline & { readonly type: "text" } {
  return { type: "text", text };
}

/** The text without formatting. */
function wordsOf(inlines: readonly Inline[]): string {
  return inlines.map((inline) => ("children" in inline ? wordsOf(inline.children) : inline.text)).join("");
}

/** Joins adjacent texts. */
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
