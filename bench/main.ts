/**
 * The benchmark: `npm run bench [-- --quick] [-- --only NAME] [-- --rounds N] [-- --out FOLDER]`. It prints tables, and writes
 * them with the figures and the charts. A full run writes to docs/performance. With `--redraw` it measures nothing, and writes
 * the tables and charts again from the figures that are there.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Figures } from "./figures.ts";
import { inDocument, readResults, writeResults, type Results } from "./report/results.ts";
import { installPeers } from "./servers/peers.ts";
import { FULL, QUICK, type Sizes } from "./sizes.ts";
import { ONCE, SUITE, type BenchName } from "./suite.ts";

const DOCS = resolve(import.meta.dirname, "../docs");

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    quick: { type: "boolean", default: false },
    redraw: { type: "boolean", default: false },
    rounds: { type: "string" },
    out: { type: "string" },
  },
});
// A partial run does not replace the figures in the documentation.
const isFull = !values.quick && values.only === undefined;
const documented = join(DOCS, "performance");
const out = resolve(values.out ?? (isFull ? documented : join(import.meta.dirname, "out")));

const results = values.redraw ? readResults(out) : await run();
console.log(writeResults(out, results));
if (out === documented) {
  const page = join(DOCS, "performance.md");
  writeFileSync(page, inDocument(readFileSync(page, "utf8"), results));
}

async function run(): Promise<Results> {
  const sizes: Sizes = { ...(values.quick ? QUICK : FULL), ...(values.rounds !== undefined && { rounds: rounds() }) };
  const names = (values.only ?? Object.keys(SUITE)).map(benchName);
  if (process.platform !== "linux") fail("The benchmark reads processor time and memory from /proc: it needs Linux.");
  installPeers();
  const figures = new Figures();
  for (let round = 1; round <= sizes.rounds; round++) {
    for (const name of names) {
      if (round > 1 && ONCE.has(name)) continue;
      const startedAt = performance.now();
      await SUITE[name](sizes, figures);
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
      console.error(`round ${round} of ${sizes.rounds}: ${name}, ${seconds} s`);
    }
  }
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? "unknown"}`;
  return { at: new Date().toISOString(), node: process.version, machine, sizes, figures: figures.all };
}

function rounds(): number {
  const number = Number(values.rounds);
  return Number.isInteger(number) && number > 0 ? number : fail("--rounds must be a whole number, 1 or more.");
}

function benchName(name: string): BenchName {
  if (Object.hasOwn(SUITE, name)) return name as BenchName;
  return fail(`Unknown benchmark ${name}. The benchmarks are: ${Object.keys(SUITE).join(", ")}.`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
