/** `npm run cost` prints what a month on Cloudflare costs: for three examples, or for your own numbers. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { changedTables, COST_PAGE, withTables } from "./document.ts";
import { HELP, parseOptions } from "./options.ts";
import { READ_ON } from "./prices.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";
import { actions, months, prices, requests, totals, units } from "./tables.ts";

const PAGE = resolve(import.meta.dirname, "../..", COST_PAGE);

const asked = parseOptions(process.argv.slice(2));
switch (asked.kind) {
  case "help":
    console.log(HELP);
    break;
  case "examples":
    console.log(report(SCENARIOS));
    compare();
    break;
  case "write":
    write();
    break;
  case "scenario":
    console.log(report([asked.scenario]));
    break;
  case "invalid":
    console.error(`${asked.problem}\n\n${HELP}`);
    process.exitCode = 2;
}

function report(scenarios: readonly Scenario[]): string {
  const tables = [totals, months, units, requests].map((print) => print(scenarios));
  return [...tables, actions(), `Prices as read on ${READ_ON}:`, prices()].join("\n\n");
}

/** Says which tables of the page are out of date. */
function compare(): void {
  const names = [...changedTables(readFileSync(PAGE, "utf8")).keys()];
  if (names.length === 0) return;
  console.error(`\n${COST_PAGE} has other ${names.join(", ")}. To update it: npm run cost -- --write`);
}

/** Writes the tables into the page, and prints those that changed. */
function write(): void {
  const page = readFileSync(PAGE, "utf8");
  const changed = changedTables(page);
  if (changed.size === 0) {
    console.log(`${COST_PAGE} is up to date.`);
    return;
  }
  writeFileSync(PAGE, withTables(page));
  console.log(`Written to ${COST_PAGE}:\n\n${[...changed.values()].join("\n\n")}`);
}
