/**
 * Owns the one socket to a room: the handshake, and coming back when it was lost, which `heartbeat.ts` notices. It has no
 * DOM and keeps no history; what it resumes from is asked of its owner at each handshake.
 */
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

/** Milliseconds for connecting and the handshake, over the slowest network that one can still chat on. */
const WELCOME_WITHIN_MS = 20_000;

/**
 * Milliseconds for which a signature that is refused is tried again: after a deploy the page may be new while a room runs
 * the code of before for up to 300 s, and the two may sign another text.
 */
const BAD_SIGNATURE_FOR_MS = 300_000;

/**
 * `connecting`: an attempt is under way. `open`: welcomed. `waiting`: the next attempt is at `retryAt`.
 * `stopped`: it will not come back by itself, for `reason`; null where the frame that names it was lost.
 */
export type Status =
  | { readonly state: "connecting" }
  | { readonly state: "open" }
  | { readonly state: "waiting"; readonly retryAt: number }
  | { readonly state: "stopped"; readonly reason: ClosingReason | RefusalReason | null };

/** What the connection needs of a WebSocket; a test gives a scripted one. */
export interface Transport {
  /** The server's host, with the port unless it is the scheme's own: as `host` of the URL has it. */
  readonly host: string;
  send(frame: string): void;
  close(): void;
}

export interface TransportEvents {
  onFrame(frame: string): void;
  /** Called once, however the socket ended, also where it never opened; with the close code where there is one. */
  onClose(code?: number): void;
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
  /** The server asked us to come back at this time at the earliest, by our clock; null: it did not ask. */
  #notBefore: number | null = null;
  /** Whether the delay that is running is one that the server has asked for. */
  #isHeldOff = false;
  /** When the first of the signatures that were refused in a row was. */
  #badSignatureAt: number | null = null;
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
    if (this.#transport !== null || this.#status.state === "waiting") return;
    this.#badSignatureAt = null;
    if (this.#heldOffMs() > 0) this.#wait();
    else this.#connect();
  }

  /** Ends it until the next `start`. */
  stop(): void {
    this.#close();
    this.#setStatus({ state: "connecting" });
  }

  /** Sends `command`, if welcomed. Returns whether it was handed to the socket; that is no confirmation. */
  send(command: WireCommand): boolean {
    if (this.#status.state !== "open" || this.#transport === null) return false;
    this.#transport.send(encodeCommand(command));
    return true;
  }

  /**
   * There may be a network again, or somebody looks: tries at once instead of at the end of the delay, or checks the
   * socket.
   */
  wake(): void {
    if (this.#status.state === "waiting" && !this.#isHeldOff) {
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
        this.#notBefore = null;
        this.#badSignatureAt = null;
        this.#cancelTimer();
        this.#heartbeat.start();
        // First the event: whoever hears "open" may send, and must have settled what was confirmed meanwhile.
        onEvent(event);
        if (this.#transport === transport) this.#setStatus({ state: "open" }); // else the owner stopped it on hearing that
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

  /** Before the welcome only `hello` can have been refused. */
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
    if (this.#transport !== transport) return; // it dropped while we signed
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

  /** Milliseconds until the time that the server has named. */
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
