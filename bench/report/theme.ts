/** How charts look: sizes in pixels, fonts, and colours for the light and the dark scheme. */

/** GitHub shows an image at most this wide, and shrinks it on a phone. */
export const WIDTH = 720;

/** Around everything. */
export const MARGIN = 24;

/** Font sizes. */
export const SIZE = { title: 17, text: 13, small: 11.5 } as const;

type Palette = Readonly<Record<"ground" | "ink" | "soft" | "faint" | "accent" | "grey", string>>;

/**
 * The grounds are those of GitHub's pages. They are painted, not transparent: an image follows the system's scheme, which
 * may differ from the page's. Then the chart is a card of the other colour, but still readable.
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

/** Plain rules for the classes of marks, without custom properties: some renderers of SVG do not know those. */
function colours({ ground, ink, soft, faint, accent, grey }: Palette): string {
  return [
    `.ground { fill: ${ground} }`,
    `.ink { fill: ${ink} }`,
    `.soft { fill: ${soft} }`,
    `.accent { fill: ${accent} }`,
    `.grey { fill: ${grey} }`,
    `.ground-line, .halo, .dot { stroke: ${ground} }`,
    `.soft-line { stroke: ${soft} }`,
    `.faint-line { stroke: ${faint} }`,
    `.accent-line { stroke: ${accent} }`,
    `.grey-line { stroke: ${grey} }`,
  ].join("\n");
}

export const STYLE = `
text { font: ${SIZE.text}px system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums }
.title text { font-size: ${SIZE.title}px; font-weight: 650; letter-spacing: -0.01em }
.strong text { font-weight: 650 }
.small text { font-size: ${SIZE.small}px }
.halo { paint-order: stroke; stroke-width: 4; stroke-linejoin: round }
${colours(LIGHT)}
@media (prefers-color-scheme: dark) {
${colours(DARK)}
}
`;
