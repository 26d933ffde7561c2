/** Owns tables in Markdown, padded as oxfmt pads them, so that formatting leaves a generated document as it is. */
import { grouped } from "./numbers.ts";
import { columns } from "./text-width.ts";

type Cell = string | number;

/** A figure, alone or with one word behind it: 1,024, 1.02 M, 940 µs, ≥ 99.9 %. */
const FIGURE = /^[<>≤≥≈±+−-]? ?\d[\d,.]*(?: ?[^\s\d]\S*)?$/u;

/** What stands for a missing value, and so does not decide how its column is aligned. */
const MISSING = /^[-–—]?$/u;

/** The least that oxfmt gives a column. */
const MIN_COLUMNS = 3;

/**
 * A GitHub table. Numbers are grouped, other cells are Markdown, with their `|` escaped; a column of figures is
 * right-aligned. Throws if there is no row, one has not as many cells as the header, or a number is not finite.
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
