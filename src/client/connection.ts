/**
 * Owns the one socket to a room: the handshake, and coming back when it was lost, which `heartbeat.ts` notices. It has no
 * DOM and keeps no history; what it resumes from is asked of its owner at each handshake.
 */
import { parseEvents, type UnknownEvent } from "../protocol/encoding.ts";
import { proofOf, toBase64Url } from "../protocol/identity.ts";
import type { PersonName, RoomName } from "../protocol/names.ts";
import { type Cursor, PING, PONG, SUBPROTOCOL } from "../protocol/wire.ts";
import type { ClosingReason, RefusalReason, ServerEvent } from "../protocol/events.ts";
import { reconnectDelayMs } from "./backoff.ts";
import type { Clock } from "./clock.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { Identity } from "./identity.ts";

/** Milliseconds for connecting and the handshake, over the slowest network that one can still chat on. */
const WELCOME_WITHIN_MS = 20_000;

/**
 * `connecting`: an attempt is under way. `open`: welcomed. `waiting`: the next attempt is at `retryAt`.
 * `stopped`: it will not come back by itself, for `reason`.
 */
export type Status =
  | { readonly state: "connecting" }
  | { readonly state: "open" }
  | { readonly state: "waiting"; readonly retryAt: number }
  | { readonly state: "stopped"; readonly reason: ClosingReason | RefusalReason };

/** What the connection needs of a WebSocket; a test gives a scripted one. */
export interface Transport {
  /** The server's host, with the port unless it is the scheme's own: as `host` of the URL has it. */
  readonly host: string;
  send(frame: string): void;
  close(): void;
}

export interface TransportEvents {
  onFrame(frame: string): void;
  /** Called once, however the socket ended, also where it never opened. */
  onClose(): void;
}

export interface ConnectionOptions {
  readonly room: RoomName;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly open: (subprotocol: string, events: TransportEvents) => Transport;
  /** Asked at each handshake. */
  readonly name: () => PersonName;
  readonly cursor: () => Cursor | null;
  readonly onEvent: (event: Exclude<ServerEvent, { type: "challenge" | "marked" }> | UnknownEvent) => void;
  readonly onStatus: (status: Status) => void;
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #heartbeat: Heartbeat;
  #status: Status = { state: "connecting" };
  #transport: Transport | null = null;
  #attempt = 0;
  /** What the server asks us to wait at least, from its `closing`. */
  #notBeforeMs = 0;
  /** Of the next attempt, or of the one under way. */
  #cancelTimer: () => void = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#heartbeat = new Heartbeat({
      clock: options.clock,
      sendPing: () => this.#transport?.send(PING),
      onDead: () => this.#drop(),
    });
  }

  get status(): Status {
    return this.#status;
  }

  /** Connects, and stays connected until `stop`. */
  start(): void {
    if (this.#transport === null && this.#status.state !== "waiting") this.#connect();
  }

  /** Ends it until the next `start`. */
  stop(): void {
    this.#close();
    this.#setStatus({ state: "connecting" });
  }

  /** Sends `command`, if welcomed. Returns whether it was handed to the socket; that is no confirmation. */
  send(command: object): boolean {
    if (this.#status.state !== "open" || this.#transport === null) return false;
    this.#transport.send(JSON.stringify(command));
    return true;
  }

  /**
   * There may be a network again, or somebody looks: tries at once instead of at the end of the delay, or checks the
   * socket.
   */
  wake(): void {
    if (this.#status.state === "waiting" && this.#notBeforeMs === 0) {
      this.#attempt = 0;
      this.#connect();
    } else if (this.#status.state === "open") this.#heartbeat.ping();
  }

  /** Gives the socket up and resumes on another: what the owner does that sees a hole. */
  resume(): void {
    if (this.#status.state === "open") this.#drop();
  }

  #connect(): void {
    this.#cancelTimer();
    this.#setStatus({ state: "connecting" });
    const transport = this.#options.open(SUBPROTOCOL, {
      onFrame: (frame) => {
        if (this.#transport === transport) this.#receive(transport, frame);
      },
      onClose: () => {
        if (this.#transport === transport) this.#drop();
      },
    });
    this.#transport = transport;
    this.#setTimer(WELCOME_WITHIN_MS, () => this.#drop());
  }

  #receive(transport: Transport, frame: string): void {
    this.#heartbeat.heard();
    if (frame === PONG) return;
    let events;
    try {
      events = parseEvents(frame);
    } catch {
      return this.#drop(); // not JSON: whatever this is, it is no Foyer; another attempt may reach one
    }
    for (const event of events) {
      if (this.#transport !== transport) return; // an event before this one ended the connection
      this.#handle(transport, event);
    }
  }

  #handle(transport: Transport, event: ServerEvent | UnknownEvent): void {
    const { onEvent } = this.#options;
    switch (event.type) {
      case "challenge":
        void this.#greet(transport, event.nonce);
        return;
      case "welcome":
        this.#attempt = 0;
        this.#notBeforeMs = 0;
        this.#cancelTimer();
        this.#heartbeat.start();
        // First the event: whoever hears "open" may send, and must have settled what was confirmed meanwhile.
        onEvent(event);
        if (this.#transport === transport) this.#setStatus({ state: "open" }); // else the owner stopped it on hearing that
        return;
      case "refused":
        // Before the welcome only `hello` can have been refused, and would be again; but a fault of the room's may pass.
        if (this.#status.state === "connecting") {
          if (event.reason === "internal") this.#drop();
          else this.#end(event.reason);
        }
        onEvent(event);
        return;
      case "marked":
        transport.send(JSON.stringify({ type: "confirm", mark: event.id }));
        return;
      case "closing":
        if (event.retry) this.#notBeforeMs = event.retryAfterMs ?? 0;
        else this.#end(event.reason);
        onEvent(event);
        return;
      case "said":
      case "edited":
      case "removed":
      case "reacted":
      case "topic_set":
      case "presence":
      case "typed":
      case "seen":
      case "page":
      case "results":
      case "unknown":
        onEvent(event);
    }
  }

  async #greet(transport: Transport, nonce: string): Promise<void> {
    const { room, identity, name, cursor } = this.#options;
    const signature = await identity.sign(proofOf(transport.host, room, nonce));
    if (this.#transport !== transport) return; // it dropped while we signed
    const hello = { name: name(), key: toBase64Url(identity.publicKey), signature: toBase64Url(signature) };
    transport.send(JSON.stringify({ type: "hello", ...hello, after: cursor() ?? undefined }));
  }

  #close(): void {
    this.#cancelTimer();
    this.#heartbeat.stop();
    const transport = this.#transport;
    this.#transport = null;
    transport?.close();
  }

  #drop(): void {
    this.#close();
    const { clock } = this.#options;
    const delayMs = this.#notBeforeMs + reconnectDelayMs(this.#attempt, clock.random());
    this.#attempt += 1;
    this.#setTimer(delayMs, () => {
      this.#notBeforeMs = 0;
      this.#connect();
    });
    this.#setStatus({ state: "waiting", retryAt: clock.now() + delayMs });
  }

  #end(reason: ClosingReason | RefusalReason): void {
    this.#close();
    this.#setStatus({ state: "stopped", reason });
  }

  #setTimer(delayMs: number, run: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(delayMs, run);
  }

  #setStatus(status: Status): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}
