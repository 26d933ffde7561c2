/** Line charts: how a figure of several servers depends on another one, each line named where it ends. Both axes are logarithmic. */
import { axisX, axisY, dot, gridY, line, ruleX, ruleY, text } from "@observablehq/plot";
import type { Measured } from "../statistics.ts";
import { chart, checkMeasured, checkPresent, type Heading } from "./chart.ts";
import { carriesUnit, figure, grouped } from "./numbers.ts";

export interface Point extends Measured {
  readonly x: number;
}

export interface Line {
  readonly label: string;
  /** In the accent colour, and above the others, which are grey. */
  readonly emphasis?: boolean;
  /** In any order. */
  readonly points: readonly Point[];
}

export interface LineChart extends Heading {
  /** The name of the axis. */
  readonly x: string;
  /** "s", "ms", "B" and the like are scaled (940 µs); any other unit is written once, with the label. */
  readonly y: { readonly label: string; readonly unit: string };
  readonly lines: readonly Line[];
}

/** Pixels. */
const HEIGHT = 320;
/** For the figures of the upward axis. */
const LEFT = 62;
/** Of a character of a line's name, at most on average. */
const CHARACTER = 7.75;
/** Between the end of a line and its name. */
const GAP = 12;
/** From one name to the next below it. */
const NAME_HEIGHT = 18;

/** A standalone SVG. Throws, naming the chart, if it has no line, a line no point, or a value is not above zero. */
export function lineChart({ x, y, lines, ...heading }: LineChart): string {
  check(heading.title, lines);
  const points = lines.flatMap((each) => each.points);
  const ticks = around(points);
  const names = namesOf(lines, y.unit, ticks);
  const place = { x: "x", y: "median" } as const;

  return chart(heading, {
    description: description(lines, x, y),
    height: HEIGHT,
    room: {
      above: 18,
      right: GAP + Math.max(...names.map(({ name }) => name.length)) * CHARACTER,
      below: 38,
      left: LEFT,
    },
    scales: {
      x: { type: "log", label: null, inset: 10 },
      y: { type: "log", label: null, domain: [ticks.at(0), ticks.at(-1)] },
    },
    marks: [
      gridY({ className: "faint-line", ticks, strokeOpacity: 1 }),
      axisY(ticks, { className: "soft small", text: (tick: number) => figure(tick, y.unit), tickSize: 0 }),
      axisX(measuredAt(points), { className: "soft small", text: grouped }),
      ruleY([ticks.at(0)], { className: "soft-line" }),
      text([axisName(y)], {
        frameAnchor: "top-left",
        dx: -LEFT,
        dy: -12,
        lineAnchor: "bottom",
        className: "soft small",
      }),
      text([x], { frameAnchor: "bottom", dy: 38, className: "soft small" }),
      ...inOrder(lines).flatMap(({ emphasis = false, points: own }) => {
        const [stroke, fill] = emphasis ? ["accent-line", "accent dot"] : ["grey-line", "grey dot"];
        return [
          ruleX(own, { x: "x", y1: "low", y2: "high", className: stroke }),
          line(own, { ...place, sort: "x", strokeWidth: emphasis ? 2.5 : 1.75, className: stroke }),
          dot(own, { ...place, r: 3.5, className: fill }),
        ];
      }),
      ...names.map(({ emphasis, dy, name, last }) => {
        const className = emphasis ? "accent strong halo" : "ink halo";
        return text([last], { ...place, text: [name], dx: GAP, dy, textAnchor: "start", className });
      }),
    ],
  });
}

/** An emphasised line is last, and so drawn above the others. */
function inOrder(lines: readonly Line[]): readonly Line[] {
  return lines.toSorted((a, b) => Number(a.emphasis ?? false) - Number(b.emphasis ?? false));
}

function check(title: string, lines: readonly Line[]): void {
  checkPresent(title, lines, "lines");
  for (const { label, points } of lines) {
    checkPresent(title, points, `points of ${label}`);
    for (const point of points) {
      if (!(point.x > 0)) throw new Error(`Chart “${title}”: ${label} has a point at ${point.x}, on a log scale`);
      checkMeasured(title, point, `${label} at ${point.x}`, Number.MIN_VALUE);
    }
  }
}

function measuredAt(points: readonly Point[]): readonly number[] {
  return [...new Set(points.map((point) => point.x))];
}

/** 1, 2, 5, 10, 20 and so on, from the last that is below all points to the first above them. */
function around(points: readonly Point[]): readonly number[] {
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  const [first, last] = [Math.floor(Math.log10(low)) - 1, Math.ceil(Math.log10(high))];
  const ladder = Array.from({ length: last - first + 1 }, (_, index) =>
    [1, 2, 5].map((digit) => Number(`${digit}e${first + index}`)),
  ).flat();
  const from = ladder.findLastIndex((rung) => rung < low);
  const to = ladder.findIndex((rung) => rung > high);
  return ladder.slice(from, to + 1);
}

interface LineName {
  readonly name: string;
  readonly emphasis: boolean;
  readonly last: Point;
  /** How far down the name moves, so that it does not touch the one above it; in pixels. */
  readonly dy: number;
}

/** A name for each line, with its last figure. */
function namesOf(lines: readonly Line[], unit: string, ticks: readonly number[]): readonly LineName[] {
  const [low = 1, high = 1] = [ticks.at(0), ticks.at(-1)];
  const depth = ({ median }: Point): number => (HEIGHT * Math.log(high / median)) / Math.log(high / low);
  const ends = lines.map(({ label, emphasis = false, points }) => {
    const last = points.reduce((rightmost, point) => (point.x > rightmost.x ? point : rightmost));
    return { name: `${label}  ${figure(last.median, unit)}`, emphasis, last };
  });
  const free = new Map<number, number>();
  return ends
    .toSorted((a, b) => b.last.median - a.last.median)
    .map((end) => {
      const wanted = depth(end.last);
      const at = Math.max(wanted, free.get(end.last.x) ?? wanted);
      free.set(end.last.x, at + NAME_HEIGHT);
      return { ...end, dy: at - wanted };
    });
}

/** A unit that the axis's figures do not carry is named here. */
function axisName({ label, unit }: LineChart["y"]): string {
  return unit === "" || carriesUnit(unit) ? label : `${label}, ${unit}`;
}

function description(lines: readonly Line[], x: string, y: LineChart["y"]): string {
  const each = lines.map(({ label, points }) => {
    const steps = points.map((point) => `${figure(point.median, y.unit)} at ${grouped(point.x)}`);
    return `${label}: ${steps.join(", ")}`;
  });
  return `${axisName(y)} by ${x}. ${each.join("; ")}.`;
}
