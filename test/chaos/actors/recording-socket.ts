/** A tab's sockets: records what the client receives, and sends some of its frames again. */
import WebSocket from "ws";
import type { Transport, TransportEvents } from "../../../src/client/connection/connection.ts";
import { parseEvents } from "../../../src/protocol/codec/encoding.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { type Cursor, PING, PONG, type Seq } from "../../../src/protocol/wire.ts";
import { deedReportedBy, isDurable } from "../deeds/deeds.ts";
import type { Random } from "../random.ts";
import type { Received, Recorder, RoomFacts } from "../recording.ts";
import type { Relay } from "../server/relay.ts";
import { Replays } from "./replays.ts";

export interface RecordingSocketOptions {
  readonly client: string;
  readonly room: RoomName;
  readonly relay: Relay;
  readonly random: Random;
  readonly recorder: Recorder;
}

/** The fields of a command that are looked at here. */
interface SentCommand {
  readonly type: string;
  readonly after?: Cursor;
  readonly clientId?: string;
  readonly requestId?: string;
  readonly query?: string;
  readonly before?: Seq | null;
}

export class RecordingSocket {
  readonly #options: RecordingSocketOptions;
  readonly #sockets = new Set<WebSocket>();
  /** How far the client has come. */
  #position: Seq = 0;
  /** Whether its last hello had an `after`. */
  #hasCursor = false;
  readonly replays: Replays;
  /** Connections after the first; resumes that reached back too far. */
  reconnects = -1;
  restarts = 0;

  constructor(options: RecordingSocketOptions) {
    this.#options = options;
    this.replays = new Replays(options.random);
  }

  /** The transport for a `Connection`. `events` get each frame after it was recorded. */
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
      if (isClosed) return; // the client has given up this socket, and ignores what still comes
      const frame = data.toString();
      const isWelcome = this.#record(frame);
      events.onFrame(frame);
      if (!isWelcome || socket.readyState !== WebSocket.OPEN) return;
      for (const replay of this.replays.afterReturn()) socket.send(replay);
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
    const { type, after, clientId, requestId, query, before = null } = JSON.parse(frame) as SentCommand;
    if (type === "hello") {
      this.#hasCursor = after !== undefined;
      recorder.add({ kind: "greeted", client, after: after?.seq ?? null });
    }
    if (type === "search" && requestId !== undefined && query !== undefined) {
      recorder.add({ kind: "searched", client, search: { requestId, query, before } });
    }
    if (clientId !== undefined) for (const replay of this.replays.with(clientId, frame)) socket.send(replay);
  }

  /** Records the events of a frame. Returns whether it has a welcome. */
  #record(frame: string): boolean {
    const { client, recorder } = this.#options;
    const events = frame === PONG ? [] : parseEvents(frame).flatMap((event) => this.#toRecord(event) ?? []);
    if (events.length > 0) recorder.add({ kind: "received", client, events });
    return events.some(({ type }) => type === "welcome");
  }

  /** What to record of `event`, or null. */
  #toRecord(event: ReturnType<typeof parseEvents>[number]): Received | null {
    const { recorder } = this.#options;
    if (isDurable(event)) {
      if (event.seq <= this.#position && deedReportedBy(event).mayChangeNothing) this.replays.forget(event.clientId);
      this.#position = Math.max(this.#position, event.seq);
      return recorder.shared(event);
    }
    switch (event.type) {
      case "welcome": {
        const { type, seq, recovered } = event;
        const { name: _, ...room } = event.room;
        this.#position = seq;
        if (!recovered && this.#hasCursor) this.restarts += 1;
        const messages = event.messages.map((said) => recorder.shared(said));
        return { type, seq, recovered, room: room satisfies RoomFacts, messages };
      }
      case "page":
        return { type: "page", messages: event.messages.map((said) => recorder.shared(said)) };
      case "results": {
        const { type, requestId, more, searchedTo } = event;
        const messages = event.messages.map((said) => recorder.shared(said));
        return { type, requestId, messages, more, ...(searchedTo && { searchedTo }) };
      }
      case "refused": {
        const { type, clientId, reason, retryAfterMs } = event;
        if (clientId === undefined || retryAfterMs !== undefined) return null;
        this.replays.forget(clientId);
        return { type, clientId, reason };
      }
      case "challenge":
      case "presence":
      case "typed":
      case "seen":
      case "marked":
      case "closing":
      case "unknown":
        return null;
    }
  }
}
