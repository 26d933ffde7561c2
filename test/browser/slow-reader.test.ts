/**
 * Shows that somebody who stops reading, on a real TCP connection, is closed at the bound, and costs nobody else
 * anything.
 */
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import WebSocket from "ws";
import { proofOf } from "../../src/protocol/identity.ts";
import { parseRoomName } from "../../src/protocol/names.ts";
import { SUBPROTOCOL } from "../../src/protocol/wire.ts";
import { Speaker } from "../support/browser/speakers.ts";
import { freshRoom } from "../support/browser/visitors.ts";
import { startServer } from "../support/browser/wrangler.ts";

/**
 * Messages of 4,000 characters: more than the 4 MiB that a `foyer.1` socket may be behind, and what TCP holds
 * besides.
 */
const MESSAGES = 1_400;

/** A member who proved a key and whose TCP connection is then not read any more. */
async function frozenMember(serverUrl: string, room: string): Promise<WebSocket> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const socket = new WebSocket(`${serverUrl.replace("http", "ws")}/ws?room=${room}`, SUBPROTOCOL);
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.on("message", (data: Buffer) => {
      const event: { type: string; nonce?: string } = JSON.parse(data.toString());
      if (event.type === "challenge") socket.send(helloOf(room, event.nonce ?? "", publicKey, privateKey));
      if (event.type === "welcome") resolve();
    });
  });
  socket.pause();
  return socket;
}

function helloOf(room: string, nonce: string, publicKey: KeyObject, privateKey: KeyObject): string {
  const name = parseRoomName(room);
  if (name === null) throw new Error("A fresh room has a room's name.");
  const signature = sign(null, Buffer.from(proofOf(name, nonce)), privateKey).toString("base64url");
  const key = publicKey.export({ format: "jwk" }).x;
  return JSON.stringify({ type: "hello", name: "Frozen", key, signature });
}

test("[W2] a TCP client that never reads is closed as too slow; everybody else gets every message", async () => {
  const room = freshRoom();
  const server = await startServer({ vars: { MESSAGES_PER_SECOND: 1_000_000, MESSAGE_BURST: 1_000_000 } });
  try {
    const frozen = await frozenMember(server.url, room);
    const [bob, reader] = [
      await Speaker.connect(server.url, `?room=${room}&name=bob`),
      await Speaker.connect(server.url, `?room=${room}&name=reader`),
    ];
    const texts = Array.from({ length: MESSAGES }, (_, index) => `${index} ${"x".repeat(3_990)}`);
    await bob.sayAll(texts);
    await server.logged(/"event":"socket_closed_by_room","room":"[^"]*","reason":"too_slow"/);
    const received = await reader.received(MESSAGES);
    expect(received.map((frame) => Reflect.get(JSON.parse(frame), "context"))).toEqual(texts);
    frozen.terminate();
    bob.close();
    reader.close();
  } finally {
    await server.stop();
  }
}, 60_000);
