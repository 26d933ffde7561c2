/** What all charts share: the image with its ground, title, subtitle and note. The marks between are Observable Plot's. */
import { frame, plot, text, type Markish, type PlotOptions } from "@observablehq/plot";
import { DOMParser } from "linkedom";
import type { Measured } from "../statistics.ts";
import { MARGIN, SIZE, STYLE, WIDTH } from "./theme.ts";

export interface Heading {
  readonly title: string;
  /** What was measured, in a sentence. */
  readonly subtitle: string;
  /** What else a reader must know: the machine, the number of runs, what the whiskers mean. */
  readonly note?: string;
}

/** What is drawn between the subtitle and the note, in pixels where it is a length. */
export interface Drawing {
  /** The figures in words, for screen readers. */
  readonly description: string;
  readonly height: number;
  /** Room around the marks for labels, and for the figures and names of the axes. */
  readonly room: Readonly<Record<"above" | "right" | "below" | "left", number>>;
  readonly scales: Pick<PlotOptions, "x" | "y">;
  readonly marks: readonly Markish[];
}

/** The heading's height with the gap below it, and the note's with the gap above. */
const HEADING = 58;
const NOTE = 28;
/** From the top of the title to that of the subtitle. */
const SUBTITLE = 26;

/** A standalone SVG file. */
export function chart({ title, subtitle, note = "" }: Heading, drawing: Drawing): string {
  const { description, height, room, scales, marks } = drawing;
  const margins = {
    marginTop: MARGIN + HEADING + room.above,
    marginRight: MARGIN + room.right,
    marginBottom: room.below + (note === "" ? 0 : NOTE) + MARGIN,
    marginLeft: MARGIN + room.left,
  };
  // Plot places everything relative to the frame of the marks: the ground and the texts are outside of it.
  const ground = frame({
    className: "ground",
    stroke: "none",
    fill: "white", // the style overrides it
    insetTop: -margins.marginTop,
    insetRight: -margins.marginRight,
    insetBottom: -margins.marginBottom,
    insetLeft: -margins.marginLeft,
    rx: 8,
  });
  const paragraph = (
    content: string,
    className: string,
    size: number,
    frameAnchor: "top-left" | "bottom-left",
    dy: number,
  ) =>
    text([content], {
      className,
      frameAnchor,
      dx: -room.left,
      dy,
      lineAnchor: "top",
      lineHeight: 1.35,
      lineWidth: (WIDTH - 2 * MARGIN) / size,
      fontSize: size,
    });

  const document = new DOMParser().parseFromString('<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml");
  const svg = plot({
    document: document as unknown as Document, // linkedom's types are its own
    width: WIDTH,
    height: margins.marginTop + height + margins.marginBottom,
    ...margins,
    ...scales,
    className: "chart",
    ariaLabel: title,
    ariaDescription: `${subtitle}. ${description} ${note}`.trim(),
    marks: [
      ground,
      paragraph(title, "title ink", SIZE.title, "top-left", -HEADING - room.above),
      paragraph(subtitle, "soft", SIZE.text, "top-left", SUBTITLE - HEADING - room.above),
      ...marks,
      paragraph(note, "soft small", SIZE.small, "bottom-left", room.below + NOTE - SIZE.small),
    ],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  const style = document.createElement("style");
  style.append(STYLE);
  svg.prepend(style as unknown as Node);
  return written(svg.outerHTML);
}

/** With an element on each line and no more digits than a screen shows, so that a diff shows which mark moved. */
function written(svg: string): string {
  const lines = svg.replaceAll(/>(?=<(?!\/|tspan))/g, ">\n"); // a line break between the spans of a text would be drawn
  return `${lines.replaceAll(/\d+\.\d{6,}/g, (length) => Number(length).toFixed(2))}\n`;
}

/** Throws, naming the chart, if there are no `items`: bars, lines or points. */
export function checkPresent(title: string, items: readonly unknown[], what: string): void {
  if (items.length === 0) throw new Error(`Chart “${title}”: no ${what}`);
}

/** Throws, naming the chart, unless the three are finite and in order, and above `least`: Plot would leave them out. */
export function checkMeasured(title: string, { median, low, high }: Measured, where: string, least: number): void {
  const isInOrder = least <= low && low <= median && median <= high && high < Number.POSITIVE_INFINITY;
  if (!isInOrder) throw new Error(`Chart “${title}”: ${where} has a median of ${median}, from ${low} to ${high}`);
}
