/** Owns how charts look: fonts, sizes in pixels, and colours in the light and in the dark. */

/** The image's width; GitHub shows it at most that wide and shrinks it on a phone. */
export const WIDTH = 720;

/** Around everything. */
export const MARGIN = 24;

/** Font sizes. */
export const SIZE = { title: 17, text: 13, small: 11.5 } as const;

/** From one baseline to the next, for text of the size `text`. */
export const LEADING = 18;

/** How far below the middle of a line of text its baseline lies, in em: `dominant-baseline` differs among renderers. */
export const BASELINE = 0.35;

type Palette = Readonly<Record<"ground" | "ink" | "soft" | "faint" | "accent" | "grey", string>>;

/**
 * The grounds are those of GitHub's pages. They are painted rather than left transparent because an image follows the
 * system's scheme, which need not be that of the page: then it is a card of the other colour, but is still readable.
 */
const LIGHT: Palette = {
  ground: "#ffffff",
  ink: "#14201b",
  soft: "#5c6b64",
  faint: "#e3e9e5",
  accent: "#0b6b51",
  grey: "#a9b5af",
};
const DARK: Palette = {
  ground: "#0d1117",
  ink: "#e7efea",
  soft: "#97a69e",
  faint: "#232d2b",
  accent: "#5fcb9b",
  grey: "#66756e",
};

/** Colours are plain rules, without custom properties, which not every renderer of SVG knows. */
function colours({ ground, ink, soft, faint, accent, grey }: Palette): string {
  return [
    `.ground { fill: ${ground} }`,
    `.ink { fill: ${ink} }`,
    `.soft { fill: ${soft} }`,
    `.accent { fill: ${accent} }`,
    `.grey { fill: ${grey} }`,
    `.halo, .ground-line { stroke: ${ground} }`,
    `.rule { stroke: ${soft} }`,
    `.faint { stroke: ${faint} }`,
    `.accent-line { stroke: ${accent} }`,
    `.grey-line { stroke: ${grey} }`,
  ].join("\n");
}

export const STYLE = `
text { font: ${SIZE.text}px system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums }
.title { font-size: ${SIZE.title}px; font-weight: 650; letter-spacing: -0.01em }
.strong { font-weight: 650 }
.small { font-size: ${SIZE.small}px }
.halo { paint-order: stroke; stroke-width: 4; stroke-linejoin: round }
.line { fill: none; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round }
.line.accent-line { stroke-width: 2.5 }
${colours(LIGHT)}
@media (prefers-color-scheme: dark) {
${colours(DARK)}
}
`;
