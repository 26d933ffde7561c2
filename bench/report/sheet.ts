/** Owns what all charts share: the image with its ground, title, subtitle and note. The charts draw what is between. */
import { type Markup, element, text } from "./svg.ts";
import { wrapped } from "./text-width.ts";
import { LEADING, MARGIN, SIZE, STYLE, WIDTH } from "./theme.ts";

/** From one baseline of the title to the next, in pixels. */
const TITLE_LEADING = 23;

export interface Heading {
  readonly title: string;
  /** What was measured, in a sentence. */
  readonly subtitle: string;
  /** What a reader must know besides: the machine, the number of runs, what the whiskers mean. */
  readonly note?: string;
}

/** What a chart drew, and how far down the image it went, in pixels. */
export interface Drawing {
  readonly marks: readonly Markup[];
  readonly bottom: number;
}

/** A standalone SVG file. `draw` is told where it may begin; `description` says the figures to who cannot see them. */
export function sheet(heading: Heading, description: string, draw: (top: number) => Drawing): string {
  const { title, subtitle, note = "" } = heading;
  const titleAt = MARGIN + SIZE.title;
  const titleLines = paragraph(title, "title ink", titleAt, SIZE.title, TITLE_LEADING);
  const subtitleAt = titleAt + titleLines.length * TITLE_LEADING - 1;
  const subtitleLines = paragraph(subtitle, "soft", subtitleAt, SIZE.text);
  const top = subtitleAt + subtitleLines.length * LEADING + 7;
  const { marks, bottom } = draw(top);
  const noteLines = paragraph(note, "soft small", bottom + LEADING + 8, SIZE.small);
  const height = Math.ceil(bottom + (noteLines.length === 0 ? 0 : noteLines.length * LEADING + 4) + MARGIN);
  const image = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: "img",
      "aria-labelledby": "title description",
    },
    [
      element("title", { id: "title" }, text(title)),
      element("desc", { id: "description" }, text(`${subtitle} ${description} ${note}`.trim())),
      element("style", {}, text(STYLE)),
      element("rect", { class: "ground", width: WIDTH, height, rx: 8 }),
      ...titleLines,
      ...subtitleLines,
      ...marks,
      ...noteLines,
    ],
  );
  return `${image}\n`;
}

function paragraph(
  content: string,
  style: string,
  baseline: number,
  size: number,
  leading = LEADING,
): readonly Markup[] {
  if (content.trim() === "") return [];
  return wrapped(content, size, WIDTH - 2 * MARGIN).map((line, index) =>
    element("text", { class: style, x: MARGIN, y: baseline + index * leading }, text(line)),
  );
}
