/**
 * Owns one WebSocket of the load, as cheaply as Node can: frames are handed over as bytes, where they lie in the one buffer
 * that all sockets read into. Text frames only, no extensions.
 */
import { connect, type Socket } from "node:net";

/** Bytes that one read takes at most. */
const READ_BYTES = 256 * 1024;
const buffer = Buffer.allocUnsafeSlow(READ_BYTES);

const TEXT = 0x81;
const PING = 0x89;
const PONG = 0x8a;
const OPCODE = 0x0f;
const OPCODE_CLOSE = 8;
const OPCODE_PING = 9;
const OPCODE_PONG = 10;

/** A client must mask; a mask of zeros costs nothing to apply (RFC 6455, section 5.3). */
const MASKED = 0x80;
const MASK_BYTES = 4;

const END_OF_OPENING = "\r\n\r\n";

export interface Address {
  readonly port: number;
  readonly path: string;
  readonly subprotocol?: string;
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
  static open({ port, path, subprotocol }: Address): Promise<RawSocket> {
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
      const protocol = subprotocol === undefined ? "" : `Sec-WebSocket-Protocol: ${subprotocol}\r\n`;
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${protocol}\r\n`,
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
    this.#socket.write(frameOf(TEXT, Buffer.from(text)));
  }

  /** Sends a ping of the WebSocket protocol, which the platform answers and no room hears of. */
  ping(): void {
    this.#socket.write(frameOf(PING, Buffer.alloc(0)));
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
    for (;;) {
      const start = payloadStart(bytes, at);
      if (start === null) break;
      const end = start + payloadLength(bytes, at);
      if (end > bytes.length) break;
      this.#handle((bytes[at] ?? 0) & OPCODE, bytes.subarray(start, end));
      at = end;
    }
    if (at < bytes.length) this.#carry = Buffer.from(bytes.subarray(at));
  }

  #handle(opcode: number, payload: Buffer): void {
    if (opcode === OPCODE_PING) this.#socket.write(frameOf(PONG, payload));
    else if (opcode === OPCODE_PONG) return;
    else if (opcode === OPCODE_CLOSE) this.#socket.destroy();
    else if (this.#onFrame === null) this.#unheard.push(Buffer.from(payload));
    else this.#onFrame(payload);
  }
}

/** Where the payload of the frame at `at` begins; null while its header is not there yet. */
function payloadStart(bytes: Buffer, at: number): number | null {
  const short = bytes[at + 1];
  if (short === undefined) return null;
  const start = at + 2 + (short === 127 ? 8 : short === 126 ? 2 : 0);
  return start <= bytes.length ? start : null;
}

/** Bytes of the payload of the frame at `at`; servers do not mask. */
function payloadLength(bytes: Buffer, at: number): number {
  const short = bytes[at + 1] ?? 0;
  if (short === 127) return Number(bytes.readBigUInt64BE(at + 2));
  return short === 126 ? bytes.readUInt16BE(at + 2) : short;
}

function frameOf(head: number, payload: Buffer): Buffer {
  const isShort = payload.length < 126;
  const frame = Buffer.alloc((isShort ? 2 : 4) + MASK_BYTES + payload.length);
  frame[0] = head;
  frame[1] = MASKED | (isShort ? payload.length : 126);
  if (!isShort) frame.writeUInt16BE(payload.length, 2);
  payload.copy(frame, frame.length - payload.length);
  return frame;
}
