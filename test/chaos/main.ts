/** `npm run chaos`: reads the options, prints the seed first and the table last, and fails on any violation. */
import { parseArgs } from "node:util";
import { runChaos } from "./chaos.ts";
import { CLIENTS_MAX } from "./schedule/seats.ts";
import { tableOf } from "./table.ts";

/** How many violations are printed: a single fault of the room may cause thousands. */
const SHOWN_MAX = 40;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    clients: { type: "string", default: "50" },
    messages: { type: "string", default: "20000" },
    kills: { type: "string", default: "24" },
    minutes: { type: "string", default: "5" },
  },
});
const options = {
  seed: Number(values.seed),
  clients: Number(values.clients),
  messages: Number(values.messages),
  kills: Number(values.kills),
  seconds: Number(values.minutes) * 60,
};
if (Object.values(options).some((value) => !Number.isFinite(value) || value < 0)) {
  throw new Error("Options are numbers: --seed 42 --clients 50 --messages 20000 --kills 24 --minutes 5");
}
if (options.clients > CLIENTS_MAX) throw new Error(`There is room for ${CLIENTS_MAX} clients.`);
process.once("SIGINT", () => process.exit(130)); // the server ends with this process
console.log(`seed ${options.seed}   (again: npm run chaos -- --seed ${options.seed})`);
const begun = Date.now();
const { figures, violations } = await runChaos(options, (line) => {
  console.log(`${String(Math.round((Date.now() - begun) / 1_000)).padStart(4)} s  ${line}`);
});
for (const { kind, words } of violations.slice(0, SHOWN_MAX)) console.error(`VIOLATION ${kind}: ${words}`);
console.log(tableOf(figures));
process.exitCode = violations.length === 0 ? 0 : 1;
