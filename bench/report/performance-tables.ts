/** The tables of the benchmark, in Markdown: the goals, the searches, and all figures. */
import { KINDS, type Figure, type FigureName, type Figures } from "../figures.ts";
import { judge, type Verdict } from "../goals.ts";
import { SERVERS } from "../servers/servers.ts";
import { measured, type Measured } from "../statistics.ts";
import { quantity } from "./numbers.ts";
import { table } from "./table.ts";

/** A row for each goal. Null if no goal was measured. */
export function goalTable(figures: Figures): string | null {
  const rows = judge(figures).map((verdict) => {
    const { goal, ratio, isReached } = verdict;
    const bound = goal.atLeast === undefined ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
    return [goal.what, comparedWith(verdict), ratioText(ratio), bound, isReached ? "yes" : "no"];
  });
  return rows.length === 0 ? null : table(["Foyer's", "relative to", "ratio (spread)", "goal", "reached"], rows);
}

/** How long each search takes, and how long messages wait meanwhile. Null if no search was measured. */
export function searchTable(figures: Figures): string | null {
  const shown = (name: FigureName, by: Figure["by"]): string => {
    const figure = figures.find(name, "foyer", by);
    return figure === undefined ? "" : quantity(measured(figure.values).median, KINDS[name].unit);
  };
  const rows = figures
    .named("searchWaitMax", "foyer")
    .map(({ by = "" }) => [
      by,
      shown("search", by),
      shown("searchWaitMedian", by),
      shown("searchWaitP99", by),
      shown("searchWaitMax", by),
    ]);
  const header = ["activity", "it takes", "messages wait, median", "99th percentile", "maximum"];
  return rows.length === 0 ? null : table(header, rows);
}

/** Everything that was measured. */
export function figureTable(figures: Figures): string {
  const rows = figures.all.map(({ name, server, by = "", values }) => {
    const { what, unit } = KINDS[name];
    const { median, low, high } = measured(values);
    const [at, from, to] = [median, low, high].map((value) => quantity(value, unit));
    return [what, SERVERS[server].label, by, at ?? "", values.length > 1 ? `${from} – ${to}` : ""];
  });
  return table(["figure", "server", "by", "median", "spread"], rows);
}

function comparedWith({ goal, other }: Verdict): string {
  if (other === null) return quantity(Number(goal.by), KINDS[goal.figure].unit);
  return goal.by === "smallest" ? `its own at ${other.by}` : SERVERS[other.server].label;
}

function ratioText({ median, low, high }: Measured): string {
  const [at, from, to] = [median, low, high].map((value) => value.toPrecision(value < 10 ? 2 : 3));
  return low === high ? `${at} ×` : `${at} × (${from} – ${to})`;
}
