/** Foyer's goals, as ratios within one run, and whether a run reached them. */
import type { Figure, FigureName, Figures } from "./figures.ts";
import type { ServerName } from "./servers/servers.ts";
import { measured, median, type Measured } from "./statistics.ts";

interface Goal {
  readonly what: string;
  readonly figure: FigureName;
  /** If the figure has several values: the last point of a curve, or the highest value. */
  readonly at?: "largest" | "highest";
  /** What Foyer's figure is divided by: another server's figure, its own at the first point of its curve, or this number. */
  readonly by: ServerName | "smallest" | number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

const GOALS: readonly Goal[] = [
  { what: "deliveries a server-CPU-second", figure: "flood", by: "ws", atLeast: 8 },
  { what: "deliveries a server-CPU-second", figure: "flood", by: "tutorial", atLeast: 15 },
  { what: "median latency at 50 messages/s", figure: "talkMedian", by: "bare", atMost: 1.5 },
  { what: "99th percentile at 50 messages/s", figure: "talkP99", by: "bare", atMost: 2 },
  { what: "round trip of two people", figure: "pair", by: "bare", atMost: 1.2 },
  { what: "round trip of two people", figure: "pair", by: "bareBehindAssets", atMost: 1.2 },
  { what: "round trip of two people", figure: "pair", by: "storing", atMost: 1.2 },
  {
    what: "`hello` to `welcome`, longest to shortest history",
    figure: "welcome",
    at: "largest",
    by: "smallest",
    atMost: 1.2,
  },
  {
    what: "longest wait for searches and their index",
    figure: "searchWaitMax",
    at: "highest",
    by: 50,
    atMost: 1,
  },
  { what: "memory of an idle socket", figure: "memory", by: "bare", atMost: 1.15 },
  { what: "memory of an idle socket", figure: "memory", by: "bareBehindAssets", atMost: 1.15 },
  {
    what: "99th percentile in the largest room, 20 messages/s",
    figure: "crowdP99",
    at: "largest",
    by: 1_000,
    atMost: 1,
  },
  { what: "99th percentile while the largest crowd joins", figure: "stormP99", at: "largest", by: 1_000, atMost: 1 },
  {
    what: "frames beside messages for each member, largest to smallest crowd",
    figure: "stormFrames",
    at: "largest",
    by: "smallest",
    atMost: 1.2,
  },
  { what: "longest task of the page", figure: "pageTask", at: "highest", by: 100, atMost: 1 },
  { what: "heap of the page, last tenth to first", figure: "pageHeap", at: "highest", by: 1, atMost: 1.2 },
  { what: "performance by Lighthouse", figure: "lighthouse", by: 95, atLeast: 1 },
];

export interface Verdict {
  readonly goal: Goal;
  /** The median and the spread of the ratios of all rounds. */
  readonly ratio: Measured;
  readonly foyer: Figure;
  readonly other: Figure | null;
  readonly isReached: boolean;
}

/** Compares the figures with each goal that was measured. */
export function judge(figures: Figures): readonly Verdict[] {
  return GOALS.flatMap((goal) => {
    const [foyer, other] = sidesOf(goal, figures);
    if (foyer === undefined || other === undefined) return [];
    const ratios = foyer.values.map(
      (value, round) => value / (other === null ? Number(goal.by) : (other.values[round] ?? Number.NaN)),
    );
    const ratio = measured(ratios);
    const isReached = ratio.median >= (goal.atLeast ?? 0) && ratio.median <= (goal.atMost ?? Number.POSITIVE_INFINITY);
    return [{ goal, ratio, foyer, other, isReached }];
  });
}

function sidesOf({ figure, at, by }: Goal, figures: Figures): readonly [Figure | undefined, Figure | null | undefined] {
  const foyer = foyerFigure(figure, at, figures);
  if (typeof by === "number") return [foyer, null];
  return [foyer, by === "smallest" ? figures.curve(figure, "foyer")[0] : figures.find(figure, by)];
}

function foyerFigure(name: FigureName, at: Goal["at"], figures: Figures): Figure | undefined {
  switch (at) {
    case undefined:
      return figures.find(name, "foyer");
    case "largest":
      return figures.curve(name, "foyer").at(-1);
    case "highest":
      return figures.named(name, "foyer").toSorted((a, b) => median(b.values) - median(a.values))[0];
  }
}
