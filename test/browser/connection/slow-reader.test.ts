/**
 * A client that stops reading, on a real TCP connection, is closed at the limit, and costs nobody else
 * anything.
 */
import { encodeCommand } from "../../../src/protocol/codec/encoding.ts";
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import WebSocket from "ws";
import { proofOf } from "../../../src/protocol/values/identity.ts";
import { parseRoomName } from "../../../src/protocol/values/names.ts";
import { SUBPROTOCOL } from "../../../src/protocol/wire.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { ownServer } from "../../support/browser/servers.ts";

/**
 * Messages of 4,000 characters: more than the 4 MiB that a `foyer.1` socket may be behind, plus what TCP
 * buffers.
 */
const MESSAGES = 1_400;

interface Event {
  readonly type: string;
  readonly nonce?: string;
  readonly id?: string;
  readonly text?: string;
}

/** A member that joins with a key, and confirms the marks it reads. */
async function enter(serverUrl: string, room: string, onEvent: (event: Event) => void = () => {}): Promise<WebSocket> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { host } = new URL(serverUrl);
  const socket = new WebSocket(`${serverUrl.replace("http", "ws")}/ws?room=${room}`, SUBPROTOCOL);
  onTestFinished(() => socket.terminate());
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.on("message", (data: Buffer) => {
      const frame: Event | readonly Event[] = JSON.parse(data.toString());
      for (const event of [frame].flat() as readonly Event[]) {
        if (event.type === "challenge") socket.send(helloOf(host, room, event.nonce ?? "", publicKey, privateKey));
        if (event.type === "marked") socket.send(encodeCommand({ type: "confirm", mark: event.id ?? "" }));
        if (event.type === "welcome") resolve();
        onEvent(event);
      }
    });
  });
  return socket;
}

function helloOf(host: string, room: string, nonce: string, publicKey: KeyObject, privateKey: KeyObject): string {
  const name = parseRoomName(room);
  if (name === null) throw new Error("A fresh room has a room's name.");
  const signature = sign(null, Buffer.from(proofOf(host, name, nonce)), privateKey).toString("base64url");
  const { x: key = "" } = publicKey.export({ format: "jwk" });
  return encodeCommand({ type: "hello", name: "Somebody", key, signature });
}

test("[W2] a TCP client that never reads is closed as too slow; everybody else gets every message", async () => {
  const room = freshRoom();
  const server = await ownServer();
  (await enter(server.url, room)).pause();
  const received: string[] = [];
  await enter(server.url, room, ({ type, text }) => void (type === "said" && received.push(text ?? "")));
  const speaker = await enter(server.url, room);
  const texts = Array.from({ length: MESSAGES }, (_, index) => `${index} ${"x".repeat(3_990)}`);
  for (const [index, text] of texts.entries()) {
    speaker.send(encodeCommand({ type: "say", clientId: `${index}`, text }));
    // A few at a time, or the sender itself would fall behind.
    if (index % 50 === 49) await expect.poll(() => received.length).toBe(index + 1);
  }
  await server.logged(/"event":"socket_closed_by_room","room":"[^"]*","reason":"too_slow"/);
  expect(received).toEqual(texts);
});
