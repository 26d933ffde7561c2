/** Tables in Markdown, padded the way oxfmt pads them: formatting leaves a generated document as it is. */
import { grouped } from "./numbers.ts";

type Cell = string | number;

/** A figure, alone or with one word behind it: 1,024, 1.02 M, 940 µs, ≥ 99.9 %. */
const FIGURE = /^[<>≤≥≈±+−-]? ?\d[\d,.]*(?: ?[^\s\d]\S*)?$/u;

/** A missing value. It does not decide how its column is aligned. */
const MISSING = /^[-–—]?$/u;

/** The least that oxfmt gives a column. */
const MIN_COLUMNS = 3;

/** Characters that East Asian fonts draw in a full square, and emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** Combining marks and joiners take no room: they stand on the character before them. */
const ZERO_WIDTH = /[\p{M}\p{Cf}]/u;

/** The selector that asks for an emoji where there is also a plain sign. */
const AS_EMOJI = "\uFE0F";

/** A character as a reader counts them: an emoji of several code points, a letter with its accent. */
const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A GitHub table. Numbers are grouped, other cells are Markdown, with their `|` escaped; a column of figures is
 * right-aligned. Throws if there is no row, a row has more or fewer cells than the header, or a number is not finite.
 */
export function table(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const name = `Table “${header.join(", ")}”`;
  if (header.length === 0 || rows.length === 0) throw new Error(`${name} is empty`);
  const uneven = rows.findIndex((row) => row.length !== header.length);
  if (uneven !== -1) throw new Error(`${name}: row ${uneven + 1} has not ${header.length} cells`);

  const body = rows.map((row) => row.map((cell) => written(cell, name)));
  const head = header.map((cell) => written(cell, name));
  const layout = head.map((title, index) => {
    const cells = body.map((row) => row[index] ?? "");
    const width = Math.max(MIN_COLUMNS, ...[title, ...cells].map(columns));
    return { width, right: isFigures(cells) };
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const padded = (row: readonly string[]): readonly string[] =>
    layout.map(({ width, right }, index) => {
      const cell = row[index] ?? "";
      const space = " ".repeat(width - columns(cell));
      return right ? space + cell : cell + space;
    });
  const rule = layout.map(({ width, right }) => (right ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  return [line(padded(head)), line(rule), ...body.map((row) => line(padded(row)))].join("\n");
}

function written(cell: Cell, name: string): string {
  if (typeof cell === "string") return cell.trim().replace(/\s+/g, " ").replaceAll("|", "\\|");
  if (!Number.isFinite(cell)) throw new Error(`${name}: a cell is ${cell}`);
  return grouped(cell);
}

function isFigures(cells: readonly string[]): boolean {
  const present = cells.filter((cell) => !MISSING.test(cell));
  return present.length > 0 && present.every((cell) => FIGURE.test(cell));
}

/** How many columns of a fixed-width font `content` takes. */
function columns(content: string): number {
  return Array.from(GRAPHEMES.segment(content)).reduce((sum, { segment }) => sum + columnsOf(segment), 0);
}

function columnsOf(grapheme: string): number {
  if (WIDE.test(grapheme) || grapheme.includes(AS_EMOJI)) return 2;
  return [...grapheme].every((character) => ZERO_WIDTH.test(character)) ? 0 : 1;
}
