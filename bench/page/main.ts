/** Measures the page by hand: `node bench/page/main.ts`, or with `--quick` a tenth of it. Prints Markdown. */
import { measureLighthouse } from "./lighthouse.ts";
import { measureReceiving } from "./receiving.ts";
import { lighthouseTable, receivingTable } from "./table.ts";

const messages = process.argv.includes("--quick") ? 1_000 : 10_000;

console.log(`${receivingTable(await measureReceiving({ messages, perSecond: 200 }))}\n`);
console.log(lighthouseTable(await measureLighthouse()));
