/** Owns one plain client that takes part: the tutorial's dialect, by hand, over a wire like everybody's. */
import WebSocket from "ws";
import type { Line } from "./line.ts";
import type { Random } from "./random.ts";
import type { Recorder } from "./recording.ts";

export interface PlainTalkerOptions {
  readonly client: string;
  readonly room: string;
  readonly line: Line;
  readonly random: Random;
  readonly recorder: Recorder;
}

export class PlainTalker {
  readonly client: string;
  readonly line: Line;
  readonly #options: PlainTalkerOptions;
  readonly #texts = new Set<string>();
  #socket: WebSocket | null = null;
  #cancelReturn: () => void = () => {};
  #isLeaving = false;
  reconnects = -1;

  constructor(options: PlainTalkerOptions) {
    this.client = options.client;
    this.line = options.line;
    this.#options = options;
  }

  /** Comes in, and comes back whenever it is thrown out. */
  enter(): void {
    const { line, room, recorder } = this.#options;
    this.reconnects += 1;
    const socket = new WebSocket(`${line.url}/ws?room=${encodeURIComponent(room)}&name=${this.client}`);
    this.#socket = socket;
    socket.on("open", () => recorder.add({ kind: "welcomed", client: this.client, recovered: false }));
    socket.on("message", (data: Buffer) => this.#hear(data.toString()));
    socket.on("error", () => {}); // "close" follows
    socket.on("close", () => {
      recorder.add({ kind: "dropped", client: this.client });
      if (!this.#isLeaving) this.#returnIn(this.#options.random.whole(100, 1_500));
    });
  }

  /** Says `text`, or nothing where it has no connection: nobody keeps anything for it. Returns whether it did. */
  say(text: string): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#texts.add(text);
    this.#options.recorder.add({ kind: "sent", client: this.client, clientId: null, text });
    this.#socket.send(JSON.stringify({ uName: this.client, context: text }));
    return true;
  }

  close(): void {
    this.#isLeaving = true;
    this.#cancelReturn();
    this.#socket?.terminate();
    this.line.close();
  }

  #hear(frame: string): void {
    const { recorder } = this.#options;
    const { context, reason } = JSON.parse(frame) as { context: string; reason?: string };
    if (reason !== undefined) return; // from the room itself, to this client alone
    recorder.add({ kind: "heard", client: this.client, text: context });
    if (this.#texts.has(context)) recorder.add({ kind: "confirmed", client: this.client, text: context, seq: null });
  }

  #returnIn(delayMs: number): void {
    const timer = setTimeout(() => this.enter(), delayMs);
    this.#cancelReturn = () => clearTimeout(timer);
  }
}
