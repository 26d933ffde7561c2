// Splits a message into blocks: quotes, lists, code blocks and paragraphs. Reads each line once for each level of nesting.
import type { Mention } from "../../../protocol/values/mentions.ts";
import { inlinesOf, merged, NESTING_MAX, type Spend } from "./tokenizer.ts";
import type { Block, Inline, Item } from "./tree.ts";

/** A line without the quote and list markers of the blocks around it. */
export interface Line {
  readonly text: string;
  /** Its position in the message. */
  readonly at: number;
}

/** A block, and the index of the line after it. If `block` is null, the lines up to there are text. */
interface Found {
  readonly block: Block | null;
  readonly next: number;
}

/** Followed by a space or nothing: `>_<` is a face. */
const QUOTED = /^ {0,3}(?:>[ \t]?)*>(?:[ \t]|$)/;
/** Without `+`, which is more often a sign than a bullet. */
const ITEM = /^([ \t]*)([-*]|\d{1,9}[.)])([ \t]+)(\[[ xX]\][ \t]+)?(?=\S)/;
/** `* * *` stays as it is. */
const RULE = /^[ \t]*([-*])(?:[ \t]*\1){2,}[ \t]*$/;
/** Backticks only: a line of tildes stays as it is. */
const FENCE = /^([ \t]*)(`{3,})([^`]*)$/;
/** Columns between tab stops; and the minimum extra indent of an item nested in another. */
const TAB_COLUMNS = 4;
const NESTED_COLUMNS = 2;
/** Upper bounds of the elements that each needs: including the copy button, a marker, and the paragraphs inside and after it. */
const FENCE_ELEMENTS = 8;
const QUOTE_ELEMENTS = 3;
const LIST_ELEMENTS = 2;
const ITEM_ELEMENTS = 3;

export class Blocks {
  readonly #spend: Spend;
  readonly #mentions: readonly Mention[];

  /** The first mention that is not in a paragraph yet. */
  #nextMention = 0;

  constructor(mentions: readonly Mention[], spend: Spend) {
    this.#mentions = mentions;
    this.#spend = spend;
  }

  of(lines: readonly Line[], depth = 0): readonly Block[] {
    const blocks: Block[] = [];
    let words: Line[] = [];
    const endParagraph = (): void => {
      const children = this.#paragraph(words, depth);
      if (children.length > 0) blocks.push({ type: "paragraph", children });
      words = [];
    };
    for (let index = 0; index < lines.length;) {
      const { block, next } = this.#found(lines, index, depth);
      // Not `push(...lines)`: the lines of a very long text would overflow the stack.
      if (block === null) for (const line of lines.slice(index, next)) words.push(line);
      else {
        endParagraph();
        blocks.push(block);
      }
      index = next;
    }
    endParagraph();
    return blocks;
  }

  #found(lines: readonly Line[], index: number, depth: number): Found {
    const isDeepest = depth === NESTING_MAX;
    return (
      this.#fence(lines, index) ??
      (isDeepest ? null : (this.#quote(lines, index, depth) ?? this.#list(lines, index, depth))) ?? {
        block: null,
        next: index + 1,
      }
    );
  }

  /** The closing fence may be at the end of any line, as people write it. CommonMark wants it on its own line. */
  #fence(lines: readonly Line[], index: number): Found | null {
    const opening = FENCE.exec(lines[index]?.text ?? "");
    if (opening === null) return null;
    const [, indent = "", marker = "", info = ""] = opening;
    const language = info.trim();
    // If it is not the name of a language, it is code: people start on the line of the fence.
    const isCode = !/^[\w.+#-]*$/.test(language);
    const code = isCode ? [info] : [];
    let next = index + 1;
    for (let raw = lines[next]; raw !== undefined; raw = lines[next]) {
      next += 1;
      const line = dedented(raw, columnsOf(indent)).text;
      const end = closingOf(line, marker.length);
      if (end === null || line.slice(0, end).trim() !== "") code.push(line.slice(0, end ?? undefined));
      if (end !== null) break;
    }
    if (code.join("").trim() === "" || next === index + 1) return null;
    if (!this.#spend(FENCE_ELEMENTS)) return { block: null, next };
    return { block: { type: "fence", language: isCode ? "" : language, text: code.join("\n") }, next };
  }

  /** Ends with its last marked line. CommonMark would include the next line, which in chat is the reply. */
  #quote(all: readonly Line[], index: number, depth: number): Found | null {
    const lines = linesWhile(all, index, ({ text }) => QUOTED.test(text));
    if (lines.length === 0) return null;
    const next = index + lines.length;
    const quoted = lines.map((line) => without(line, line.text.replace(/^ {0,3}> ?/, "")));
    if (quoted.every(isBlank) || !this.#spend(QUOTE_ELEMENTS)) return { block: null, next };
    return { block: { type: "quote", children: this.of(quoted, depth + 1) }, next };
  }

  /** The items, and whatever is indented below them. */
  #list(lines: readonly Line[], index: number, depth: number): Found | null {
    const items: Item[] = [];
    let next = index;
    for (let item = itemOf(lines[next]); item !== null; item = itemOf(lines[next])) {
      if (!this.#spend(items.length === 0 ? LIST_ELEMENTS + ITEM_ELEMENTS : ITEM_ELEMENTS)) break;
      const { indent, width, marker, first } = item;
      const rest = linesWhile(lines, next + 1, (line) => {
        const inner = itemOf(line);
        return inner === null ? /^[ \t]|^\s*$/.test(line.text) : inner.indent >= indent + NESTED_COLUMNS;
      });
      next += 1 + rest.length;
      const children = this.of([first, ...rest.map((line) => dedented(line, width))], depth + 1);
      items.push({ marker, children });
    }
    return items.length === 0 ? null : { block: { type: "list", items }, next };
  }

  /** Keeps blank lines as written, except at its ends. Formatting never spans a blank line. */
  #paragraph(lines: readonly Line[], depth: number): readonly Inline[] {
    const first = lines.findIndex((line) => !isBlank(line));
    const last = lines.findLastIndex((line) => !isBlank(line));
    const inlines: Inline[] = [];
    let part: Line[] = [];
    const endPart = (): void => {
      if (part.length > 0) inlines.push(...this.#part(part, depth));
      part = [];
    };
    for (const [index, line] of first === -1 ? [] : lines.slice(first, last + 1).entries()) {
      if (isBlank(line)) endPart();
      if (index > 0 && part.length === 0) inlines.push({ type: "text", text: "\n" });
      if (isBlank(line)) inlines.push({ type: "text", text: line.text });
      else part.push(index === last - first ? { ...line, text: line.text.trimEnd() } : line);
    }
    endPart();
    return merged(inlines);
  }

  #part(lines: readonly Line[], depth: number): readonly Inline[] {
    const mentions: Mention[] = [];
    let text = "";
    for (const line of lines) {
      if (text !== "") text += "\n";
      const shift = text.length - line.at;
      text += line.text;
      // Lines come in the order of the message, and so do mentions.
      let mention = this.#mentions[this.#nextMention];
      for (
        ;
        mention !== undefined && mention.end <= line.at + line.text.length;
        mention = this.#mentions[++this.#nextMention]
      ) {
        const { name, start, end } = mention;
        if (start >= line.at) mentions.push({ name, start: start + shift, end: end + shift });
      }
    }
    return inlinesOf(text, mentions, depth, this.#spend);
  }
}

interface ItemStart {
  /** Columns before the marker, and before the text. */
  readonly indent: number;
  readonly width: number;
  readonly marker: string;
  /** The text after the marker. */
  readonly first: Line;
}

function itemOf(line: Line | undefined): ItemStart | null {
  if (line === undefined || RULE.test(line.text)) return null;
  const found = ITEM.exec(line.text);
  if (found === null) return null;
  const [{ length }, indent = "", sign = "", space = "", box = ""] = found;
  const marker = /\d/.test(sign) ? sign : "•";
  return {
    indent: columnsOf(indent),
    width: columnsOf(indent + sign.replace(/./g, " ") + space),
    first: without(line, line.text.slice(length)),
    marker: box === "" ? marker : `${marker} ${box.startsWith("[ ]") ? "☐" : "☑"}`,
  };
}

/** The width of white space in columns. */
function columnsOf(space: string): number {
  let column = 0;
  for (const character of space) column = columnAfter(character, column);
  return column;
}

function columnAfter(character: string, column: number): number {
  return character === "\t" ? column + TAB_COLUMNS - (column % TAB_COLUMNS) : column + 1;
}

/** `line` without its first `columns` columns of white space, or as many as there are. */
function dedented(line: Line, columns: number): Line {
  const [space = ""] = /^[ \t]*/.exec(line.text) ?? [];
  let [length, column] = [0, 0];
  for (const character of space) {
    column = columnAfter(character, column);
    if (column > columns) break;
    length += 1;
  }
  return without(line, line.text.slice(length));
}

/** `line` cut down to `end`. */
function without({ text, at }: Line, end: string): Line {
  return { text: end, at: at + text.length - end.length };
}

/** The lines from `index` on that match, up to the first that does not. */
function linesWhile(lines: readonly Line[], index: number, isOne: (line: Line) => boolean): readonly Line[] {
  let end = index;
  for (let line = lines[end]; line !== undefined && isOne(line); line = lines[end]) end += 1;
  return lines.slice(index, end);
}

function isBlank({ text }: Line): boolean {
  return text.trim() === "";
}

/** Where the backticks start that close a fence of `size` at the end of `line`; null if there are none. */
function closingOf(line: string, size: number): number | null {
  const end = line.trimEnd().length;
  let start = end;
  while (line[start - 1] === "`") start -= 1;
  return end - start >= size ? start : null;
}
