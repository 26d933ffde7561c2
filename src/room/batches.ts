/**
 * Owns when changes are handled: at once after quiet, later ones together. One turn for many messages is one transaction
 * and one frame to each socket, and these are what a busy room costs; whoever has to wait would have waited for them.
 */
import type { Timers } from "./announcer.ts";

/** Milliseconds of window for each socket: 200 sockets wait 10 ms for company, a handful do not wait. */
const WINDOW_MS_PER_SOCKET = 0.05;
/** Below this a timer would cost more than it saves. */
const WINDOW_MIN_MS = 1;
/** In a room of thousands: one frame to each takes the platform a good part of this. */
const WINDOW_MAX_MS = 500;

/** Changes in one batch at which a room counts as busy: the window after it is as many times longer as they were more. */
const BUSY_CHANGES = 4;
/** At most so many times: from there on frames cost little beside messages. */
const BUSY_MAX_FACTOR = 10;

/** UTF-16 code units that wait at most: bounds a frame where everybody says long things at once. */
const WAITING_MAX_LENGTH = 256 * 1024;

/** Milliseconds that changes wait for company in a room of `sockets`, after a batch of `changes`. */
export function windowMs(sockets: number, changes: number): number {
  const wished = sockets * WINDOW_MS_PER_SOCKET;
  if (wished < WINDOW_MIN_MS) return 0;
  const factor = Math.min(Math.max(changes / BUSY_CHANGES, 1), BUSY_MAX_FACTOR);
  return Math.min(wished * factor, WINDOW_MAX_MS);
}

export interface BatchesOptions {
  readonly timers: Timers;
  /** How many sockets a frame for everybody goes to. */
  readonly countSockets: () => number;
  /** Every change of a batch has been handled. */
  readonly onEnd: () => void;
}

/** In memory only: the timer that ends the window keeps the room awake. What is lost in a crash had no answer yet. */
export class Batches {
  readonly #options: BatchesOptions;
  #waiting: (() => void)[] = [];
  #waitingLength = 0;
  #quietUntil = 0;
  #isTimerSet = false;

  constructor(options: BatchesOptions) {
    this.#options = options;
  }

  /** Has one change handled, now or when the window ends. `handle` must not throw; `length`: UTF-16 code units it holds. */
  add(length: number, handle: () => void): void {
    this.#waiting.push(handle);
    this.#waitingLength += length;
    const waitMs = Math.min(this.#quietUntil - this.#options.timers.now(), WINDOW_MAX_MS); // clocks are set back
    if (waitMs <= 0 || this.#waitingLength > WAITING_MAX_LENGTH) this.handleAll();
    else this.#handleAllIn(waitMs);
  }

  /** Has everything handled that waits. */
  handleAll(): void {
    const { timers, countSockets, onEnd } = this.#options;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    this.#waitingLength = 0;
    for (const handle of waiting) handle();
    onEnd();
    this.#quietUntil = timers.now() + windowMs(countSockets(), waiting.length);
  }

  #handleAllIn(delayMs: number): void {
    if (this.#isTimerSet) return;
    this.#isTimerSet = true;
    this.#options.timers.after(delayMs, () => {
      this.#isTimerSet = false;
      this.handleAll();
    });
  }
}
