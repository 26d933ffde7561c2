/** The tables of docs/cost.md: which there are, and which no longer say what the calculator says. */
import { withParts } from "../report/document.ts";
import { SCENARIOS } from "./scenarios.ts";
import { actions, months, prices, requests, totals, units } from "./tables.ts";

export const COST_PAGE = "docs/cost.md";

/** By the name of their place in the page. */
const TABLES: Readonly<Record<string, string>> = {
  totals: totals(SCENARIOS),
  months: months(SCENARIOS),
  units: units(SCENARIOS),
  requests: requests(SCENARIOS),
  actions: actions(),
  prices: prices(),
};

/** `page`, the text of docs/cost.md, with its tables as they are now. */
export function withTables(page: string): string {
  return withParts(page, TABLES);
}

/** The tables that are not in `page`, by name. */
export function changedTables(page: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(TABLES).filter(([name, table]) => withParts(page, { [name]: table }) !== page));
}
