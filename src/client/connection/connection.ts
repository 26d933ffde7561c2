import type { WireCommand } from "../../protocol/wire-commands.ts";
import { encodeCommand, parseEvents, type UnknownEvent } from "../../protocol/codec/encoding.ts";
import { proofOf, toBase64Url } from "../../protocol/values/identity.ts";
import type { PersonName, RoomName } from "../../protocol/values/names.ts";
import { type Cursor, PING, PONG, SUBPROTOCOL } from "../../protocol/wire.ts";
import type { ClosingReason, RefusalReason, Refused, ServerEvent } from "../../protocol/events.ts";
import { mayReconnectAfter } from "../../protocol/close-codes.ts";
import { reconnectDelayMs } from "./backoff.ts";
import type { Clock } from "../clock.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { Identity } from "../identity.ts";

/** Milliseconds for connecting and the handshake, over the slowest network on which you can still chat. */
const WELCOME_WITHIN_MS = 20_000;

/**
 * Milliseconds for which a refused signature is tried again. After a deploy a room may run its old code for up to 300 s while
 * the client is new, and the two may not agree on the signed text.
 */
const BAD_SIGNATURE_FOR_MS = 300_000;

/**
 * `connecting`: an attempt is under way. `open`: welcomed. `waiting`: the next attempt is at `retryAt`.
 * `stopped`: it will not reconnect automatically, for `reason`; null if the frame with the reason was lost.
 */
export type Status =
  | { readonly state: "connecting" }
  | { readonly state: "open" }
  | { readonly state: "waiting"; readonly retryAt: number }
  | { readonly state: "stopped"; readonly reason: ClosingReason | RefusalReason | null };

/** What the connection needs of a WebSocket. Tests have a scripted one. */
export interface Transport {
  /** The server's host, as `new URL(url).host` gives it: with the port, unless it is the scheme's default. */
  readonly host: string;
  send(frame: string): void;
  close(): void;
}

export interface TransportEvents {
  onFrame(frame: string): void;
  /** Called once, however the socket ended, even if it never opened. With the close code, if there is one. */
  onClose(code?: number): void;
}

export interface ConnectionOptions {
  readonly room: RoomName;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly open: (subprotocol: string, events: TransportEvents) => Transport;
  /** Read at each handshake. */
  readonly name: () => PersonName;
  readonly cursor: () => Cursor | null;
  readonly onEvent: (event: Exclude<ServerEvent, { type: "challenge" | "marked" }> | UnknownEvent) => void;
  readonly onStatus: (status: Status) => void;
}

/**
 * One connection to a room: the handshake, and reconnecting when the socket is lost. It keeps no history: at each handshake it
 * asks for the cursor to resume from.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #heartbeat: Heartbeat;
  #status: Status = { state: "connecting" };
  #transport: Transport | null = null;
  #attempt = 0;
  /** The earliest time to reconnect that the server gave, by our clock; null if it gave none. */
  #notBefore: number | null = null;
  /** Whether the server asked for the present delay. */
  #isHeldOff = false;
  /** When the first of the signatures refused in a row was sent. */
  #badSignatureAt: number | null = null;
  /** Cancels the timer of the next attempt, or of the present one. */
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
    if (this.#transport !== null || this.#status.state === "waiting") return;
    this.#badSignatureAt = null;
    if (this.#heldOffMs() > 0) this.#wait();
    else this.#connect();
  }

  /** Disconnects, until the next `start`. */
  stop(): void {
    this.#close();
    this.#setStatus({ state: "connecting" });
  }

  /** Sends `command`, if welcomed. Returns whether the socket took it, which does not mean that it arrives. */
  send(command: WireCommand): boolean {
    if (this.#status.state !== "open" || this.#transport === null) return false;
    this.#transport.send(encodeCommand(command));
    return true;
  }

  /**
   * There may be a network again, or the user looks at the client again: connects now instead of after the delay, or checks
   * that the socket is alive.
   */
  wake(): void {
    if (this.#status.state === "waiting" && !this.#isHeldOff) {
      this.#attempt = 0;
      this.#connect();
    } else if (this.#status.state === "open") this.#heartbeat.ping();
  }

  /** Drops the socket and resumes on another: call it when an event is missing. */
  resume(): void {
    if (this.#status.state === "open") this.#drop();
  }

  #connect(): void {
    this.#cancelTimer();
    this.#notBefore = null;
    this.#setStatus({ state: "connecting" });
    const transport = this.#options.open(SUBPROTOCOL, {
      onFrame: (frame) => {
        if (this.#transport === transport) this.#receive(transport, frame);
      },
      onClose: (code) => {
        if (this.#transport !== transport) return;
        if (code === undefined || this.#notBefore !== null || mayReconnectAfter(code)) this.#drop();
        else this.#end(null);
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
      return this.#drop(); // not JSON: this is no Foyer server; another attempt may reach one
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
        this.#notBefore = null;
        this.#badSignatureAt = null;
        this.#cancelTimer();
        this.#heartbeat.start();
        // The event comes first: on "open" the owner sends, and must know by then what was confirmed.
        onEvent(event);
        if (this.#transport === transport) this.#setStatus({ state: "open" }); // unless the event made the owner stop it
        return;
      case "refused":
        if (this.#status.state === "connecting") this.#refused(event);
        onEvent(event);
        return;
      case "marked":
        transport.send(encodeCommand({ type: "confirm", mark: event.id }));
        return;
      case "closing":
        if (event.retry) this.#stayAway(event.retryAfterMs);
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

  /** Before the welcome, only `hello` can have been refused. */
  #refused({ reason, retryAfterMs }: Refused): void {
    const now = this.#options.clock.now();
    if (reason === "bad_signature") this.#badSignatureAt ??= now;
    const isForNow =
      reason === "bad_signature"
        ? now - (this.#badSignatureAt ?? now) < BAD_SIGNATURE_FOR_MS
        : reason === "internal" || retryAfterMs !== undefined;
    if (!isForNow) return this.#end(reason);
    this.#stayAway(retryAfterMs);
    this.#drop();
  }

  async #greet(transport: Transport, nonce: string): Promise<void> {
    const { room, identity, name, cursor } = this.#options;
    const signature = await identity.sign(proofOf(transport.host, room, nonce));
    if (this.#transport !== transport) return; // it dropped while we were signing
    const hello = { name: name(), key: toBase64Url(identity.publicKey), signature: toBase64Url(signature) };
    const after = cursor();
    transport.send(encodeCommand({ type: "hello", ...hello, ...(after !== null && { after }) }));
  }

  #close(): void {
    this.#cancelTimer();
    this.#heartbeat.stop();
    const transport = this.#transport;
    this.#transport = null;
    transport?.close();
  }

  #stayAway(retryAfterMs = 0): void {
    this.#notBefore = this.#options.clock.now() + retryAfterMs;
  }

  /** Milliseconds until the time that the server gave. */
  #heldOffMs(): number {
    return Math.max(0, (this.#notBefore ?? 0) - this.#options.clock.now());
  }

  #drop(): void {
    this.#close();
    this.#wait();
  }

  #wait(): void {
    const { clock } = this.#options;
    const heldOffMs = this.#heldOffMs();
    this.#isHeldOff = heldOffMs > 0;
    const delayMs = heldOffMs + reconnectDelayMs(this.#attempt, clock.random());
    this.#attempt += 1;
    this.#setTimer(delayMs, () => this.#connect());
    this.#setStatus({ state: "waiting", retryAt: clock.now() + delayMs });
  }

  #end(reason: ClosingReason | RefusalReason | null): void {
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
