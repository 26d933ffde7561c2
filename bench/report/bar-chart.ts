/** Bar charts: a figure of several servers, one below the other, each with its value and its spread. */
import { axisX, axisY, barX, gridX, ruleY, text } from "@observablehq/plot";
import type { Measured } from "../statistics.ts";
import { chart, checkMeasured, checkPresent, type Heading } from "./chart.ts";
import { figure, quantity } from "./numbers.ts";
import { SIZE } from "./theme.ts";

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

/** Pixels. */
const ROW_HEIGHT = 32;
const BAR_HEIGHT = 14;
/** Wider labels wrap. */
const LABEL_MAX = 250;
/** Between a label and its bar, and between the spread and the value. */
const GAP = 10;
/** Of a character, at most on average: there is no font here to measure with. */
const CHARACTER = 7.25;
const STRONG_CHARACTER = 8.25;

/** A standalone SVG. Throws, naming the chart, if there is no bar, or a value is not finite or below zero. */
export function barChart({ unit, bars, ...heading }: BarChart): string {
  checkPresent(heading.title, bars, "bars");
  for (const bar of bars) checkMeasured(heading.title, bar, bar.label, 0);
  const values = bars.map(({ median }, index) => (index === 0 ? quantity : figure)(median, unit));
  const highest = Math.max(...bars.map(({ high }) => high));
  const y = (_: Bar, index: number): number => index;
  const strong = ({ emphasis = false }: Bar): boolean => emphasis;
  const plain = (bar: Bar): boolean => !strong(bar);
  const indexes = (is: (bar: Bar) => boolean): readonly number[] =>
    bars.flatMap((bar, index) => (is(bar) ? index : []));
  const labelWidth = Math.min(
    LABEL_MAX,
    widest(
      bars.map(({ label }) => label),
      CHARACTER,
    ),
  );
  const label = {
    text: (index: number) => bars[index]?.label ?? "",
    textAnchor: "start",
    dx: -labelWidth - GAP,
    lineWidth: labelWidth / SIZE.text,
    lineHeight: 1.2,
    tickSize: 0,
    tickPadding: 0,
  } as const;
  const value = { y, x: "high", text: values, textAnchor: "start", dx: GAP } as const;

  return chart(heading, {
    description: description(bars, unit),
    height: bars.length * ROW_HEIGHT,
    room: { above: 0, right: GAP + widest(values, STRONG_CHARACTER), below: 20, left: labelWidth + GAP },
    scales: {
      x: { domain: [0, highest || 1], label: null },
      y: { type: "band", domain: [...bars.keys()], padding: 1 - BAR_HEIGHT / ROW_HEIGHT, label: null },
    },
    marks: [
      gridX({ className: "faint-line", ticks: 5, strokeOpacity: 1 }),
      axisX({
        className: "soft small",
        ticks: 5,
        tickSize: 0,
        tickFormat: (tick: number) => figure(tick, unit, highest),
      }),
      axisY(indexes(plain), { ...label, className: "ink" }),
      axisY(indexes(strong), { ...label, className: "ink strong" }),
      barX(bars, { y, x: "median", filter: plain, className: "grey" }),
      barX(bars, { y, x: "median", filter: strong, className: "accent" }),
      // The spread: light upon the bar and dark beyond it, so that both halves are seen.
      ruleY(bars, { y, x1: "low", x2: "median", className: "ground-line" }),
      ruleY(bars, { y, x1: "median", x2: "high", className: "soft-line" }),
      text(bars, { ...value, filter: plain, className: "ink halo" }),
      text(bars, { ...value, filter: strong, className: "ink strong halo" }),
    ],
  });
}

function widest(texts: readonly string[], character: number): number {
  return Math.max(...texts.map((each) => each.length)) * character;
}

function description(bars: readonly Bar[], unit: string): string {
  const each = bars.map(({ label, median, low, high }) => {
    const range = low < high ? ` (${quantity(low, unit)} to ${quantity(high, unit)})` : "";
    return `${label}: ${quantity(median, unit)}${range}`;
  });
  return `${each.join("; ")}.`;
}
