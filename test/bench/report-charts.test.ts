/** Shows the charts as files: well-formed whatever they say, standalone, and refused when they would mislead. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BarChart, type Bar, barChart } from "../../bench/report/bar-chart.ts";
import { type Line, type LineChart, type Point, lineChart } from "../../bench/report/line-chart.ts";
import { anyText } from "../support/arbitrary.ts";

const FOYER: Bar = { label: "Foyer", median: 1_020_000, low: 990_000, high: 1_060_000, emphasis: true };
const OTHER: Bar = { label: "Other", median: 48_213, low: 40_000, high: 60_000 };
const BARS: BarChart = { title: "Deliveries", subtitle: "One core.", unit: "messages/s", bars: [FOYER, OTHER] };

const RISING: Line = {
  label: "Foyer",
  emphasis: true,
  points: [10, 100, 1000].map((x) => ({ x, median: x / 10, low: x / 11, high: x / 9 })),
};
const LINES: LineChart = {
  title: "Latency",
  subtitle: "95th percentile.",
  x: { label: "members", scale: "log" },
  y: { label: "Last receiver", unit: "ms", scale: "log" },
  lines: [RISING, { label: "Other", points: RISING.points }],
};

describe("a chart", () => {
  it("is well-formed, whatever it says", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (title, label, unit) => {
        const heading = { title, subtitle: label, note: unit };
        expect(unclosed(barChart({ ...BARS, ...heading, unit, bars: [{ ...FOYER, label }, OTHER] }))).toEqual([]);
        const y = { ...LINES.y, label: unit };
        const named = { ...RISING, label: label.slice(0, 20) };
        expect(unclosed(lineChart({ ...LINES, ...heading, y, lines: [named] }))).toEqual([]);
      }),
    );
  });

  it.each([
    ["bar", barChart(BARS), "Foyer: 1.02 M messages/s (990,000 messages/s to 1.06 M messages/s)"],
    ["line", lineChart(LINES), "Last receiver by members. Foyer: 1 ms at 10, 10 ms at 100, 100 ms at 1,000;"],
  ])("of the kind %s is an image of its own, light and dark, that says its figures", (_, svg, said) => {
    expect(unclosed(svg)).toEqual([]);
    expect(svg).toContain('role="img" aria-labelledby="title description"');
    expect(svg).toContain("@media (prefers-color-scheme: dark)");
    expect(svg).toContain(said);
    expect(svg).not.toMatch(/<script|@import|url\(|href|NaN|Infinity|undefined/);
  });

  it("prints the value of each bar, with the unit at the first only", () => {
    const texts = textsOf(barChart(BARS));
    expect(texts).toContain("1.02 M messages/s");
    expect(texts).toContain("48,200");
  });

  it("draws bars in proportion from zero, and in the accent only what is emphasised", () => {
    const bars = [FOYER, { ...OTHER, median: FOYER.median / 2, high: FOYER.median }];
    const widths = [...barChart({ ...BARS, bars }).matchAll(/<rect class="(accent|grey)".* width="([\d.]+)"/g)];
    expect(widths.map(([, style]) => style)).toEqual(["accent", "grey"]);
    expect(Number(widths[0]?.[2]) / Number(widths[1]?.[2])).toBeCloseTo(2, 2);
  });

  it("ticks a logarithmic axis at powers of ten, and names each line once with its last figure", () => {
    const texts = textsOf(lineChart(LINES));
    expect(texts).toEqual(expect.arrayContaining(["1 ms", "10 ms", "100 ms", "10", "100", "1,000"]));
    expect(texts.filter((one) => one === "Foyer" || one === "Other")).toHaveLength(2);
  });

  it("keeps the names of lines apart that end together, and leaves alone one that ended long before", () => {
    const early = { label: "Early", points: [{ x: 10, median: 100, low: 100, high: 100 }] };
    const svg = lineChart({ ...LINES, lines: [...LINES.lines, early] });
    const names = [...svg.matchAll(/<text class="halo" x="[\d.]+" y="([\d.]+)"><tspan class="[\w ]+">(\w+)/g)];
    const at = Object.fromEntries(names.map(([, y, label]) => [label, Number(y)]));
    expect(Math.abs(Number(at["Foyer"]) - Number(at["Other"]))).toBeCloseTo(18);
    expect(at["Early"]).toBeCloseTo((Number(at["Foyer"]) + Number(at["Other"])) / 2);
  });

  it("is drawn of a single point, and of nothing but zeros", () => {
    const one = { ...RISING, points: RISING.points.slice(0, 1) };
    const zero = { label: "none", median: 0, low: 0, high: 0 };
    const linear = { ...LINES, x: { label: "x", scale: "linear" }, y: { ...LINES.y, scale: "linear" } } as const;
    expect(unclosed(lineChart({ ...LINES, lines: [one] }))).toEqual([]);
    expect(unclosed(lineChart({ ...linear, lines: [{ label: "none", points: [{ x: 0, ...zero }] }] }))).toEqual([]);
    expect(unclosed(barChart({ ...BARS, bars: [zero] }))).toEqual([]);
  });
});

describe("a chart is refused, by name,", () => {
  const bars = (bar: Partial<Bar>) => () => barChart({ ...BARS, bars: [{ ...OTHER, ...bar }] });
  const point = (changed: Partial<Point>) => () =>
    lineChart({ ...LINES, lines: [{ label: "Foyer", points: [{ x: 1, median: 1, low: 1, high: 1, ...changed }] }] });

  it.each([
    ["bars", () => barChart({ ...BARS, bars: [] }), "Chart “Deliveries”: no bars"],
    ["lines", () => lineChart({ ...LINES, lines: [] }), "Chart “Latency”: no lines"],
    ["points", () => lineChart({ ...LINES, lines: [{ label: "A", points: [] }] }), "Chart “Latency”: no points of A"],
  ])("without %s", (_, draw, message) => {
    expect(draw).toThrow(message);
  });

  it.each([
    [bars({ median: Number.NaN }), "Chart “Deliveries”: the median of Other is NaN"],
    [bars({ high: Number.POSITIVE_INFINITY }), "Chart “Deliveries”: the high of Other is Infinity"],
    [bars({ low: -1 }), "Chart “Deliveries”: Other is below zero"],
    [bars({ low: 50_000 }), "Chart “Deliveries”: Other has a median of 48213, outside 50000 to 60000"],
    [point({ x: 0 }), "Chart “Latency”: an x of Foyer is 0, on a log scale"],
    [point({ low: -1 }), "Chart “Latency”: the low of Foyer at 1 is -1, on a log scale"],
    [point({ x: Number.NaN }), "Chart “Latency”: an x of Foyer is NaN"],
    [point({ high: 0.5 }), "Chart “Latency”: Foyer at 1 has a median of 1, outside 1 to 0.5"],
  ])("for a value that its scale cannot show (%#)", (draw, message) => {
    expect(draw).toThrow(message);
  });

  it("for a label that leaves its lines no room", () => {
    const draw = (): string => lineChart({ ...LINES, lines: [{ ...RISING, label: "long ".repeat(20) }] });
    expect(draw).toThrow("Chart “Latency”: its labels leave no room for its lines");
  });
});

const TAG = /<(\/?)([a-z]+)((?: [\w-]+="[^"<]*")*)(\/?)>/gi;

/** The tags that are not closed in order, and whatever between them is not escaped; nothing, if `xml` is well-formed. */
function unclosed(xml: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = xml.replace(TAG, "").match(/[<\p{Cs}]|&(?!(?:amp|lt|gt|quot);)/gu) ?? [];
  for (const [tag, closes, name = "", attributes = "", empty] of xml.matchAll(TAG)) {
    const names = [...attributes.matchAll(/([\w-]+)="/g)].map(([, attribute]) => attribute);
    if (new Set(names).size !== names.length) wrong.push(tag);
    if (closes === "/") {
      if (open.pop() !== name) wrong.push(tag);
    } else if (empty === "") open.push(name);
  }
  return [...wrong, ...open];
}

/** What is written in the image. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, content = ""]) => content);
}
