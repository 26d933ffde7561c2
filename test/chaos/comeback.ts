/**
 * `npm run comeback`: how long it takes until all clients are back after a server was killed. The clients are the page's own
 * `Connection`, with its backoff; all of them run in this process, and so on one core.
 */
import { parseArgs } from "node:util";
import WebSocket from "ws";
import { Connection, type Transport, type TransportEvents } from "../../src/client/connection/connection.ts";
import { LOBBY, parsePersonName } from "../../src/protocol/values/names.ts";
import type { Cursor } from "../../src/protocol/wire.ts";
import { clockWith } from "./actors/clock.ts";
import { makeKey } from "./actors/keys.ts";
import { Random } from "./random.ts";
import { tableOf } from "./table.ts";
import { makeSite, removeSite, startWorkerd } from "./server/workerd.ts";

const { values } = parseArgs({ options: { clients: { type: "string", default: "1000" } } });
const clients = Number(values.clients);
const random = new Random(1);
const site = await makeSite({
  MESSAGES_PER_SECOND: 2,
  MESSAGE_BURST: 10,
  SOCKETS_PER_ADDRESS: clients,
  UNCONFIRMED_MAX_BYTES: 1e12,
  HISTORY_LIMIT: 0,
  RATE_LIMITS: "off",
});
let server = await startWorkerd(site);

function open(subprotocol: string, events: TransportEvents): Transport {
  const host = `127.0.0.1:${server.port}`;
  const socket = new WebSocket(`ws://${host}/ws`, subprotocol);
  socket.on("error", () => {}); // "close" follows
  socket.on("close", () => events.onClose());
  socket.on("message", (data: Buffer) => events.onFrame(data.toString()));
  return { host, send: (frame) => socket.send(frame), close: () => socket.close() };
}

/** When each client was welcomed, in milliseconds since `from`; resolves when all were. */
function everybody(from: number): Promise<readonly number[]> {
  const welcomed: number[] = [];
  return new Promise((resolve) => {
    onWelcome = () => {
      welcomed.push(performance.now() - from);
      if (welcomed.length === clients) resolve(welcomed);
    };
  });
}

let onWelcome = (): void => {};
let recovered = 0;
const connections: Connection[] = [];
let begun = performance.now();
const first = everybody(begun);
for (let number = 0; number < clients; number++) {
  const named = parsePersonName(`client ${number}`);
  if (!named.ok) throw new Error("That is a name.");
  let cursor: Cursor | null = null;
  const connection = new Connection({
    room: LOBBY,
    identity: await makeKey(random),
    clock: clockWith(random),
    open,
    name: () => named.value,
    cursor: () => cursor,
    onStatus: () => {},
    onEvent(event) {
      if (event.type !== "welcome") return;
      cursor = { epoch: event.epoch, seq: event.seq };
      if (event.recovered) recovered += 1;
      onWelcome();
    },
  });
  connections.push(connection);
  connection.start();
}
const arrivals = await first;

await server.kill();
server = await startWorkerd(site);
begun = performance.now();
const returns = (await everybody(begun)).toSorted((a, b) => a - b);
const at = (share: number): number => Math.round(returns[Math.ceil(share * clients) - 1] ?? 0);
console.log(
  tableOf({
    clients,
    "ms until all had joined, one after the other": Math.round(arrivals.at(-1) ?? 0),
    "ms from the server's start until half were back": at(0.5),
    "ms until 99% were back": at(0.99),
    "ms until all were back": at(1),
    "resumed without a new start": recovered,
  }),
);
for (const connection of connections) connection.stop();
await server.kill();
await removeSite(site);
