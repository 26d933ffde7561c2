/** A plain client that takes part: it speaks the tutorial's dialect over a relay. */
import WebSocket from "ws";
import type { Relay } from "../server/relay.ts";
import type { Random } from "../random.ts";
import type { Recorder } from "../recording.ts";

export interface PlainClientOptions {
  readonly client: string;
  readonly room: string;
  /** Whether it asks for the new texts of edited messages ([D7]). */
  readonly wantsEdits: boolean;
  readonly relay: Relay;
  readonly random: Random;
  readonly recorder: Recorder;
}

export class PlainClient {
  readonly client: string;
  readonly #options: PlainClientOptions;
  #socket: WebSocket | null = null;
  #cancelReturn: () => void = () => {};
  #isLeaving = false;

  constructor(options: PlainClientOptions) {
    this.client = options.client;
    this.#options = options;
  }

  /** Connects, and reconnects whenever the connection ends. */
  enter(): void {
    const { relay, room, wantsEdits, recorder } = this.#options;
    const query = new URLSearchParams({ room, name: this.client, ...(wantsEdits && { edits: "1" }) });
    const socket = new WebSocket(`${relay.url}/ws?${query}`);
    this.#socket = socket;
    socket.on("open", () => recorder.add({ kind: "entered", client: this.client }));
    socket.on("message", (data: Buffer) => this.#hear(data.toString()));
    socket.on("error", () => {}); // "close" follows
    socket.on("close", () => {
      if (!this.#isLeaving) this.#returnIn(this.#options.random.whole(100, 1_500));
    });
  }

  /** Says `text`, or nothing without a connection: a plain client has no outbox. */
  say(text: string): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const command = { type: "say", text, replyTo: null } as const;
    this.#options.recorder.add({ kind: "submitted", client: this.client, clientId: null, command });
    this.#socket.send(JSON.stringify({ uName: this.client, context: text }));
  }

  close(): void {
    this.#isLeaving = true;
    this.#cancelReturn();
    this.#socket?.terminate();
    this.#options.relay.close();
  }

  #hear(frame: string): void {
    const { context, reason } = JSON.parse(frame) as { context: string; reason?: string };
    if (reason !== undefined) return; // from the room itself, to this client only
    this.#options.recorder.add({ kind: "heard", client: this.client, text: context });
  }

  #returnIn(delayMs: number): void {
    const timer = setTimeout(() => this.enter(), delayMs);
    this.#cancelReturn = () => clearTimeout(timer);
  }
}
