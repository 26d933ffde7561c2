/** docs/performance is generated from its figures: nobody types a number. */
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { Figures } from "../../bench/figures.ts";
import { withParts } from "../../bench/report/document.ts";
import { chartsOf, inDocument, readResults, tablesOf } from "../../bench/report/results.ts";

const results = readResults("docs/performance");

it("the tables match the figures", async () => {
  expect(await readFile("docs/performance/tables.md", "utf8")).toBe(tablesOf(new Figures(results.figures)));
});

it.each([...chartsOf(results)])(
  "%s is the chart of the figures: npm run bench -- --redraw draws it",
  async (file, svg) => {
    expect(await readFile(`docs/performance/${file}`, "utf8")).toBe(svg);
  },
);

it("the page has the tables of goals and searches", async () => {
  const page = await readFile("docs/performance.md", "utf8");
  expect(inDocument(page, results)).toBe(page);
});

it("a generated part replaces what was between its comments", () => {
  const document = "above\n\n<!-- goals -->\n\nold\n\n<!-- /goals -->\n\nbelow\n";
  const written = withParts(document, { goals: "new" });
  expect(written).toBe("above\n\n<!-- goals -->\n\nnew\n\n<!-- /goals -->\n\nbelow\n");
  expect(withParts(written, { goals: "new" })).toBe(written);
  expect(() => withParts(document, { searches: "lost" })).toThrow("no place for searches");
});
