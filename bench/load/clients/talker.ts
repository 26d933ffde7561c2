/** A client that sends a message every 10 ms without waiting for answers, and measures how long each takes to come back. */
import { joinFoyer, newKey } from "./foyer.ts";
import type { Connection } from "./connection.ts";
import { eachStamp, nowMicros, textOf } from "./messages.ts";
import { Sample, type Times } from "../sample.ts";

/** Milliseconds between two messages. Whatever blocks the room for longer delays one of them for almost as long. */
const SAY_EVERY_MS = 10;

export class Talker {
  readonly #connection: Connection;
  readonly #timer: NodeJS.Timeout;
  /** Rejects with the first error. */
  readonly #failed = Promise.withResolvers<never>();
  #waits = new Sample();
  #sent = 0;
  #onArrived: (index: number) => void = () => {};

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.#failed.promise.catch(() => {}); // `waitsDuring` rejects with it
    connection.socket.onLost = (why) => this.#failed.reject(new Error(`The talker lost the connection: ${why}`));
    connection.socket.listen((payload) => {
      try {
        if (connection.countMessages(payload) > 0)
          eachStamp(payload, ({ index, sentAt }) => this.#arrived(index, sentAt));
      } catch (error) {
        this.#failed.reject(error);
      }
    });
    this.#timer = setInterval(() => this.#send(), SAY_EVERY_MS);
  }

  /** Joins Foyer's room, and talks until `stop`. */
  static async start(port: number): Promise<Talker> {
    return new Talker((await joinFoyer(port, newKey())).connection);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#connection.socket.close();
  }

  /** From sending a message to its arrival, for those sent during `act`. Rejects if a message is lost. */
  async waitsDuring(act: () => Promise<unknown>): Promise<Times> {
    return await Promise.race([this.#failed.promise, this.#measure(act)]);
  }

  async #measure(act: () => Promise<unknown>): Promise<Times> {
    await this.#nextArrived();
    this.#waits = new Sample();
    await act();
    await this.#nextArrived();
    return this.#waits.times();
  }

  /** Resolves when the next message to be sent arrives. */
  #nextArrived(): Promise<void> {
    const next = this.#sent;
    return new Promise((settle) => {
      this.#onArrived = (index) => {
        if (index >= next) settle();
      };
    });
  }

  #send(): void {
    const stamp = { sender: 0, index: this.#sent++, sentAt: nowMicros() };
    this.#connection.socket.send(this.#connection.encode(textOf(stamp)));
  }

  #arrived(index: number, sentAt: number): void {
    this.#waits.add((nowMicros() - sentAt) / 1_000);
    this.#onArrived(index);
  }
}
