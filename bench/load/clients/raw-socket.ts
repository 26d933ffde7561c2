/**
 * A WebSocket that costs the load as little as possible in Node: all sockets read into one buffer, and frames are passed on
 * as bytes of that buffer. Text frames only, no extensions.
 */
import { connect, type Socket } from "node:net";
import { encodeFrame, frameAt, OPCODES, type Frame } from "./frames.ts";

/** The most bytes of one read. */
const READ_BYTES = 256 * 1024;
const buffer = Buffer.allocUnsafeSlow(READ_BYTES);

/** The `Host` of every request to the server on `port`. */
export function hostAt(port: number): string {
  return `127.0.0.1:${port}`;
}

const END_OF_HANDSHAKE = "\r\n\r\n";

export interface Address {
  readonly port: number;
  readonly path: string;
  readonly subprotocol?: string;
  /** In addition to those of every handshake. */
  readonly headers?: Readonly<Record<string, string>>;
}

export class RawSocket {
  readonly #socket: Socket;
  /** The beginning of a frame whose end has not arrived. */
  #carry: Buffer | null = null;
  #onFrame: ((payload: Buffer) => void) | null = null;
  /** Frames that arrived while there was no listener. */
  readonly #waiting: Buffer[] = [];
  /** Called once if the connection ends without `close`. */
  onLost: (why: string) => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Resolves when the server has accepted the connection, and rejects if it refuses. */
  static open({ port, path, subprotocol, headers = {} }: Address): Promise<RawSocket> {
    return new Promise((settle, reject) => {
      let handshake = "";
      let isOpen = false;
      const receive = (bytes: number): boolean => {
        if (isOpen) raw.#receive(buffer.subarray(0, bytes));
        else {
          handshake += buffer.toString("latin1", 0, bytes);
          const end = handshake.indexOf(END_OF_HANDSHAKE);
          if (end < 0) return true;
          const [status = ""] = handshake.split("\r\n", 1);
          if (!status.startsWith("HTTP/1.1 101")) {
            socket.destroy(new Error(`The server answered ${status}.`));
            return true;
          }
          isOpen = true;
          settle(raw);
          raw.#receive(Buffer.from(handshake.slice(end + END_OF_HANDSHAKE.length), "latin1"));
        }
        return true;
      };
      const socket = connect({ port, host: "127.0.0.1", noDelay: true, onread: { buffer, callback: receive } });
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

  /** Passes every frame to `listener`, beginning with those that waited. A payload is valid only until `listener` returns. */
  listen(listener: (payload: Buffer) => void): void {
    this.#onFrame = listener;
    for (const payload of this.#waiting.splice(0)) listener(payload);
  }

  /** The next frame as text. Those after it wait for the next listener. */
  next(): Promise<string> {
    return new Promise((settle, reject) => {
      this.onLost = (why) => reject(new Error(why));
      const [first] = this.#waiting;
      if (first !== undefined) {
        this.#waiting.shift();
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

  /** Sends any bytes, whether they are frames or not. */
  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** Stops reading: data waits in the kernel, and once that is full, at the server. */
  stopReading(): void {
    this.#socket.pause();
  }

  /** Sends a ping of the WebSocket protocol. The platform answers it without the room. */
  ping(): void {
    this.#socket.write(encodeFrame(OPCODES.ping, Buffer.alloc(0)));
  }

  /** Ends the connection without a close frame. */
  close(): void {
    this.onLost = () => {};
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
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
    else if (this.#onFrame === null) this.#waiting.push(Buffer.from(payload));
    else this.#onFrame(payload);
  }
}
