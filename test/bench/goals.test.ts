/** How figures are compared with the goals, and shown in tables and charts. */
import { expect, it } from "vitest";
import { Figures } from "../../bench/figures.ts";
import { judge } from "../../bench/goals.ts";
import { charts } from "../../bench/report/performance-charts.ts";
import { figureTable, goalTable, searchTable } from "../../bench/report/performance-tables.ts";

function flooded(foyer: readonly number[], ws: readonly number[]): Figures {
  const figures = new Figures();
  for (const value of foyer) figures.add("flood", "foyer", value);
  for (const value of ws) figures.add("flood", "ws", value);
  return figures;
}

it("compares round by round: in a slow round both servers were slow", () => {
  const [verdict] = judge(flooded([800, 90, 1_000], [100, 10, 100]));
  expect(verdict?.ratio).toEqual({ median: 9, low: 8, high: 10 });
  expect(verdict?.isReached).toBe(true);
});

it("reaches a goal at its edge, and not one past it", () => {
  expect(judge(flooded([800], [100]))[0]?.isReached).toBe(true);
  expect(judge(flooded([799], [100]))[0]?.isReached).toBe(false);
});

it("skips goals that were not measured", () => {
  expect(judge(new Figures())).toEqual([]);
  expect(judge(flooded([800], []))).toEqual([]);
});

it("compares the two ends of a curve, in any order of measurement", () => {
  const figures = new Figures();
  figures.add("welcome", "foyer", 1.3, 1_000_000);
  figures.add("welcome", "foyer", 1.2, 1_000);
  figures.add("welcome", "foyer", 1, 10);
  const [verdict] = judge(figures);
  expect(verdict?.ratio.median).toBe(1.3);
  expect(verdict?.isReached).toBe(false);
});

it("compares a latency with a number if no server is named", () => {
  const figures = new Figures();
  figures.add("crowdP99", "foyer", 400, 10);
  figures.add("crowdP99", "foyer", 1_000, 5_000);
  const [verdict] = judge(figures);
  expect(verdict).toMatchObject({ ratio: { median: 1 }, isReached: true });
});

it("compares the longest of all waits with its limit", () => {
  const figures = new Figures();
  figures.add("searchWaitMax", "foyer", 3, "a rare word");
  figures.add("searchWaitMax", "foyer", 51, "the index is built");
  figures.add("searchWaitMax", "foyer", 4, "a common word");
  const [verdict] = judge(figures);
  expect(verdict).toMatchObject({ foyer: { by: "the index is built" }, ratio: { median: 1.02 }, isReached: false });
});

it("makes tables and charts of what was measured", () => {
  const figures = flooded([800, 900], [100, 100]);
  figures.add("welcome", "foyer", 1, 10);
  figures.add("welcome", "foyer", 1.5, 1_000);
  expect(goalTable(figures)).toContain("8.5 × (8.0 – 9.0)");
  expect(goalTable(figures)).toContain("its own at 10");
  expect(figureTable(figures)).toContain("850 deliveries/s");
  expect(searchTable(figures)).toBeNull();
  expect([...charts(figures, "a note").keys()]).toEqual(["flood.svg", "history.svg"]);
});

it("has no table of goals if no goal was measured", () => {
  const figures = new Figures();
  figures.add("page", "foyer", 1, 10);
  expect(goalTable(figures)).toBeNull();
});

it("has a row for each activity around a search, even if it took no time of its own", () => {
  const figures = new Figures();
  figures.add("searchWaitMax", "foyer", 2, "nobody searches");
  figures.add("search", "foyer", 70_000, "the index is built");
  figures.add("searchWaitMedian", "foyer", 1, "the index is built");
  figures.add("searchWaitMax", "foyer", 30, "the index is built");
  const rows = searchTable(figures)
    ?.split("\n")
    .slice(2)
    .map((row) => row.split("|").map((cell) => cell.trim()));
  expect(rows).toEqual([
    ["", "nobody searches", "", "", "", "2 ms", ""],
    ["", "the index is built", "70 s", "1 ms", "", "30 ms", ""],
  ]);
});
