/** A connection of an attacker, in either dialect: it can prove a key, and tells when the room has answered. */
import WebSocket from "ws";
import { encodeCommand } from "../../src/protocol/codec/encoding.ts";
import type { Identity } from "../../src/client/identity.ts";
import { proofOf, type MemberId } from "../../src/protocol/values/identity.ts";
import type { RoomName } from "../../src/protocol/values/names.ts";
import { PONG, type Seq } from "../../src/protocol/wire.ts";
import type { Random } from "../chaos/random.ts";
import type { Fields } from "./commands.ts";

/** Milliseconds for any answer of a room that is busy with the frames of all attackers. */
export const ANSWER_WITHIN_MS = 30_000;
/** The probability that it never confirms a mark: the room closes it in the end, as a client that does not read. */
const UNCONFIRMING_PROBABILITY = 0.2;

export interface AttackerConnectionOptions {
  /** `ws://127.0.0.1:<port>`. */
  readonly url: string;
  readonly room: RoomName;
  readonly random: Random;
  readonly isPlain: boolean;
  /** The member whose key it can prove. */
  readonly member: MemberId;
  /** Called for each message of this member, from any of its connections. */
  readonly onOwn: (seq: Seq) => void;
  /** Called for each refusal, and when the room announces that it closes the connection. */
  readonly onRefusal: (event: Refusal) => void;
}

/** Why the room refuses a command, or closes the connection. */
export interface Refusal {
  readonly isClosing: boolean;
  readonly reason: string;
}

export class AttackerConnection {
  readonly #options: AttackerConnectionOptions;
  readonly #socket: WebSocket;
  readonly #isUnconfirming: boolean;
  #nonce = "";
  #waiting: { readonly isIt: (event: Fields) => boolean; readonly settle: () => void } | null = null;
  #isClosed = false;

  private constructor(options: AttackerConnectionOptions) {
    const { url, room, random, isPlain } = options;
    this.#options = options;
    this.#isUnconfirming = random.happens(UNCONFIRMING_PROBABILITY);
    const address = `${url}/ws?room=${encodeURIComponent(room)}`;
    this.#socket = isPlain ? new WebSocket(`${address}&history=20`) : new WebSocket(address, "foyer.1");
    this.#socket.on("error", () => {}); // "close" follows
    this.#socket.on("close", () => {
      this.#isClosed = true;
      this.#waiting?.settle();
    });
    this.#socket.on("message", (data: Buffer) => this.#take(data.toString()));
  }

  /** Connects; resolves when the room has sent its first frame, or when it is over. */
  static async begin(options: AttackerConnectionOptions): Promise<AttackerConnection> {
    const connection = new AttackerConnection(options);
    if (options.isPlain)
      await new Promise<void>((settle) => connection.#socket.once("open", settle).once("close", () => settle()));
    else await connection.#until((event) => event["type"] === "challenge");
    return connection;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  proof(key: Identity): Promise<Uint8Array> {
    const { url, room } = this.#options;
    return key.sign(proofOf(new URL(url).host, room, this.#nonce));
  }

  hello(key: Identity, signature: Uint8Array): string {
    const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
    return encodeCommand({ type: "hello", name: "Mallory", key: text64(key.publicKey), signature: text64(signature) });
  }

  async join(key: Identity): Promise<void> {
    const hello = this.hello(key, await this.proof(key));
    const welcomed = this.#until((event) => event["type"] === "welcome");
    this.send(hello);
    await welcomed;
  }

  /** Sends a frame unless the socket is known to be closed, and returns whether it did. */
  send(frame: string): boolean {
    return this.sendBytes(Buffer.from(frame), true);
  }

  sendBytes(data: Buffer, isText: boolean): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(data, { binary: !isText });
    return true;
  }

  /** Asks for something that the room answers in every state. Resolves with whether it did, or closed the socket. */
  sync(id: string): Promise<boolean> {
    const isAnswered = this.#until((event) =>
      this.#options.isPlain ? event["context"] === `sync ${id}` : event["requestId"] === `sync ${id}`,
    );
    const ask = { type: "page", requestId: `sync ${id}`, before: 1 };
    this.send(this.#options.isPlain ? `sync ${id}` : JSON.stringify(ask));
    return isAnswered;
  }

  end(isPolite: boolean): void {
    if (isPolite) this.#socket.close();
    else this.#socket.terminate();
  }

  /** Resolves with true at the first such event, or when the connection is over; with false when it is too late. */
  #until(isIt: (event: Fields) => boolean): Promise<boolean> {
    if (this.#isClosed) return Promise.resolve(true);
    return new Promise((settle) => {
      const end = (isAnswered: boolean): void => {
        clearTimeout(late);
        this.#waiting = null;
        settle(isAnswered);
      };
      const late = setTimeout(() => end(false), ANSWER_WITHIN_MS);
      this.#waiting = { isIt, settle: () => end(true) };
    });
  }

  #take(frame: string): void {
    if (frame === PONG) return;
    const { member, onOwn, onRefusal } = this.#options;
    const value = JSON.parse(frame) as Fields | readonly Fields[];
    for (const event of Array.isArray(value) ? (value as readonly Fields[]) : [value as Fields]) {
      const { type, reason } = event;
      if (type === "challenge") this.#nonce = String(event["nonce"]);
      if (type === "marked" && !this.#isUnconfirming) this.send(JSON.stringify({ type: "confirm", mark: event["id"] }));
      if (type === "said" && (event["from"] as Fields)["id"] === member) onOwn(Number(event["seq"]));
      if (typeof reason === "string") onRefusal({ isClosing: type === "closing", reason });
      if (this.#waiting?.isIt(event) === true) this.#waiting.settle();
    }
  }
}
