/** Bytes that are not frames, on a connection that was opened as a WebSocket: what `ws` refuses to send. */
import { connect } from "node:net";
import type { RoomName } from "../../src/protocol/values/names.ts";
import type { Random } from "../chaos/random.ts";

export interface GarbageOptions {
  /** `ws://127.0.0.1:<port>`. */
  readonly url: string;
  readonly room: RoomName;
  readonly random: Random;
  /** Pieces of garbage. */
  readonly count: number;
  /** Milliseconds after which the connection is given up. */
  readonly withinMs: number;
}

/** Sends it, and awaits `meanwhile` before it closes the connection. */
export async function sendGarbage(options: GarbageOptions, meanwhile: () => Promise<void>): Promise<void> {
  const { url, random, count, withinMs } = options;
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const closed = new Promise<void>((settle) => socket.once("close", () => settle()));
  socket.on("error", () => {}); // "close" follows
  socket.setTimeout(withinMs, () => socket.destroy());
  const opened = new Promise<void>((settle) => socket.once("data", () => settle()));
  socket.write(openingOf(options));
  await Promise.race([opened, closed]);
  socket.resume();
  for (let i = 0; i < count; i++) socket.write(garbage(random));
  await Promise.race([new Promise<void>((settle) => socket.end(settle)), closed]);
  await meanwhile();
  socket.destroy(); // after a protocol error workerd keeps its end open for as long as the room is awake
}

function openingOf({ url, room, random }: GarbageOptions): string {
  const key = Buffer.from(random.bytes(16)).toString("base64");
  return [
    `GET /ws?room=${encodeURIComponent(room)} HTTP/1.1`,
    `Host: ${new URL(url).hostname}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${key}`,
    ...(random.happens(0.5) ? ["Sec-WebSocket-Protocol: foyer.1"] : []),
    "",
    "",
  ].join("\r\n");
}

function garbage(random: Random): Buffer {
  const bytes = Buffer.from(random.bytes(random.whole(1, 60)));
  switch (random.whole(0, 3)) {
    case 0: // a close frame, and a text frame behind it
      return Buffer.from([0x88, 0x80, 0, 0, 0, 0, 0x81, 0x82, 0, 0, 0, 0, 0x7b, 0x7d]);
    case 1: // a length that never comes
      return Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, ...bytes]);
    case 2: // an unmasked frame, which no client may send
      return Buffer.from([0x81, bytes.length, ...bytes]);
    default:
      return bytes;
  }
}
