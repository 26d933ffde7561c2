/** Owns the charts of docs/performance.md: which figures each shows, and what is written around them. */
import { KINDS, type FigureName, type Figures } from "../figures.ts";
import { SERVERS, type ServerName } from "../servers/servers.ts";
import { measured } from "../statistics.ts";
import { barChart, type Bar } from "./bar-chart.ts";
import { lineChart, type Line } from "./line-chart.ts";
import type { Heading } from "./chart.ts";

/** A figure of several servers. */
interface Comparison extends Heading {
  readonly file: string;
  readonly figure: FigureName;
}

interface Curve {
  readonly figure: FigureName;
  /** As the line is called; by its server where there is none. */
  readonly label?: string;
  readonly isGrey?: boolean;
}

/** Curves of several servers, or several of one. */
interface Course extends Heading {
  readonly file: string;
  /** All in one unit. */
  readonly curves: readonly [Curve, ...Curve[]];
  readonly x: string;
  readonly y: string;
}

const COMPARISONS: readonly Comparison[] = [
  {
    file: "flood.svg",
    figure: "flood",
    title: "What a second of processor time delivers",
    subtitle: "Deliveries to 200 receivers, as fast as they go; more is better",
  },
  {
    file: "talk.svg",
    figure: "talkMedian",
    title: "How long a message takes in a lively room",
    subtitle: "Median at 50 messages a second, to each of 200 receivers; less is better",
  },
  {
    file: "pair.svg",
    figure: "pair",
    title: "How long two people wait for each other",
    subtitle: "A message and its answer, median; less is better",
  },
  {
    file: "memory.svg",
    figure: "memory",
    title: "What an idle socket costs",
    subtitle: "Memory of the server for each of 1,000; less is better",
  },
];

const COURSES: readonly Course[] = [
  {
    file: "members.svg",
    curves: [{ figure: "floodByMembers" }],
    title: "More people, cheaper deliveries",
    subtitle: "Deliveries for a second of the server's processor time; more is better",
    x: "sockets in the room",
    y: "deliveries",
  },
  {
    file: "crowd.svg",
    curves: [{ figure: "talkByMembers" }],
    title: "How long a message takes as the room fills",
    subtitle: "Median at 20 messages a second; less is better",
    x: "sockets in the room",
    y: "latency",
  },
  {
    file: "history.svg",
    curves: [
      { figure: "welcome", label: "coming in" },
      { figure: "page", label: "a page", isGrey: true },
    ],
    title: "A long past weighs nothing",
    subtitle: "Foyer: coming in, and asking for a page of 50 anywhere in the history, median",
    x: "messages in the room",
    y: "latency",
  },
];

/** The charts by file name; those only whose figures were measured. `note`: what a reader must know of the run. */
export function charts(figures: Figures, note: string): ReadonlyMap<string, string> {
  const drawn = new Map<string, string>();
  for (const { file, figure, ...heading } of COMPARISONS) {
    const bars = barsOf(figures, figure);
    if (bars.length > 0) drawn.set(file, barChart({ ...heading, note, unit: KINDS[figure].unit, bars }));
  }
  for (const { file, curves, x, y, ...heading } of COURSES) {
    const lines = curves.flatMap((curve) => linesOf(figures, curve));
    if (lines.length === 0) continue;
    const { unit } = KINDS[curves[0].figure];

    drawn.set(file, lineChart({ ...heading, x, y: { label: y, unit }, note, lines }));
  }
  return drawn;
}

/** A bar for each server. */
function barsOf(figures: Figures, name: FigureName): readonly Bar[] {
  return figures.all
    .filter((figure) => figure.name === name)
    .map(({ server, values }) => ({
      label: SERVERS[server].label,
      emphasis: server === "foyer",
      ...measured(values),
    }));
}

/** A line for each server of which there is such a curve. */
function linesOf(figures: Figures, { figure, label, isGrey = false }: Curve): readonly Line[] {
  const servers = Object.keys(SERVERS) as ServerName[];
  return servers.flatMap((server) => {
    const points = figures.curve(figure, server).map(({ by, values }) => ({ x: by, ...measured(values) }));
    if (points.length === 0) return [];
    return [{ label: label ?? SERVERS[server].label, emphasis: server === "foyer" && !isGrey, points }];
  });
}
