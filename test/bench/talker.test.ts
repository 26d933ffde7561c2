/** The talker keeps sending without answers, and counts every wait: it exists to find the longest. */
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { Talker } from "../../bench/load/clients/talker.ts";

/** Starts a room that accepts everybody, and passes each `said` event to `handle`. Returns its port. */
async function room(handle: (said: string, socket: WebSocket) => void): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => server.close());
  let seq = 0;
  server.on("connection", (socket) => {
    socket.send(JSON.stringify({ type: "challenge", nonce: "nonce" }));
    socket.on("message", (data: Buffer) => {
      const command = JSON.parse(data.toString()) as { readonly type: string; readonly text?: string };
      if (command.type === "hello") socket.send(JSON.stringify({ type: "welcome", seq }));
      else handle(JSON.stringify({ type: "said", seq: ++seq, text: command.text }), socket);
    });
  });
  await new Promise((settle) => server.once("listening", settle));
  return (server.address() as AddressInfo).port;
}

async function start(port: number): Promise<Talker> {
  const talker = await Talker.start(port);
  onTestFinished(() => talker.stop());
  return talker;
}

it("keeps sending without answers, and counts the wait of each message", async () => {
  let held: string[] | null = null;
  const port = await room((said, socket) => {
    held?.push(said);
    if (held === null) socket.send(said);
    else if (held.length === 5) {
      for (const late of held) socket.send(late);
      held = null;
    }
  });
  const talker = await start(port);
  const waits = await talker.waitsDuring(async () => {
    held = [];
    await expect.poll(() => held).toBeNull();
  });
  expect(waits.count).toBeGreaterThan(5);
  expect(waits.max).toBeGreaterThan(waits.median);
});

it("fails if a message or the connection is lost, whatever it is waiting for", async () => {
  let count = 0;
  const forgetful = await start(await room((said, socket) => (++count === 3 ? null : socket.send(said))));
  const never = (): Promise<void> => new Promise(() => {});
  await expect(forgetful.waitsDuring(never)).rejects.toThrow("After seq 2 came 4.");
  const gone = await start(await room((_said, socket) => socket.terminate()));
  await expect(gone.waitsDuring(never)).rejects.toThrow("The talker lost the connection");
});
