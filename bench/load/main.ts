/** The process that puts one load on one server. Its arguments are the load's name and options as JSON; it prints the figures as JSON. */
import { flood } from "./flood.ts";
import { pair } from "./pair.ts";
import { search } from "./search.ts";
import { idle } from "./idle.ts";
import { storm } from "./storm.ts";
import { talk } from "./talk.ts";
import { visit } from "./visit.ts";

const LOADS = { flood, idle, pair, search, storm, talk, visit };
export type Loads = typeof LOADS;

const [name = "", options = "{}"] = process.argv.slice(2);
const load = LOADS[name as keyof Loads] as (options: unknown) => Promise<unknown>;
console.log(JSON.stringify(await load(JSON.parse(options))));
process.exit(); // closing sockets would keep the process for a while
