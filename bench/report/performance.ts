/** Owns what the benchmark hands over: the table of goals, that of all figures, and the charts of docs/performance.md. */
import { UNITS, type Figure, type FigureName, type Figures } from "../figures.ts";
import { judge, type Verdict } from "../goals.ts";
import { RECIPES, type ServerName } from "../servers/server.ts";
import { barChart } from "./bar-chart.ts";
import { lineChart, type Line } from "./line-chart.ts";
import { median, quantity, spread, type Measured } from "./numbers.ts";
import { table } from "./table.ts";

const WHAT: Readonly<Record<FigureName, string>> = {
  flood: "deliveries a server-CPU-second, 200 receivers",
  talkMedian: "latency at 50 messages/s, 200 receivers, median",
  talkP99: "latency at 50 messages/s, 200 receivers, 99th percentile",
  pair: "round trip of two people, median",
  memory: "memory of an idle socket",
  welcome: "`hello` to `welcome`, median, by messages in the room",
  wake: "the first `welcome` after a start, by messages in the room",
  page: "a page of 50 somewhere in the history, median, by messages in the room",
  crowdP99: "latency at 20 messages/s, 99th percentile, by sockets in the room",
  stormP99: "latency while so many come within 5 s, 99th percentile",
  stormFrames: "frames beside messages for each member, while so many come within 5 s",
  pageTask: "the page: longest task while it receives, 0 where none is above 50 ms",
  pageElements: "the page: elements in the document, at most",
  pageHeap: "the page: heap after the last tenth of the messages, to that after the first",
  lighthouse: "the page: performance by Lighthouse, the worse of two pages",
  floodByMembers: "deliveries a server-CPU-second, by sockets in the room",
  talkByMembers: "latency at 20 messages/s, median, by sockets in the room",
  searchFirst: "a search that finds nothing, before there is an index, by messages in the room",
  searchBuild: "until the index is whole, by messages in the room",
  searchIndexed: "a search that finds nothing, once the index is whole, by messages in the room",
  searchShort: "the same for two characters, which no index has, by messages in the room",
  searchWait: "the longest that a message waited during all that, by messages in the room",
};

/** Foyer against the goals, one row each. */
export function goalTable(figures: Figures): string {
  const rows = judge(figures).map((verdict) => {
    const { goal, ratio, isReached } = verdict;
    const bound = goal.atLeast === undefined ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
    return [goal.what, sideOf(verdict), ratioText(ratio), bound, isReached ? "yes" : "no"];
  });
  return table(["Foyer's", "to", "ratio (spread)", "goal", "reached"], rows);
}

/** Everything that was measured. */
export function figureTable(figures: Figures): string {
  const rows = figures.all.map(({ name, server, x, values }) => {
    const { median: middle, low, high } = measured(values);
    const [at, from, to] = [middle, low, high].map((value) => quantity(value, UNITS[name]));
    return [WHAT[name], RECIPES[server].label, x ?? "", at ?? "", values.length > 1 ? `${from} – ${to}` : ""];
  });
  return table(["figure", "server", "by", "median", "spread"], rows);
}

/** The charts by file name; those only whose figures were measured. */
export function charts(figures: Figures, note: string): ReadonlyMap<string, string> {
  const drawn = new Map<string, string>();
  const bars = (file: string, name: FigureName, title: string, subtitle: string): void => {
    const measuredBars = figures.all
      .filter((figure) => figure.name === name && figure.x === undefined)
      .map(({ server, values }) => ({
        label: RECIPES[server].label,
        emphasis: server === "foyer",
        ...measured(values),
      }));
    if (measuredBars.length > 0)
      drawn.set(file, barChart({ title, subtitle, unit: UNITS[name], bars: measuredBars, note }));
  };
  bars(
    "flood.svg",
    "flood",
    "What a second of processor time delivers",
    "Deliveries to 200 receivers, as fast as they go; more is better",
  );
  bars(
    "talk.svg",
    "talkMedian",
    "How long a message takes in a lively room",
    "Median at 50 messages a second, to each of 200 receivers; less is better",
  );
  bars(
    "pair.svg",
    "pair",
    "How long two people wait for each other",
    "A message and its answer, median; less is better",
  );
  bars("memory.svg", "memory", "What an idle socket costs", "Memory of the server for each of 1,000; less is better");
  const curves = (
    file: string,
    names: readonly FigureName[],
    heading: { title: string; subtitle: string; x: string; y: string },
  ): void => {
    const lines = names.flatMap((name) => linesOf(figures, name, names.length > 1));
    if (lines.length === 0) return;
    const [name = "flood"] = names;
    const axes = {
      x: { label: heading.x, scale: "log" as const },
      y: { label: heading.y, unit: UNITS[name], scale: "log" as const },
    };
    drawn.set(file, lineChart({ title: heading.title, subtitle: heading.subtitle, ...axes, lines, note }));
  };
  curves("members.svg", ["floodByMembers"], {
    title: "More people, cheaper deliveries",
    subtitle: "Deliveries for a second of the server's processor time; more is better",
    x: "sockets in the room",
    y: "deliveries",
  });
  curves("crowd.svg", ["talkByMembers"], {
    title: "How long a message takes as the room fills",
    subtitle: "Median at 20 messages a second; less is better",
    x: "sockets in the room",
    y: "latency",
  });
  curves("history.svg", ["welcome", "page"], {
    title: "A long past weighs nothing",
    subtitle: "Foyer: coming in, and asking for a page of 50 anywhere in the history, median",
    x: "messages in the room",
    y: "latency",
  });
  return drawn;
}

function linesOf(figures: Figures, name: FigureName, isNamedByFigure: boolean): readonly Line[] {
  const servers = Object.keys(RECIPES) as ServerName[];
  return servers.flatMap((server) => {
    const curve = figures.curve(name, server);
    if (curve.length === 0) return [];
    const label = isNamedByFigure ? name : RECIPES[server].label;
    return [{ label, emphasis: server === "foyer" && name !== "page", points: curve.map(pointOf) }];
  });
}

function pointOf({ x, values }: Figure): Measured & { x: number } {
  return { x: x ?? 0, ...measured(values) };
}

function measured(values: readonly number[]): Measured {
  return { median: median(values), ...spread(values) };
}

function sideOf({ goal, other }: Verdict): string {
  if (other === null) return quantity(Number(goal.by), UNITS[goal.figure]);
  return goal.by === "smallest" ? `its own at ${other.x}` : RECIPES[other.server].label;
}

function ratioText({ median: middle, low, high }: Measured): string {
  const [at, from, to] = [middle, low, high].map((value) => value.toPrecision(value < 10 ? 2 : 3));
  return low === high ? `${at} ×` : `${at} × (${from} – ${to})`;
}
