/** Owns line charts: how a quantity of several contenders goes with another one, each line named where it ends. */
import type { Measured } from "../statistics.ts";
import { axisName, footLine, horizontalLines, widthOfFigures } from "./axes.ts";
import { checkMeasured, checkPresent, checkValue } from "./checks.ts";
import { lineNames, nameWidth } from "./line-names.ts";
import { figure, grouped } from "./numbers.ts";
import { type Extent, type Scale, type ScaleKind, roundOut, scale } from "./scale.ts";
import { type Heading, sheet } from "./sheet.ts";
import { type Markup, element } from "./svg.ts";
import { LEADING, MARGIN, WIDTH } from "./theme.ts";

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
  readonly x: { readonly label: string; readonly scale: ScaleKind };
  /** "s", "ms", "B" and the like are scaled (940 µs); any other unit is written once, with the label. */
  readonly y: { readonly label: string; readonly unit: string; readonly scale: ScaleKind };
  readonly lines: readonly Line[];
}

/** Pixels. */
const PLOT_HEIGHT = 300;
/** What the names of the lines must leave for the lines. */
const PLOT_MIN_WIDTH = 240;
/** Between the figures and the first point. */
const INSET = 10;
const DOT = 3.25;

/** A line ready to be drawn: its points from left to right, and what its last one says. */
interface Series extends Required<Line> {
  readonly last: Point;
  readonly value: string;
}

interface Axes {
  readonly across: Scale;
  readonly up: Scale;
}

/**
 * A standalone SVG. Throws, naming the chart, if it has no line, a line no point, a value is not on its scale, or a
 * label leaves no room.
 */
export function lineChart(chart: LineChart): string {
  check(chart);
  const { title, x, y } = chart;
  const series = prepared(chart);
  const points = series.flatMap((line) => line.points);

  return sheet(chart, description(chart), (above) => {
    const nameAt = above + LEADING / 2;
    const top = nameAt + LEADING;
    const bottom = top + Math.max(PLOT_HEIGHT, series.length * LEADING);
    const heights = extentOf(points.flatMap((point) => [point.low, point.high]));
    const up = scale(y.scale, roundOut(y.scale, heights), [bottom, top]);
    const left = widthOfFigures(up, y.unit);
    const right = WIDTH - MARGIN - Math.max(...series.map(nameWidth));
    if (right - left < PLOT_MIN_WIDTH) throw new Error(`Chart “${title}”: its labels leave no room for its lines`);
    const across = scale(x.scale, extentOf(points.map((point) => point.x)), [left + INSET, right]);
    const ends = series.map((line) => ({ ...line, x: across.at(line.last.x), y: up.at(line.last.median) }));
    const marks = [
      ...horizontalLines(up, y.unit, axisName(y.label, y.unit), nameAt, [left, right]),
      ...footLine(across, x.label, bottom, [left, right]),
      ...series.flatMap((line) => drawn(line, { across, up })),
      ...lineNames(ends, top, bottom),
    ];
    return { marks, bottom: bottom + 2 * LEADING };
  });
}

/** In the order of drawing: an emphasised line is last, and so lies above the others. */
function prepared({ lines, y }: LineChart): readonly Series[] {
  return lines
    .map(({ label, emphasis = false, points }) => {
      const last = points.reduce((rightmost, point) => (point.x > rightmost.x ? point : rightmost));
      const inOrder = points.toSorted((a, b) => a.x - b.x);
      return { label, emphasis, points: inOrder, last, value: figure(last.median, y.unit) };
    })
    .toSorted((a, b) => Number(a.emphasis) - Number(b.emphasis));
}

function check({ title, x, y, lines }: LineChart): void {
  checkPresent(title, lines, "lines");
  for (const { label, points } of lines) {
    checkPresent(title, points, `points of ${label}`);
    for (const point of points) {
      checkValue(title, point.x, `an x of ${label}`, x.scale);
      checkMeasured(title, point, `${label} at ${point.x}`, y.scale);
    }
  }
}

function description({ x, y, lines }: LineChart): string {
  const each = lines.map(({ label, points }) => {
    const steps = points.map((point) => `${figure(point.median, y.unit)} at ${grouped(point.x)}`);
    return `${label}: ${steps.join(", ")}`;
  });
  return `${axisName(y.label, y.unit)} by ${x.label}. ${each.join("; ")}.`;
}

function extentOf(values: readonly number[]): Extent {
  return { low: Math.min(...values), high: Math.max(...values) };
}

function drawn({ points, emphasis }: Series, { across, up }: Axes): readonly Markup[] {
  const [fill, stroke] = emphasis ? ["accent", "accent-line"] : ["grey", "grey-line"];
  const path = points.map(({ x, median }) => `${across.at(x).toFixed(1)},${up.at(median).toFixed(1)}`).join(" ");
  return [
    ...points
      .filter(({ low, high }) => low < high)
      .map(({ x, low, high }) => {
        const at = across.at(x);
        return element("line", { class: stroke, x1: at, x2: at, y1: up.at(low), y2: up.at(high) });
      }),
    element("polyline", { class: `line ${stroke}`, points: path }),
    ...points.map(({ x, median }) =>
      element("circle", { class: `${fill} ground-line`, cx: across.at(x), cy: up.at(median), r: DOT }),
    ),
  ];
}
