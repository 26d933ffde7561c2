/**
 * Owns one WebSocket of the load, as cheaply as Node can: frames are handed over as bytes, where they lie in the one buffer
 * that all sockets read into. Text frames only, no extensions.
 */
import { connect, type Socket } from "node:net";
import { encodeFrame, frameAt, OPCODES, type Frame } from "./frames.ts";

/** Bytes that one read takes at most. */
const READ_BYTES = 256 * 1024;
const buffer = Buffer.allocUnsafeSlow(READ_BYTES);

/** The host that every request names, of the server on `port`. */
export function hostAt(port: number): string {
  return `127.0.0.1:${port}`;
}

const END_OF_OPENING = "\r\n\r\n";

export interface Address {
  readonly port: number;
  readonly path: string;
  readonly subprotocol?: string;
  /** Besides those of every opening. */
  readonly headers?: Readonly<Record<string, string>>;
}

export class RawSocket {
  readonly #socket: Socket;
  /** The beginning of a frame whose rest has not come yet. */
  #carry: Buffer | null = null;
  #onFrame: ((payload: Buffer) => void) | null = null;
  /** Frames that came while nobody listened. */
  readonly #unheard: Buffer[] = [];
  /** Called once when the connection ends without `close`. */
  onLost: (why: string) => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Resolves when the server has taken the connection; rejects where it did not. */
  static open({ port, path, subprotocol, headers = {} }: Address): Promise<RawSocket> {
    return new Promise((settle, reject) => {
      let opening = "";
      let isOpen = false;
      const take = (bytes: number): boolean => {
        if (isOpen) raw.#take(buffer.subarray(0, bytes));
        else {
          opening += buffer.toString("latin1", 0, bytes);
          const end = opening.indexOf(END_OF_OPENING);
          if (end < 0) return true;
          const [status = ""] = opening.split("\r\n", 1);
          if (!status.startsWith("HTTP/1.1 101")) {
            socket.destroy(new Error(`The server answered ${status}.`));
            return true;
          }
          isOpen = true;
          settle(raw);
          raw.#take(Buffer.from(opening.slice(end + END_OF_OPENING.length), "latin1"));
        }
        return true;
      };
      const socket = connect({ port, host: "127.0.0.1", noDelay: true, onread: { buffer, callback: take } });
      const raw = new RawSocket(socket);
      let why = "The server closed the connection.";
      socket.once("error", (error) => (why = error.message));
      socket.once("close", () => {
        reject(new Error(why));
        raw.onLost(why);
      });
      const protocol = subprotocol === undefined ? {} : { "Sec-WebSocket-Protocol": subprotocol };
      const more = Object.entries({ ...protocol, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: ${hostAt(port)}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${more.join("")}\r\n`,
      );
    });
  }

  /**
   * From now on every frame goes to `listener`, those first that came before. The payload is valid only until it
   * returns.
   */
  listen(listener: (payload: Buffer) => void): void {
    this.#onFrame = listener;
    for (const payload of this.#unheard.splice(0)) listener(payload);
  }

  /** The next frame as text; what follows it waits for the next listener. */
  next(): Promise<string> {
    return new Promise((settle, reject) => {
      this.onLost = (why) => reject(new Error(why));
      const [first] = this.#unheard;
      if (first !== undefined) {
        this.#unheard.shift();
        settle(first.toString());
        return;
      }
      this.#onFrame = (payload) => {
        this.#onFrame = null;
        settle(payload.toString());
      };
    });
  }

  send(text: string): void {
    this.write(encodeFrame(OPCODES.text, Buffer.from(text)));
  }

  /** Sends bytes that are frames, or are not. */
  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** From now on reads nothing: what comes waits in the kernel, and when that is full at the server. */
  stopReading(): void {
    this.#socket.pause();
  }

  /** Sends a ping of the WebSocket protocol, which the platform answers and no room hears of. */
  ping(): void {
    this.#socket.write(encodeFrame(OPCODES.ping, Buffer.alloc(0)));
  }

  /** Ends the connection without a word. */
  close(): void {
    this.onLost = () => {};
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const bytes = this.#carry === null ? chunk : Buffer.concat([this.#carry, chunk]);
    this.#carry = null;
    let at = 0;
    for (let frame = frameAt(bytes, at); frame !== null; frame = frameAt(bytes, at)) {
      this.#handle(frame);
      at = frame.end;
    }
    if (at < bytes.length) this.#carry = Buffer.from(bytes.subarray(at));
  }

  #handle({ opcode, payload }: Frame): void {
    if (opcode === OPCODES.ping) this.#socket.write(encodeFrame(OPCODES.pong, payload));
    else if (opcode === OPCODES.pong) return;
    else if (opcode === OPCODES.close) this.#socket.destroy();
    else if (this.#onFrame === null) this.#unheard.push(Buffer.from(payload));
    else this.#onFrame(payload);
  }
}
