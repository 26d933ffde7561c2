/** The charts of docs/performance.md: the figures and the texts of each. */
import { KINDS, type FigureName, type Figures } from "../figures.ts";
import { SERVERS, type ServerName } from "../servers/servers.ts";
import { measured } from "../statistics.ts";
import { barChart, type Bar } from "./bar-chart.ts";
import { lineChart, type Line } from "./line-chart.ts";
import type { Heading } from "./chart.ts";

/** Shows one figure of several servers. */
interface BarSpec extends Heading {
  readonly file: string;
  readonly figure: FigureName;
}

interface Curve {
  readonly figure: FigureName;
  /** The name of the line. By default that of its server. */
  readonly label?: string;
  readonly isGrey?: boolean;
}

/** Shows a curve of several servers, or several curves of one server. */
interface LineSpec extends Heading {
  readonly file: string;
  /** All have the same unit. */
  readonly curves: readonly [Curve, ...Curve[]];
  readonly x: string;
  readonly y: string;
}

const BAR_CHARTS: readonly BarSpec[] = [
  {
    file: "flood.svg",
    figure: "flood",
    title: "Deliveries for a second of processor time",
    subtitle: "To 200 receivers, at full speed; more is better",
  },
  {
    file: "talk.svg",
    figure: "talkMedian",
    title: "How long a message takes in a busy room",
    subtitle: "Median at 50 messages a second, to each of 200 receivers; less is better",
  },
  {
    file: "pair.svg",
    figure: "pair",
    title: "The round trip of two people",
    subtitle: "A message and its answer, median; less is better",
  },
  {
    file: "memory.svg",
    figure: "memory",
    title: "Memory of an idle socket",
    subtitle: "Memory of the server for each of 1,000 sockets; less is better",
  },
];

const LINE_CHARTS: readonly LineSpec[] = [
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
      { figure: "welcome", label: "joining" },
      { figure: "page", label: "a page", isGrey: true },
    ],
    title: "A long history costs nothing",
    subtitle: "Foyer: joining, and loading a page of 50 from anywhere in the history, median",
    x: "messages in the room",
    y: "latency",
  },
];

/** The charts by file name, if their figures were measured. `note`: what a reader must know about the run. */
export function charts(figures: Figures, note: string): ReadonlyMap<string, string> {
  const drawn = new Map<string, string>();
  for (const { file, figure, ...heading } of BAR_CHARTS) {
    const bars = barsOf(figures, figure);
    if (bars.length > 0) drawn.set(file, barChart({ ...heading, note, unit: KINDS[figure].unit, bars }));
  }
  for (const { file, curves, x, y, ...heading } of LINE_CHARTS) {
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

/** A line for each server that has this curve. */
function linesOf(figures: Figures, { figure, label, isGrey = false }: Curve): readonly Line[] {
  const servers = Object.keys(SERVERS) as ServerName[];
  return servers.flatMap((server) => {
    const points = figures.curve(figure, server).map(({ by, values }) => ({ x: by, ...measured(values) }));
    if (points.length === 0) return [];
    return [{ label: label ?? SERVERS[server].label, emphasis: server === "foyer" && !isGrey, points }];
  });
}
