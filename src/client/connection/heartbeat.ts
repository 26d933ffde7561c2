/**
 * Owns noticing that a socket is dead: a ping now and then, which keeps the room from giving up too, and an answer that has
 * to come in time. A network that went away says nothing by itself.
 */
import type { Clock } from "../clock.ts";

/** Milliseconds between two pings: well within the 90 s after which the room may give a socket up. */
const PING_EVERY_MS = 25_000;
/** Milliseconds without an answer to a ping after which a socket is taken to be dead. */
const ANSWER_WITHIN_MS = 10_000;

export interface HeartbeatOptions {
  readonly clock: Clock;
  readonly sendPing: () => void;
  readonly onDead: () => void;
}

export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #isAnswerDue = false;
  /** There is one timer at a time: the next ping, or the answer that is due. */
  #cancelTimer: () => void = () => {};

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Begins, on a socket that lives. */
  start(): void {
    this.#isAnswerDue = false;
    this.#setTimer(PING_EVERY_MS, () => this.ping());
  }

  stop(): void {
    this.#isAnswerDue = false;
    this.#cancelTimer();
  }

  /** Something came, whatever it was: the socket lives. A ping that is yet to be sent is not put off by that. */
  heard(): void {
    if (this.#isAnswerDue) this.start();
  }

  /** Asks for an answer now. */
  ping(): void {
    this.#options.sendPing();
    this.#isAnswerDue = true;
    this.#setTimer(ANSWER_WITHIN_MS, () => this.#options.onDead());
  }

  #setTimer(delayMs: number, run: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(delayMs, run);
  }
}
