/** `node bench/page/main.ts` measures the page alone, with `--quick` a tenth of the messages. It prints Markdown. */
import { measureLighthouse } from "./lighthouse.ts";
import { measureReceiving } from "./receiving.ts";
import { lighthouseTable, receivingTable } from "./table.ts";

const messages = process.argv.includes("--quick") ? 1_000 : 10_000;

console.log(`${receivingTable(await measureReceiving({ messages, perSecond: 200 }))}\n`);
console.log(lighthouseTable(await measureLighthouse()));
