/** Owns what Foyer is to reach, as ratios within one run, and whether it did. */
import type { Figure, FigureName, Figures } from "./figures.ts";
import { median, spread, type Measured } from "./report/numbers.ts";
import type { ServerName } from "./servers/server.ts";

interface Goal {
  readonly what: string;
  readonly figure: FigureName;
  /** Where the figure is a curve. `largest`: the last of its points. */
  readonly x?: "largest";
  /** What Foyer's figure is divided by: another server's, its own at the smallest x, or this many of its unit. */
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
    x: "largest",
    by: "smallest",
    atMost: 1.2,
  },
  { what: "memory of an idle socket", figure: "memory", by: "bare", atMost: 1.15 },
  { what: "memory of an idle socket", figure: "memory", by: "bareBehindAssets", atMost: 1.15 },
  {
    what: "99th percentile in the largest room, 20 messages/s",
    figure: "crowdP99",
    x: "largest",
    by: 1_000,
    atMost: 1,
  },
  { what: "99th percentile while the largest crowd comes in", figure: "stormP99", x: "largest", by: 1_000, atMost: 1 },
  {
    what: "frames beside messages for each member, largest to smallest crowd",
    figure: "stormFrames",
    x: "largest",
    by: "smallest",
    atMost: 1.2,
  },
  { what: "longest task of the page", figure: "pageTask", by: 100, atMost: 1 },
  { what: "heap of the page, last tenth to first", figure: "pageHeap", by: 1, atMost: 1.2 },
  { what: "performance by Lighthouse", figure: "lighthouse", by: 95, atLeast: 1 },
];

export interface Verdict {
  readonly goal: Goal;
  /** Round by round, and of those the median with the spread. */
  readonly ratio: Measured;
  readonly foyer: Figure;
  readonly other: Figure | null;
  readonly isReached: boolean;
}

/** Those of the goals whose figures were measured. */
export function judge(figures: Figures): readonly Verdict[] {
  return GOALS.flatMap((goal) => {
    const [foyer, other] = sidesOf(goal, figures);
    if (foyer === undefined || other === undefined) return [];
    const ratios = foyer.values.map(
      (value, round) => value / (other === null ? Number(goal.by) : (other.values[round] ?? Number.NaN)),
    );
    const ratio = { median: median(ratios), ...spread(ratios) };
    const isReached = ratio.median >= (goal.atLeast ?? 0) && ratio.median <= (goal.atMost ?? Number.POSITIVE_INFINITY);
    return [{ goal, ratio, foyer, other, isReached }];
  });
}

function sidesOf({ figure, x, by }: Goal, figures: Figures): readonly [Figure | undefined, Figure | null | undefined] {
  const curve = figures.curve(figure, "foyer").toSorted((a, b) => (a.x ?? 0) - (b.x ?? 0));
  const foyer = x === "largest" ? curve.at(-1) : figures.find(figure, "foyer");
  if (typeof by === "number") return [foyer, null];
  return [foyer, by === "smallest" ? curve[0] : figures.find(figure, by)];
}
