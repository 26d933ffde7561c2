/** Owns the scaffolding of a line chart: gridlines, ticks and what the axes are called. */
import { carriesUnit, figure, grouped } from "./numbers.ts";
import type { Scale } from "./scale.ts";
import { type Markup, element, text } from "./svg.ts";
import { textWidth } from "./text-width.ts";
import { BASELINE, LEADING, MARGIN, SIZE } from "./theme.ts";

/** Pixels, from the left to the right end of the gridlines. */
export type Span = readonly [left: number, right: number];

/** Between a tick and its figure, in pixels. */
const GAP = 10;
const TICK_LENGTH = 4;

const CAPTION = { class: "soft small" } as const;
const CENTRED = { ...CAPTION, "text-anchor": "middle" } as const;

/** How far right the figures of the upward axis reach, in pixels. */
export function widthOfFigures(up: Scale, unit: string): number {
  return MARGIN + Math.max(...up.ticks.map((tick) => textWidth(tickFigure(tick, up, unit), SIZE.small))) + GAP;
}

/** Along a linear axis all figures are in one step (0.5 M, 1 M); along a logarithmic one each has its own. */
export function tickFigure(tick: number, { kind, ticks }: Scale, unit: string): string {
  return figure(tick, unit, kind === "linear" ? ticks.at(-1) : tick);
}

/** What the upward axis shows; a unit that its figures do not carry is named here. */
export function axisName(label: string, unit: string): string {
  return unit === "" || carriesUnit(unit) ? label : `${label}, ${unit}`;
}

/** Faint lines at the ticks of `up`, their figures on the left, and the axis's name above them, where it reads level. */
export function horizontalLines(
  up: Scale,
  unit: string,
  name: string,
  nameAt: number,
  [x1, x2]: Span,
): readonly Markup[] {
  const lines = up.ticks.flatMap((tick) => {
    const y = up.at(tick);
    const place = { ...CAPTION, x: x1 - GAP, y: y + SIZE.small * BASELINE, "text-anchor": "end" };
    return [
      element("line", { class: "faint", x1, x2, y1: y, y2: y }),
      element("text", place, text(tickFigure(tick, up, unit))),
    ];
  });
  return [element("text", { ...CAPTION, x: MARGIN, y: nameAt }, text(name)), ...lines];
}

/** The line at the foot, `bottom` pixels down, with its ticks, their figures and the name of the axis. */
export function footLine(across: Scale, name: string, bottom: number, [x1, x2]: Span): readonly Markup[] {
  const tickMarks = across.ticks.flatMap((tick) => {
    const x = across.at(tick);
    return [
      element("line", { class: "rule", x1: x, x2: x, y1: bottom, y2: bottom + TICK_LENGTH }),
      element("text", { ...CENTRED, x, y: bottom + LEADING }, text(grouped(tick))),
    ];
  });
  return [
    element("line", { class: "rule", x1, x2, y1: bottom, y2: bottom }),
    ...tickMarks,
    element("text", { ...CENTRED, x: (x1 + x2) / 2, y: bottom + 2 * LEADING }, text(name)),
  ];
}
