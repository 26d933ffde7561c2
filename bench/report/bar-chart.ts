/** Owns bar charts: one quantity of several contenders, one below the other, each with its value and its spread. */
import type { Measured } from "../statistics.ts";
import { tickFigure } from "./axes.ts";
import { checkMeasured, checkPresent } from "./checks.ts";
import { figure, quantity } from "./numbers.ts";
import { type Scale, scale } from "./scale.ts";
import { type Heading, sheet } from "./sheet.ts";
import { type Markup, element, text } from "./svg.ts";
import { textWidth, wrapped } from "./text-width.ts";
import { BASELINE, LEADING, MARGIN, SIZE, WIDTH } from "./theme.ts";

export interface Bar extends Measured {
  readonly label: string;
  /** In the accent colour; the others are grey. */
  readonly emphasis?: boolean;
}

export interface BarChart extends Heading {
  /** "s", "ms", "B" and the like are scaled (940 µs); any other (messages/s) is written once, at the first bar. */
  readonly unit: string;
  /** From top to bottom, none below zero, where every bar begins. */
  readonly bars: readonly Bar[];
}

/** Pixels. Labels that are wider wrap. */
const LABEL_MAX = 250;
const BAR_THICKNESS = 14;
const ROW_MIN = 32;
/** Between a label and its bar, and between a bar and its value. */
const GAP = 12;
/** Above and below the label of a row. */
const ROW_PADDING = 7;

/** A bar with its text and place; pixels. */
interface Row extends Bar {
  readonly lines: readonly string[];
  readonly value: string;
  readonly top: number;
  readonly height: number;
}

/** A standalone SVG. Throws, naming the chart, if there is no bar, or a value is not finite or below zero. */
export function barChart(chart: BarChart): string {
  checkPresent(chart.title, chart.bars, "bars");
  for (const bar of chart.bars) {
    checkMeasured(chart.title, bar, bar.label, "linear");
    if (bar.low < 0) throw new Error(`Chart “${chart.title}”: ${bar.label} is below zero`);
  }
  return sheet(chart, description(chart), (top) => {
    const rows = laidOut(chart, top);
    const bottom = Math.max(...rows.map((row) => row.top + row.height));
    const labelWidth = Math.max(...rows.flatMap(({ lines }) => lines.map((line) => textWidth(line, SIZE.text))));
    const left = MARGIN + labelWidth + GAP;
    const highest = Math.max(...rows.map(({ high }) => high)) || 1;
    const across = scale("linear", { low: 0, high: highest }, [left, left + roomForBars(rows, highest, left)]);
    const marks = [...gridlines(across, chart.unit, top, bottom), ...rows.flatMap((row) => drawn(row, across, left))];
    return { marks, bottom: bottom + LEADING };
  });
}

function description({ unit, bars }: BarChart): string {
  const each = bars.map(({ label, median, low, high }) => {
    const range = low < high ? ` (${quantity(low, unit)} to ${quantity(high, unit)})` : "";
    return `${label}: ${quantity(median, unit)}${range}`;
  });
  return `${each.join("; ")}.`;
}

function laidOut({ unit, bars }: BarChart, top: number): readonly Row[] {
  let below = top;
  return bars.map((bar, index) => {
    const lines = wrapped(bar.label, SIZE.text, LABEL_MAX);
    const height = Math.max(ROW_MIN, lines.length * LEADING + 2 * ROW_PADDING);
    const value = (index === 0 ? quantity : figure)(bar.median, unit);
    const row = { ...bar, lines, value, top: below, height };
    below += height;
    return row;
  });
}

/** The width of the highest value, such that behind each bar there is room for its value. */
function roomForBars(rows: readonly Row[], highest: number, left: number): number {
  const room = WIDTH - MARGIN - left;
  const widths = rows.map(({ high, value }) => (room - GAP - textWidth(value, SIZE.text)) / (high / highest));
  return Math.min(room, ...widths);
}

function gridlines(across: Scale, unit: string, top: number, bottom: number): readonly Markup[] {
  return across.ticks.flatMap((tick) => {
    const x = across.at(tick);
    const label = text(tickFigure(tick, across, unit));
    return [
      element("line", { class: "faint", x1: x, x2: x, y1: top, y2: bottom }),
      element("text", { class: "soft small", x, y: bottom + LEADING - 2, "text-anchor": "middle" }, label),
    ];
  });
}

function drawn(row: Row, across: Scale, left: number): readonly Markup[] {
  const middle = row.top + row.height / 2;
  const baseline = middle + SIZE.text * BASELINE;
  const weight = row.emphasis === true ? "strong ink" : "ink";
  const [end, low, high] = [across.at(row.median), across.at(row.low), across.at(row.high)];
  const whisker = (from: number, to: number, style: string): readonly Markup[] =>
    from < to ? [element("line", { class: style, x1: from, x2: to, y1: middle, y2: middle })] : [];
  return [
    ...row.lines.map((line, index) => {
      const y = baseline + (index - (row.lines.length - 1) / 2) * LEADING;
      return element("text", { class: weight, x: MARGIN, y }, text(line));
    }),
    element("rect", {
      class: row.emphasis === true ? "accent" : "grey",
      x: left,
      y: middle - BAR_THICKNESS / 2,
      width: end - left,
      height: BAR_THICKNESS,
    }),
    // Light on the bar and dark beyond it, so that both halves of the spread are seen.
    ...whisker(low, end, "ground-line"),
    ...whisker(end, high, "rule"),
    element("text", { class: `${weight} halo`, x: high + GAP - 4, y: baseline }, text(row.value)),
  ];
}
