import type { Clock } from "../clock.ts";

/** Milliseconds between two pings: well within the 90 s after which the room may close a silent socket. */
const PING_EVERY_MS = 25_000;
/** Milliseconds without an answer to a ping after which a socket counts as dead. */
const ANSWER_WITHIN_MS = 10_000;

export interface HeartbeatOptions {
  readonly clock: Clock;
  readonly sendPing: () => void;
  readonly onDead: () => void;
}

/** Notices that a socket is dead: a lost network says nothing, so a ping must be answered in time. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #isAnswerDue = false;
  /** One timer at a time: for the next ping, or for the answer to the last one. */
  #cancelTimer: () => void = () => {};

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Begins, on a socket that is alive. */
  start(): void {
    this.#isAnswerDue = false;
    this.#setTimer(PING_EVERY_MS, () => this.ping());
  }

  stop(): void {
    this.#isAnswerDue = false;
    this.#cancelTimer();
  }

  /** A frame came, so the socket is alive. The next ping is sent at its time all the same. */
  heard(): void {
    if (this.#isAnswerDue) this.start();
  }

  /** Sends a ping now. */
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
