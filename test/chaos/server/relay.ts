/**
 * The TCP relay between one client and the server. It can cut a connection in the middle of a frame, stand still for a while,
 * and delay the next connection, so that clients come back in another order.
 */
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { FrameScanner } from "./frame-scanner.ts";
import type { Random } from "../random.ts";

/** `up`: what the client sends. `down`: what the server sends. */
export type Direction = "up" | "down";

export class Relay {
  /** `ws://127.0.0.1:<port>`. */
  readonly url: string;
  readonly #relay: Server;
  readonly #serverPort: () => number;
  readonly #random: Random;
  readonly #pairs = new Set<readonly [near: Socket, far: Socket]>();
  #isFrozen = false;
  #cutNext: Direction | null = null;
  #holdNextMs = 0;
  /** How many cuts fell into the middle of a frame. */
  readonly cuts: Record<Direction, number> = { up: 0, down: 0 };

  private constructor(relay: Server, serverPort: () => number, random: Random) {
    this.#relay = relay;
    this.url = `ws://127.0.0.1:${(relay.address() as AddressInfo).port}`;
    this.#serverPort = serverPort;
    this.#random = random;
    relay.on("connection", (near) => this.#admit(near));
  }

  /** `serverPort` is asked at each connection: a server that was killed comes back on another port. */
  static async listen(serverPort: () => number, random: Random): Promise<Relay> {
    const relay = createServer({ noDelay: true });
    await new Promise<void>((settle) => relay.listen(0, "127.0.0.1", settle));
    return new Relay(relay, serverPort, random);
  }

  /** Ends the connection in the middle of the next frame that goes this way. */
  cut(direction: Direction): void {
    this.#cutNext = direction;
  }

  /** Nothing is read from either end until `thaw`; both ends stay open. */
  freeze(): void {
    this.#isFrozen = true;
    for (const [near, far] of this.#pairs) for (const socket of [near, far]) socket.pause();
  }

  thaw(): void {
    this.#isFrozen = false;
    for (const [near, far] of this.#pairs) for (const socket of [near, far]) socket.resume();
  }

  /** The next connection waits so long before it reaches the server. */
  holdNext(delayMs: number): void {
    this.#holdNextMs = delayMs;
  }

  /** Closes the relay and its connections. */
  close(): void {
    this.#relay.close();
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  #admit(near: Socket): void {
    near.on("error", () => near.destroy()); // "close" follows, and both ends are destroyed
    const delayMs = this.#holdNextMs;
    this.#holdNextMs = 0;
    if (delayMs === 0) return this.#connect(near);
    near.pause();
    const held = setTimeout(() => this.#connect(near), delayMs);
    near.once("close", () => clearTimeout(held));
  }

  #connect(near: Socket): void {
    const far = connect({ port: this.#serverPort(), host: "127.0.0.1", noDelay: true });
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on("error", end).on("close", end);
    this.#carry("up", near, far, end);
    this.#carry("down", far, near, end);
    near.resume();
    if (this.#isFrozen) this.freeze();
  }

  #carry(direction: Direction, from: Socket, to: Socket, end: () => void): void {
    const scanner = new FrameScanner();
    from.on("data", (chunk: Buffer) => {
      const whole = scanner.take(chunk);
      const torn = this.#cutNext === direction && whole !== null ? this.#tear(chunk, whole) : null;
      if (torn !== null) {
        this.#cutNext = null;
        this.cuts[direction] += 1;
        from.pause();
        to.write(torn, end);
        return;
      }
      if (to.write(chunk)) return;
      from.pause();
      to.once("drain", () => {
        if (!this.#isFrozen) from.resume();
      });
    });
  }

  /** The beginning of `chunk`, up to the middle of a frame; null where it has none that could be torn. */
  #tear(chunk: Buffer, whole: ReadonlySet<number>): Buffer | null {
    const first = this.#random.whole(1, Math.max(1, chunk.length - 1));
    for (const at of [first, first + 1, first - 1]) {
      if (at > 0 && at < chunk.length && !whole.has(at)) return chunk.subarray(0, at);
    }
    return null;
  }
}
