/** Owns one tab's sockets: it records what the client is told, and has frames replayed that the client sent. */
import WebSocket from "ws";
import type { Transport, TransportEvents } from "../../../src/client/connection/connection.ts";
import { parseEvents } from "../../../src/protocol/codec/encoding.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { type Cursor, PING, PONG, type Seq } from "../../../src/protocol/wire.ts";
import type { Relay } from "../server/relay.ts";
import type { Random } from "../random.ts";
import type { Recorder, Told } from "../recording.ts";
import { Replays } from "./replays.ts";

export interface RecordingSocketOptions {
  readonly client: string;
  readonly room: RoomName;
  readonly relay: Relay;
  readonly random: Random;
  readonly recorder: Recorder;
}

export class RecordingSocket {
  readonly #options: RecordingSocketOptions;
  readonly #sockets = new Set<WebSocket>();
  /** How far the client has come. */
  #position: Seq = 0;
  /** Whether it wants to go on from somewhere. */
  #hasCursor = false;
  readonly replays: Replays;
  /** Connections after the first; resumes that reached back too far. */
  reconnects = -1;
  restarts = 0;

  constructor(options: RecordingSocketOptions) {
    this.#options = options;
    this.replays = new Replays(options.random);
  }

  /** What a connection is given for a socket. `events` are told of each frame after it was recorded. */
  open(subprotocol: string, events: TransportEvents): Transport {
    const { relay, room } = this.#options;
    this.reconnects += 1;
    let isClosed = false;
    const socket = new WebSocket(`${relay.url}/ws?room=${encodeURIComponent(room)}`, subprotocol);
    this.#sockets.add(socket);
    socket.on("error", () => {}); // "close" follows
    socket.on("close", () => {
      this.#sockets.delete(socket);
      events.onClose();
    });
    socket.on("message", (data: Buffer) => {
      if (isClosed) return; // the client has turned away from this socket, and shows nothing of it
      const frame = data.toString();
      const isWelcome = this.#note(frame);
      events.onFrame(frame);
      if (!isWelcome || socket.readyState !== WebSocket.OPEN) return;
      for (const again of this.replays.afterReturn()) socket.send(again);
    });
    return {
      host: new URL(relay.url).host,
      send: (frame) => this.#send(socket, frame),
      close() {
        isClosed = true;
        socket.close();
      },
    };
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  #send(socket: WebSocket, frame: string): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(frame);
    if (frame === PING) return;
    const { client, recorder } = this.#options;
    const { type, after, clientId } = JSON.parse(frame) as { type: string; after?: Cursor; clientId?: string };
    if (type === "hello") {
      this.#hasCursor = after !== undefined;
      recorder.add({ kind: "greeted", client, after: after?.seq ?? null });
    }
    if (clientId !== undefined) for (const again of this.replays.with(clientId, frame)) socket.send(again);
  }

  /** Records what a frame says. Returns whether it begins a connection. */
  #note(frame: string): boolean {
    const { client, recorder } = this.#options;
    const events = frame === PONG ? [] : parseEvents(frame).flatMap((event) => this.#told(event) ?? []);
    if (events.length > 0) recorder.add({ kind: "told", client, events });
    return events.some(({ type }) => type === "welcome");
  }

  /** What there is to record of `event`, or null. */
  #told(event: ReturnType<typeof parseEvents>[number]): Told | null {
    const { recorder } = this.#options;
    switch (event.type) {
      case "welcome": {
        const { type, seq, recovered, room } = event;
        this.#position = seq;
        if (!recovered && this.#hasCursor) this.restarts += 1;
        const messages = event.messages.map((said) => recorder.shared(said));
        return { type, seq, recovered, topic: room.topic, messages };
      }
      case "page":
        return { type: "page", messages: event.messages.map((said) => recorder.shared(said)) };
      case "refused": {
        const { type, clientId, reason, retryAfterMs } = event;
        if (clientId === undefined || retryAfterMs !== undefined) return null;
        this.replays.forget(clientId);
        return { type, clientId, reason };
      }
      case "reacted":
        if (event.seq <= this.#position) this.replays.forget(event.clientId);
        this.#position = Math.max(this.#position, event.seq);
        return recorder.shared(event);
      case "said":
      case "edited":
      case "removed":
      case "topic_set":
        this.#position = Math.max(this.#position, event.seq);
        return recorder.shared(event);
      case "challenge":
      case "presence":
      case "typed":
      case "seen":
      case "results":
      case "marked":
      case "closing":
      case "unknown":
        return null;
    }
  }
}
