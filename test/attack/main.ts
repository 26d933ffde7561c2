/** `npm run attack`: what one address can cost. It prints the seed first and the table last, and fails on a broken bound. */
import { parseArgs } from "node:util";
import { isBroken } from "./attack.ts";
import { ATTACKS } from "./attacks/index.ts";
import { tableOf, tell } from "./report.ts";
import { runAttack, type Outcome } from "./run.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    list: { type: "boolean", default: false },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
if (!Number.isInteger(seed) || seed < 0) throw new Error("The seed is a whole number: --seed 42");
const unknown = values.only.find((name) => ATTACKS.every((attack) => attack.name !== name));
if (unknown !== undefined) throw new Error(`There is no attack ${unknown}; --list names them.`);
const chosen = ATTACKS.filter(({ name }) => values.only.length === 0 || values.only.includes(name));

process.once("SIGINT", () => process.exit(130)); // the server ends with this process
if (values.list) {
  for (const { name, imitates } of ATTACKS) console.log(`${name}\n    ${imitates}`);
} else {
  console.log(`seed ${seed}   (again: npm run attack -- --seed ${seed})`);
  const outcomes: Outcome[] = [];
  for (const attack of chosen) {
    const outcome = await runAttack(attack, seed);
    console.log(tell(outcome));
    outcomes.push(outcome);
  }
  console.log(`\n${tableOf(outcomes)}`);
  process.exitCode = outcomes.some(({ measurements }) => measurements.some(isBroken)) ? 1 : 0;
}
