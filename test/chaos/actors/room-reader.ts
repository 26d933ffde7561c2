/** An independent reader: it reads a whole room through `page`, over its own socket, without the client under test. */
import WebSocket from "ws";
import { encodeCommand } from "../../../src/protocol/codec/encoding.ts";
import type { Identity } from "../../../src/client/identity.ts";
import { proofOf } from "../../../src/protocol/values/identity.ts";
import { PAGE_MAX_MESSAGES } from "../../../src/protocol/limits.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import type { DurableEvent, ServerEvent } from "../../../src/protocol/events.ts";
import { isDurable } from "../deeds/deeds.ts";
import type { Reading } from "../recording.ts";

/** Milliseconds for each answer. */
const ANSWER_WITHIN_MS = 20_000;

/** Everything in `room` on the server at `port`. Rejects if the connection breaks meanwhile. */
export async function readRoom(port: number, room: RoomName, key: Identity): Promise<Reading> {
  const host = `127.0.0.1:${port}`;
  const socket = new WebSocket(`ws://${host}/ws?room=${encodeURIComponent(room)}`, "foyer.1");
  try {
    const connection = new ReaderConnection(socket);
    const { nonce } = (await connection.next("challenge")).event;
    const signature = text64(await key.sign(proofOf(host, room, nonce)));
    socket.send(encodeCommand({ type: "hello", name: "Reader", key: text64(key.publicKey), signature }));
    const welcome = (await connection.next("welcome")).event;
    const { name: _, ...facts } = welcome.room;
    const pages: Reading["pages"][number][] = [];
    for (let after = 0; ; after = pages.at(-1)?.messages.at(-1)?.seq ?? 0) {
      socket.send(encodeCommand({ type: "page", requestId: `after ${after}`, after, limit: PAGE_MAX_MESSAGES }));
      const { event, position } = await connection.next("page");
      pages.push({ seq: position, messages: event.messages });
      if (!event.more) return { seq: welcome.seq, room: facts, pages };
      if (event.messages.length === 0) throw new Error("A page said that there is more, and had nothing.");
    }
  } finally {
    socket.terminate();
  }
}

type EventOf<Type extends ServerEvent["type"]> = Extract<ServerEvent, { type: Type }>;

/** The reader's socket. It follows all events, so that it knows how far the room has come. */
class ReaderConnection {
  readonly #socket: WebSocket;
  #position: Seq = 0;
  #hear: (event: ServerEvent) => void = () => {};
  #fail: (error: Error) => void = () => {};

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("The connection closed before an answer came.")));
    socket.on("message", (data: Buffer) => {
      const value = JSON.parse(data.toString()) as ServerEvent | readonly ServerEvent[];
      for (const event of Array.isArray(value) ? (value as readonly ServerEvent[]) : [value as ServerEvent]) {
        this.#take(event);
      }
    });
  }

  /** The next event of this type, and how far the reader had come when it came. */
  next<Type extends ServerEvent["type"]>(
    type: Type,
  ): Promise<{ readonly event: EventOf<Type>; readonly position: Seq }> {
    return new Promise((settle, reject) => {
      const late = setTimeout(() => this.#fail(new Error(`No ${type} came.`)), ANSWER_WITHIN_MS);
      this.#fail = (error) => {
        clearTimeout(late);
        reject(error);
      };
      this.#hear = (event) => {
        if (event.type !== type) return;
        clearTimeout(late);
        settle({ event: event as EventOf<Type>, position: this.#position });
      };
    });
  }

  #take(event: ServerEvent): void {
    if (isDurable(event)) this.#position = event.seq;
    else this.#takeOther(event);
    this.#hear(event);
  }

  #takeOther(event: Exclude<ServerEvent, DurableEvent>): void {
    switch (event.type) {
      case "refused":
      case "closing":
        return this.#fail(new Error(`The reader received ${JSON.stringify(event)}`));
      case "marked":
        return this.#socket.send(encodeCommand({ type: "confirm", mark: event.id }));
      case "welcome":
        this.#position = event.seq;
        return;
      case "challenge":
      case "presence":
      case "typed":
      case "seen":
      case "page":
      case "results":
    }
  }
}

function text64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
