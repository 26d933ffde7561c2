/** The load notices a server's mistakes: a figure from lost messages would be worth nothing. */
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { Crowd } from "../../bench/load/clients/crowd.ts";
import { eachStamp, textOf, type Stamp } from "../../bench/load/clients/messages.ts";
import { Sample } from "../../bench/load/sample.ts";

const opened: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

/** Starts a server that passes each message to `handle`. Returns its port. */
async function serve(
  handle: (message: string, clients: readonly WebSocket[], from: WebSocket) => void,
): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  opened.push(server);
  server.on("connection", (socket) => {
    socket.on("message", (data: Buffer) => handle(data.toString(), [...server.clients], socket));
  });
  await new Promise((settle) => server.once("listening", settle));
  return (server.address() as AddressInfo).port;
}

async function crowd(port: number, clients = 3): Promise<Crowd> {
  const connected = await Crowd.connect({ port, dialect: "bare", clients });
  opened.push(connected);
  return connected;
}

const toAll = (message: string, clients: readonly WebSocket[]): void => {
  for (const client of clients) client.send(message);
};

it("counts a copy for each client", async () => {
  const people = await crowd(await serve(toAll));
  for (let n = 0; n < 100; n++) people.say(n % 3);
  await people.allArrived();
  expect(people).toMatchObject({ said: 100, delivered: 300, frames: 300 });
});

it("parses many frames from one read, and a frame split over several reads", async () => {
  const long = "x".repeat(70_000);
  const people = await crowd(await serve((message, clients) => toAll(message + long, clients)));
  for (let n = 0; n < 20; n++) people.say(0);
  await people.allArrived();
  expect(people.delivered).toBe(60);
});

it("fails if a message arrives twice", async () => {
  const people = await crowd(
    await serve((message, clients) => {
      toAll(message, clients);
      clients[2]?.send(message);
    }),
  );
  people.say(0);
  people.say(0);
  await expect(people.allArrived()).rejects.toThrow("deliveries too many");
});

it("fails if messages arrive in another order", async () => {
  const held: string[] = [];
  const people = await crowd(
    await serve((message, clients) => {
      held.push(message);
      if (held.length === 2) for (const late of held.toReversed()) toAll(late, clients);
    }),
  );
  people.say(1);
  people.say(1);
  await expect(people.allArrived()).rejects.toThrow("Message 1 of client 1 arrived instead of 0.");
});

it("fails if a connection is lost", async () => {
  const people = await crowd(await serve((_message, _clients, from) => from.terminate()));
  people.say(1);
  await expect(people.allArrived()).rejects.toThrow("Client 1 lost its connection");
});

it("fails if the server does not speak WebSocket", async () => {
  const plain: Server = createServer((socket) => socket.end("HTTP/1.1 404 Not Found\r\n\r\n"));
  opened.push(plain);
  await new Promise<void>((settle) => plain.listen(0, "127.0.0.1", settle));
  await expect(crowd((plain.address() as AddressInfo).port)).rejects.toThrow("404");
});

it("gives every message 70 bytes, and finds its stamp within any framing", () => {
  const stamps: readonly Stamp[] = [
    { sender: 4_999, index: 123_456, sentAt: 987_654_321_012 },
    { sender: 0, index: 0, sentAt: 0 },
  ];
  for (const stamp of stamps) expect(Buffer.byteLength(textOf(stamp))).toBe(70);
  const found: Stamp[] = [];
  eachStamp(Buffer.from(JSON.stringify(stamps.map(textOf))), (stamp) => found.push(stamp));
  expect(found).toEqual(stamps);
});

it("returns the median and the 99th percentile, also after it had to grow", () => {
  const sample = new Sample();
  for (let value = 100_001; value >= 1; value--) sample.add(value);
  expect(sample.times()).toEqual({ count: 100_001, median: 50_001, p99: 99_001, max: 100_001 });
  expect(() => new Sample().times()).toThrow("Nothing was measured.");
});
