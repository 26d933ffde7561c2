/** One connection of somebody who takes part in an attack, in either dialect. It counts what it is told. */
import { hostAt, RawSocket } from "../../bench/load/clients/raw-socket.ts";
import { proofOf } from "../../src/protocol/values/identity.ts";
import type { WireCommand } from "../../src/protocol/wire-commands.ts";
import type { RoomName } from "../../src/protocol/values/names.ts";
import { PONG, SUBPROTOCOL } from "../../src/protocol/wire.ts";
import type { Tally } from "../fuzz/tally.ts";
import { headersFrom } from "./addresses.ts";
import type { AttackKey } from "./keys.ts";

/** Milliseconds for any answer: a room that takes longer does not answer. */
const ANSWER_WITHIN_MS = 10_000;

interface Entrance {
  readonly port: number;
  readonly room: RoomName;
  readonly address: string;
}

/** An event, or a line to a plain client. */
export type Heard = Readonly<Record<string, unknown>>;

export interface ClientOptions extends Entrance {
  /** A plain client's name; it has no key. */
  readonly guest?: string;
  /** It offers to compress frames, and so cannot read what it is sent. */
  readonly isCompressing?: boolean;
  readonly tally: Tally;
}

const COMPRESSION = { "Sec-WebSocket-Extensions": "permessage-deflate" };

let ids = 0;

export class Client {
  readonly #socket: RawSocket;
  readonly #options: ClientOptions;
  readonly #waiting = new Set<{ readonly isIt: (event: Heard) => boolean; readonly settle: (event: Heard) => void }>();
  readonly #end = Promise.withResolvers<void>();
  #nonce = "";
  isClosed = false;
  /** Whether the room told it to go. */
  isSentAway = false;
  onHeard: (event: Heard) => void = () => {};

  private constructor(socket: RawSocket, options: ClientOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.onLost = () => this.#noteClosed();
    socket.listen((payload) => this.#hear(payload));
  }

  /** Connects; resolves with null where the server does not let it, which is counted. */
  static async open(options: ClientOptions): Promise<Client | null> {
    const { port, room, address, guest, tally } = options;
    const headers = { ...headersFrom(address), ...(options.isCompressing === true && COMPRESSION) };
    const query = new URLSearchParams({ room, ...(guest !== undefined && { name: guest }) });
    const protocol = guest === undefined ? { subprotocol: SUBPROTOCOL } : {};
    try {
      const path = `/ws?${query.toString()}`;
      return new Client(await RawSocket.open({ port, path, ...protocol, headers }), options);
    } catch (error) {
      tally.add(`not let in: ${(error as Error).message}`);
      return null;
    }
  }

  /** Proves `key`. Resolves with whether it was welcomed. */
  async join(key: AttackKey, name: string): Promise<boolean> {
    if (this.#nonce === "" && (await this.next(({ type }) => type === "challenge")) === null) {
      this.#options.tally.add("no challenge");
      return false;
    }
    const signature = key.sign(proofOf(hostAt(this.#options.port), this.#options.room, this.#nonce));
    this.send({ type: "hello", name, key: key.publicKey, signature });
    const answer = await this.next(({ type }) => type === "welcome" || type === "refused");
    return answer?.["type"] === "welcome";
  }

  send(frame: WireCommand | readonly WireCommand[] | string): void {
    if (!this.isClosed) this.#socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** Sends bytes that are frames, or are not. */
  write(bytes: Buffer): void {
    if (!this.isClosed) this.#socket.write(bytes);
  }

  get isGuest(): boolean {
    return this.#options.guest !== undefined;
  }

  /** Resolves when the connection is over. */
  get closed(): Promise<void> {
    return this.#end.promise;
  }

  /** An id that nobody has used. */
  newId(): string {
    return `c${++ids}`;
  }

  stopReading(): void {
    this.#socket.stopReading();
  }

  /** The next event that is it; null where the connection ends first, or none comes. */
  async next(isIt: (event: Heard) => boolean): Promise<Heard | null> {
    if (this.isClosed) return null;
    const { promise, resolve } = Promise.withResolvers<Heard | null>();
    const waiting = { isIt, settle: resolve };
    const late = setTimeout(() => resolve(null), ANSWER_WITHIN_MS);
    this.#waiting.add(waiting);
    const event = await Promise.race([promise, this.closed.then(() => null)]);
    clearTimeout(late);
    this.#waiting.delete(waiting);
    return event;
  }

  /** Ends the connection without a word. */
  close(): void {
    this.#socket.close();
    this.#noteClosed();
  }

  #noteClosed(): void {
    this.isClosed = true;
    this.#end.resolve();
  }

  #hear(payload: Buffer): void {
    const frame = payload.toString();
    if (frame === PONG || this.#options.isCompressing === true) return;
    const value = JSON.parse(frame) as Heard | readonly Heard[];
    for (const event of Array.isArray(value) ? (value as readonly Heard[]) : [value as Heard]) this.#take(event);
  }

  #take(event: Heard): void {
    const { type, reason } = event;
    if (typeof reason === "string") this.#options.tally.add(typeof type === "string" ? `${type} ${reason}` : reason);
    if (type === "closing" || (type === undefined && reason === "too_many_sockets")) this.isSentAway = true;
    if (type === "challenge") this.#nonce = String(event["nonce"]);
    if (type === "marked") this.send({ type: "confirm", mark: String(event["id"]) });
    this.onHeard(event);
    for (const { isIt, settle } of this.#waiting) if (isIt(event)) settle(event);
  }
}
