/** One socket as a test holds it: it keeps whatever arrives, and waits for what the test wants next. */
import { onTestFinished } from "vitest";

/** How a socket ended. */
export interface Ending {
  readonly code: number;
  readonly reason: string;
}

interface Waiter<Item> {
  readonly fits: (item: Item) => boolean;
  readonly take: (item: Item) => void;
  readonly fail: (error: Error) => void;
}

/** A frame may hold several items; `read` takes it apart. Closed when the test is over. */
export class Connection<Item> {
  /** Everything that arrived, in its order. */
  readonly items: Item[] = [];
  readonly frames: string[] = [];
  readonly ended: Promise<Ending>;
  readonly #socket: WebSocket;
  #ending: Ending | null = null;
  #untaken: Item[] = [];
  #waiters: Waiter<Item>[] = [];

  constructor(socket: WebSocket, read: (frame: string) => readonly Item[]) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      if (typeof data !== "string") throw new TypeError("The room sent a binary frame.");
      this.frames.push(data);
      for (const item of read(data)) this.#arrive(item);
    });
    this.ended = new Promise((resolve) => {
      socket.addEventListener("close", ({ code, reason }) => {
        this.#ending = { code, reason };
        for (const { fail } of this.#waiters.splice(0)) fail(this.#endedError());
        resolve(this.#ending);
      });
    });
    socket.accept();
    onTestFinished(() => this.close());
  }

  send(frame: string | ArrayBuffer): void {
    this.#socket.send(frame);
  }

  /**
   * The first item that fits, was not taken before, and arrived or will arrive. Fails when the socket ends without
   * it.
   */
  take<Fitting extends Item>(fits: (item: Item) => item is Fitting): Promise<Fitting>;
  take(fits: (item: Item) => boolean): Promise<Item>;
  take(fits: (item: Item) => boolean): Promise<Item> {
    const index = this.#untaken.findIndex(fits);
    const [item] = index < 0 ? [] : this.#untaken.splice(index, 1);
    if (item !== undefined) return Promise.resolve(item);
    if (this.#ending !== null) return Promise.reject(this.#endedError());
    return new Promise((take, fail) => this.#waiters.push({ fits, take, fail }));
  }

  /** Closes the socket; `ended` tells when the room has noticed. */
  close(code = 1000): void {
    if (this.#ending === null) this.#socket.close(code);
  }

  #arrive(item: Item): void {
    this.items.push(item);
    const waiter = this.#waiters.find(({ fits }) => fits(item));
    if (waiter === undefined) return void this.#untaken.push(item);
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    waiter.take(item);
  }

  #endedError(): Error {
    const last = this.frames.slice(-3).join("\n");
    return new Error(`The socket ended (${this.#ending?.code} ${this.#ending?.reason}). Its last frames:\n${last}`);
  }
}
