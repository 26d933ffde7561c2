/** `npm run fuzz`: reads the options, prints the seed first and the table last, and fails on any violation. */
import { parseArgs } from "node:util";
import { tableOf } from "../chaos/table.ts";
import { runFuzz } from "./fuzz.ts";

/** Violations that are printed; a single fault of the room may show thousands of times. */
const SHOWN_MAX = 40;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    frames: { type: "string", default: "100000" },
  },
});
const options = { seed: Number(values.seed), frames: Number(values.frames) };
if (Object.values(options).some((value) => !Number.isInteger(value) || value < 0)) {
  throw new Error("Options are whole numbers: --seed 42 --frames 100000");
}
process.once("SIGINT", () => process.exit(130)); // the server ends with this process
console.log(`seed ${options.seed}   (again: npm run fuzz -- --seed ${options.seed} --frames ${options.frames})`);
const { figures, violations } = await runFuzz(options, (line) => console.log(line));
for (const words of violations.slice(0, SHOWN_MAX)) console.error(`VIOLATION ${words}`);
console.log(tableOf(figures));
process.exitCode = violations.length === 0 ? 0 : 1;
