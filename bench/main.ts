/**
 * The benchmark: `npm run bench [-- --quick] [-- --only NAME] [-- --rounds N] [-- --out FOLDER]`. Prints a table, and
 * writes the figures as JSON and the charts as SVG.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Figures } from "./figures.ts";
import { charts, figureTable, goalTable } from "./report/performance.ts";
import { installPeers } from "./servers/peers.ts";
import { FULL, ONCE, QUICK, SUITE, type BenchName } from "./suite.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    out: { type: "string" },
  },
});
const scale = { ...(values.quick ? QUICK : FULL) };
if (values.rounds !== undefined) scale.rounds = Number(values.rounds);
if (!Number.isInteger(scale.rounds) || scale.rounds < 1) fail("--rounds must be a whole number, 1 or more.");
const names = (values.only ?? Object.keys(SUITE)).map(benchName);
// What was not measured in full does not replace what the documentation shows.
const isWhole = !values.quick && values.only === undefined;
const out = resolve(values.out ?? join(import.meta.dirname, isWhole ? "../docs/performance" : "out"));

if (process.platform !== "linux") fail("The benchmark reads processor time and memory from /proc: it needs Linux.");
installPeers();
const figures = new Figures();
for (let round = 1; round <= scale.rounds; round++) {
  for (const name of names) {
    if (round > 1 && ONCE.has(name)) continue;
    const startedAt = performance.now();
    await SUITE[name](scale, figures);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
    console.error(`round ${round} of ${scale.rounds}: ${name}, ${seconds} s`);
  }
}

const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? "unknown"}`;
const note = `${scale.rounds} ${scale.rounds === 1 ? "run" : "runs"}, whiskers from the least to the most. ${machine}.`;
mkdirSync(out, { recursive: true });
const results = { at: new Date().toISOString(), node: process.version, machine, scale, figures: figures.all };
writeFileSync(join(out, "figures.json"), `${JSON.stringify(results, null, 2)}\n`);
for (const [file, svg] of charts(figures, note)) writeFileSync(join(out, file), svg);
const tables = `${goalTable(figures)}\n\n${figureTable(figures)}\n`;
writeFileSync(join(out, "tables.md"), tables);
console.log(tables);

function benchName(name: string): BenchName {
  if (Object.hasOwn(SUITE, name)) return name as BenchName;
  return fail(`There is no bench ${name}: it is one of ${Object.keys(SUITE).join(", ")}.`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
