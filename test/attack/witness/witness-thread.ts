/**
 * The witnesses: well-behaved members who talk at a steady pace and note how long each message takes to come back. They have a
 * thread of their own, so that what an attacker does in this process does not delay their clock.
 */
import { parentPort, workerData } from "node:worker_threads";
import { setTimeout as sleep } from "node:timers/promises";
import { Sample } from "../../../bench/load/sample.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { Random } from "../../chaos/random.ts";
import { Tally } from "../../fuzz/tally.ts";
import { witnessAddress } from "../addresses.ts";
import { Client, type Heard } from "../client.ts";
import { makeAttackKey } from "../keys.ts";
import { HEAR_WITHIN_MS, type WitnessReport } from "./report.ts";

export interface WitnessOptions {
  readonly port: number;
  readonly room: RoomName;
  readonly seed: number;
}

/** Each has an address of its own, and stays a little below what MESSAGES_PER_SECOND allows a member. */
const WITNESSES = 8;
const EACH_PER_SECOND = 1.8;

const { port, room, seed } = workerData as WitnessOptions;
const troubles = new Tally();
let changes = new Tally();
let delays = new Sample();
let missed = 0;
/** When each text that is still to be heard was said, and by how many witnesses. */
const unheard = new Map<string, { readonly saidAt: number; left: number }>();

function hear(event: Heard, isFirst: boolean): void {
  const { type, clientId, reason } = event;
  if (type === "refused" || type === "closing") troubles.add(`${type} ${String(reason)}`);
  if (typeof event["seq"] !== "number" || type === "welcome" || type === "seen") return;
  const mine = typeof clientId === "string" ? unheard.get(clientId) : undefined;
  if (mine !== undefined) {
    delays.add(performance.now() - mine.saidAt);
    mine.left -= 1;
    if (mine.left === 0) unheard.delete(String(clientId));
  } else if (isFirst) changes.add(String(type));
}

async function enter(index: number): Promise<Client> {
  const client = await Client.open({ port, room, address: witnessAddress(index), tally: new Tally() });
  if (client === null) throw new Error("A witness was not let in.");
  client.onHeard = (event) => hear(event, index === 0);
  const key = makeAttackKey(Random.of(seed, `witness ${index}`));
  if (!(await client.join(key, `Witness ${index + 1}`))) throw new Error("A witness was not welcomed.");
  void client.closed.then(() => troubles.add("connection lost"));
  return client;
}

/** What was to be heard is heard, or it is too late for it. */
async function settle(): Promise<void> {
  const giveUpAt = performance.now() + HEAR_WITHIN_MS;
  const waited = [...unheard.keys()];
  while (waited.some((clientId) => unheard.has(clientId)) && performance.now() < giveUpAt) await sleep(10);
  for (const clientId of waited) {
    missed += unheard.get(clientId)?.left ?? 0;
    if (unheard.delete(clientId)) delays.add(HEAR_WITHIN_MS);
  }
}

function tell(message: WitnessReport | "entered"): void {
  parentPort?.postMessage(message); // oxlint-disable-line unicorn/require-post-message-target-origin -- no window
}

async function report(): Promise<WitnessReport> {
  await settle();
  const told = {
    delays: delays.times(),
    missed,
    troubles: troubles.figures(""),
    changes: changes.figures(""),
  };
  [delays, changes, missed] = [new Sample(), new Tally(), 0];
  return told;
}

const clients: Client[] = [];
for (let index = 0; index < WITNESSES; index++) clients.push(await enter(index));
let said = 0;
setInterval(
  () => {
    const speaker = clients[said % WITNESSES];
    const clientId = `witness ${++said}`;
    unheard.set(clientId, { saidAt: performance.now(), left: WITNESSES });
    speaker?.send({ type: "say", clientId, text: `Is anybody there? This is number ${said}.` });
  },
  1_000 / (WITNESSES * EACH_PER_SECOND),
);
parentPort?.on("message", () => void report().then(tell));
tell("entered");
