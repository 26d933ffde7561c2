/**
 * Shows that somebody who stops reading, on a real TCP connection, is closed at the bound, and costs nobody else
 * anything.
 */
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import WebSocket from "ws";
import { proofOf } from "../../src/protocol/identity.ts";
import { parseRoomName } from "../../src/protocol/names.ts";
import { SUBPROTOCOL } from "../../src/protocol/wire.ts";
import { freshRoom, guestIn } from "../support/browser/rooms.ts";
import { ownServer } from "../support/browser/servers.ts";
import { UNLIMITED } from "../support/browser/wrangler.ts";

/**
 * Messages of 4,000 characters: more than the 4 MiB that a `foyer.1` socket may be behind, and what TCP holds
 * besides.
 */
const MESSAGES = 1_400;

/** A member proves a key and comes in, and its TCP connection is then not read any more. */
async function letFreeze(serverUrl: string, room: string): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { host } = new URL(serverUrl);
  const socket = new WebSocket(`${serverUrl.replace("http", "ws")}/ws?room=${room}`, SUBPROTOCOL);
  onTestFinished(() => socket.terminate());
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.on("message", (data: Buffer) => {
      const event: { type: string; nonce?: string } = JSON.parse(data.toString());
      if (event.type === "challenge") socket.send(helloOf(host, room, event.nonce ?? "", publicKey, privateKey));
      if (event.type === "welcome") resolve();
    });
  });
  socket.pause();
}

function helloOf(host: string, room: string, nonce: string, publicKey: KeyObject, privateKey: KeyObject): string {
  const name = parseRoomName(room);
  if (name === null) throw new Error("A fresh room has a room's name.");
  const signature = sign(null, Buffer.from(proofOf(host, name, nonce)), privateKey).toString("base64url");
  const key = publicKey.export({ format: "jwk" }).x;
  return JSON.stringify({ type: "hello", name: "Frozen", key, signature });
}

test("[W2] a TCP client that never reads is closed as too slow; everybody else gets every message", async () => {
  const room = freshRoom();
  const server = await ownServer({ vars: UNLIMITED });
  await letFreeze(server.url, room);
  const bob = await guestIn(room, { url: server.url });
  const reader = await guestIn(room, { name: "reader", url: server.url });
  const texts = Array.from({ length: MESSAGES }, (_, index) => `${index} ${"x".repeat(3_990)}`);
  await bob.sayAll(texts);
  await server.logged(/"event":"socket_closed_by_room","room":"[^"]*","reason":"too_slow"/);
  const received = await reader.received(MESSAGES);
  expect(received.map((frame) => Reflect.get(JSON.parse(frame), "context"))).toEqual(texts);
});
