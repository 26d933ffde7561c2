/** Owns somebody who says one thing after the other at a fixed pace, answered or not, and notes how long each has to wait. */
import { joinFoyer, newKey } from "./foyer.ts";
import type { Connection } from "./connection.ts";
import { eachStamp, nowMicros, textOf } from "./messages.ts";
import { Sample, type Times } from "../sample.ts";

/** Milliseconds between two messages: whatever holds the room for longer is met by one of them almost from its beginning. */
const SAY_EVERY_MS = 10;

export class Talker {
  readonly #connection: Connection;
  readonly #timer: NodeJS.Timeout;
  /** Rejects with what went wrong. */
  readonly #failed = Promise.withResolvers<never>();
  #waits = new Sample();
  #said = 0;
  #onHeard: (index: number) => void = () => {};

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.#failed.promise.catch(() => {}); // `waitsDuring` tells it
    connection.socket.onLost = (why) => this.#failed.reject(new Error(`The talker lost the connection: ${why}`));
    connection.socket.listen((payload) => {
      try {
        if (connection.count(payload) > 0) eachStamp(payload, ({ index, sentAt }) => this.#heard(index, sentAt));
      } catch (error) {
        this.#failed.reject(error);
      }
    });
    this.#timer = setInterval(() => this.#say(), SAY_EVERY_MS);
  }

  /** Enters Foyer's room, and talks until `stop`. */
  static async begin(port: number): Promise<Talker> {
    return new Talker((await joinFoyer(port, newKey())).connection);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#connection.socket.close();
  }

  /** From a message to its arrival here, of those that were said while `act` went on. Rejects where one was lost. */
  async waitsDuring(act: () => Promise<unknown>): Promise<Times> {
    return await Promise.race([this.#failed.promise, this.#measure(act)]);
  }

  async #measure(act: () => Promise<unknown>): Promise<Times> {
    await this.#nextHeard();
    this.#waits = new Sample();
    await act();
    await this.#nextHeard();
    return this.#waits.times();
  }

  /** Resolves when what is said next is heard. */
  #nextHeard(): Promise<void> {
    const next = this.#said;
    return new Promise((settle) => {
      this.#onHeard = (index) => {
        if (index >= next) settle();
      };
    });
  }

  #say(): void {
    const stamp = { sender: 0, index: this.#said++, sentAt: nowMicros() };
    this.#connection.socket.send(this.#connection.say(textOf(stamp)));
  }

  #heard(index: number, sentAt: number): void {
    this.#waits.add((nowMicros() - sentAt) / 1_000);
    this.#onHeard(index);
  }
}
