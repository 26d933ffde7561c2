/** Owns the command `npm run cost`: it prints what a month costs on Cloudflare, for the examples or for one's own. */
import { HELP, parseOptions } from "./options.ts";
import { READ_ON } from "./prices.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";
import { months, prices, requests, totals, units } from "./tables.ts";

function report(scenarios: readonly Scenario[]): string {
  const tables = [totals, months, units, requests].map((print) => print(scenarios));
  return [...tables, `Prices as read on ${READ_ON}:`, prices()].join("\n\n");
}

const wish = parseOptions(process.argv.slice(2));
switch (wish.kind) {
  case "help":
    console.log(HELP);
    break;
  case "examples":
    console.log(report(SCENARIOS));
    break;
  case "own":
    console.log(report([wish.scenario]));
    break;
  case "fault":
    console.error(`${wish.fault}\n\n${HELP}`);
    process.exitCode = 2;
}
