/** Charts show every server and figure with its unit, and refuse values that would mislead. */
import { describe, expect, it } from "vitest";
import { type Bar, type BarChart, barChart } from "../../bench/report/bar-chart.ts";
import { type Line, type LineChart, lineChart, type Point } from "../../bench/report/line-chart.ts";

const FOYER: Bar = { label: "Foyer", median: 1_020_000, low: 990_000, high: 1_060_000, emphasis: true };
const OTHER: Bar = { label: "Other", median: 48_213, low: 40_000, high: 60_000 };
const BARS: BarChart = { title: "Deliveries", subtitle: "One core", unit: "messages/s", bars: [FOYER, OTHER] };

const RISING: Line = {
  label: "Foyer",
  emphasis: true,
  points: [10, 100, 1000].map((x) => ({ x, median: x / 10, low: x / 11, high: x / 9 })),
};
const LINES: LineChart = {
  title: "Latency",
  subtitle: "95th percentile",
  x: "members",
  y: { label: "Last receiver", unit: "ms" },
  lines: [RISING, { label: "Other", points: RISING.points }],
};

describe("a chart", () => {
  it.each([
    ["bar", barChart(BARS), "Foyer: 1.02 M messages/s (990,000 messages/s to 1.06 M messages/s)"],
    ["line", lineChart(LINES), "Last receiver by members. Foyer: 1 ms at 10, 10 ms at 100, 100 ms at 1,000;"],
  ])(
    "of the kind %s is a standalone image, light and dark, with its figures as its description",
    (_, svg, described) => {
      expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      expect(svg).toContain('role="img"');
      expect(svg).toContain("@media (prefers-color-scheme: dark)");
      expect(svg).toContain(described);
      expect(svg).not.toMatch(/<script|@import|url\(|href|NaN|Infinity|undefined/);
    },
  );

  it("escapes its texts and its description", () => {
    const svg = barChart({ ...BARS, title: '<b> & "门厅"', bars: [{ ...FOYER, label: "a < b" }] });
    expect(svg).toContain('aria-label="&lt;b&gt; &amp; &quot;门厅&quot;"');
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['&lt;b&gt; &amp; "门厅"', "a &lt; b"]));
  });

  it("shows the title, the subtitle, the note and the label of every bar", () => {
    const texts = textsOf(barChart({ ...BARS, note: "3 runs" }));
    expect(texts).toEqual(expect.arrayContaining(["Deliveries", "One core", "3 runs", "Foyer", "Other"]));
  });

  it("prints the value of each bar, with the unit at the first only", () => {
    const texts = textsOf(barChart(BARS));
    expect(texts).toContain("1.02 M messages/s");
    expect(texts).toContain("48,200");
  });

  it("draws bars in proportion from zero, and only the emphasised one in the accent colour", () => {
    const svg = barChart({ ...BARS, bars: [FOYER, { ...OTHER, median: FOYER.median / 2, high: FOYER.median }] });
    const width = (style: string): number =>
      Number(new RegExp(`<g class="${style}" aria-label="bar">\\n<rect [^>]*width="([\\d.]+)"`).exec(svg)?.[1]);
    expect(width("accent") / width("grey")).toBeCloseTo(2, 2);
  });

  it("puts figures with their unit along both axes of lines", () => {
    const texts = textsOf(lineChart(LINES));
    expect(texts).toEqual(expect.arrayContaining(["1 ms", "10 ms", "100 ms", "10", "100", "1,000"]));
    expect(texts).toEqual(expect.arrayContaining(["members", "Last receiver"]));
    expect(textsOf(lineChart({ ...LINES, y: { label: "sent", unit: "frames" } }))).toContain("sent, frames");
  });

  it("names each line once with its last figure, and keeps the names apart", () => {
    const named = [
      ...lineChart(LINES).matchAll(
        /translate\([\d.]+,([\d.]+)\)[^>]*>\n?<text transform="translate\([\d.]+,([\d.]+)\)"[^>]*>(Foyer|Other) {2}100 ms</g,
      ),
    ];
    const [first, second] = named.map(([, moved, place]) => Number(moved) + Number(place));
    expect(named.map(([, , , name]) => name)).toEqual(["Foyer", "Other"]);
    expect(Number(second) - Number(first)).toBeCloseTo(18);
  });

  it("can have a single point, or a bar of zero", () => {
    const point = { ...RISING, points: RISING.points.slice(0, 1) };
    expect(textsOf(lineChart({ ...LINES, lines: [point] }))).toContain("Foyer  1 ms");
    expect(textsOf(barChart({ ...BARS, bars: [{ label: "none", median: 0, low: 0, high: 0 }] }))).toContain(
      "0 messages/s",
    );
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
    [bars({ median: Number.NaN }), "Chart “Deliveries”: Other has a median of NaN, from 40000 to 60000"],
    [
      bars({ high: Number.POSITIVE_INFINITY }),
      "Chart “Deliveries”: Other has a median of 48213, from 40000 to Infinity",
    ],
    [bars({ low: -1 }), "Chart “Deliveries”: Other has a median of 48213, from -1 to 60000"],
    [bars({ low: 50_000 }), "Chart “Deliveries”: Other has a median of 48213, from 50000 to 60000"],
    [point({ x: 0 }), "Chart “Latency”: Foyer has a point at 0, on a log scale"],
    [point({ x: Number.NaN }), "Chart “Latency”: Foyer has a point at NaN, on a log scale"],
    [point({ low: 0 }), "Chart “Latency”: Foyer at 1 has a median of 1, from 0 to 1"],
    [point({ high: 0.5 }), "Chart “Latency”: Foyer at 1 has a median of 1, from 1 to 0.5"],
  ])("for a value that its scale cannot show (%#)", (draw, message) => {
    expect(draw).toThrow(message);
  });
});

/** What is written in the image. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, content = ""]) => content);
}
