/** The results of a run: its figures as JSON, and the tables and charts made from them. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Figures, type Figure } from "../figures.ts";
import type { Sizes } from "../sizes.ts";
import { withParts } from "./document.ts";
import { charts } from "./performance-charts.ts";
import { figureTable, goalTable, searchTable } from "./performance-tables.ts";

export interface Results {
  /** When the run ended, in ISO 8601. */
  readonly at: string;
  readonly node: string;
  /** Cores and processor. */
  readonly machine: string;
  readonly sizes: Sizes;
  readonly figures: readonly Figure[];
}

/** Reads the results in `folder`. */
export function readResults(folder: string): Results {
  return JSON.parse(readFileSync(join(folder, "figures.json"), "utf8")) as Results;
}

/** Writes the figures, their tables and their charts to `folder`, and returns the tables. */
export function writeResults(folder: string, results: Results): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "figures.json"), `${JSON.stringify(results, null, 2)}\n`);
  const figures = new Figures(results.figures);
  for (const [file, svg] of chartsOf(results)) writeFileSync(join(folder, file), svg);
  const tables = tablesOf(figures);
  writeFileSync(join(folder, "tables.md"), tables);
  return tables;
}

/** The charts by file name. */
export function chartsOf(results: Results): ReadonlyMap<string, string> {
  return charts(new Figures(results.figures), noteOf(results));
}

/** `document`, the text of docs/performance.md, with the tables of these results. */
export function inDocument(document: string, results: Results): string {
  const figures = new Figures(results.figures);
  const [goals, searches] = [goalTable(figures), searchTable(figures)];
  return withParts(document, { ...(goals !== null && { goals }), ...(searches !== null && { searches }) });
}

/** All tables. */
export function tablesOf(figures: Figures): string {
  const tables = [goalTable(figures), searchTable(figures), figureTable(figures)];
  return `${tables.filter((each) => each !== null).join("\n\n")}\n`;
}

/** The note below each chart. */
function noteOf({ sizes: { rounds }, machine }: Results): string {
  return `${rounds} ${rounds === 1 ? "run" : "runs"}, whiskers from the lowest to the highest. ${machine}.`;
}
