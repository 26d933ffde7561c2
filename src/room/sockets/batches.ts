/**
 * Owns when changes are handled: at once after quiet, later ones together. One turn for many messages is one transaction
 * and one frame to each socket, and these are what a busy room costs; whoever has to wait would have waited for them.
 */
import type { Clock } from "../../protocol/shared/clock.ts";

/**
 * Milliseconds of window for each socket after a change that was alone: 200 sockets wait 3 ms for company, a handful do not
 * wait.
 */
const ALONE_MS_PER_SOCKET = 0.015;
/**
 * The same after several, times the root of their number. Sending one frame to each of 200 sockets takes about 7 ms; with
 * this the windows of a room in which r things are said a second settle at r times the square of it, which leaves half of
 * the time to other work.
 */
const BUSY_MS_PER_SOCKET = 0.04;
/** Below this a timer would cost more than it saves. */
const WINDOW_MIN_MS = 1;
/** Nobody notices a tenth of a second, and frames cost little beside messages by then; ... */
const WINDOW_MAX_MS = 100;
/** ... but in a room of thousands one frame to each takes longer than that: 5,000 sockets may wait half a second. */
const WINDOW_MAX_MS_PER_SOCKET = 0.1;
/** Whatever the room: this much later a person would ask whether it was sent. */
const WAIT_MAX_MS = 500;

/** UTF-16 code units that wait at most: bounds a frame where everybody says long things at once. */
const WAITING_MAX_LENGTH = 256 * 1024;

/** Milliseconds that changes wait for company in a room of `sockets`, after a batch of `changes`. */
export function windowMs(sockets: number, changes: number): number {
  const perSocket = changes > 1 ? BUSY_MS_PER_SOCKET * Math.sqrt(changes) : ALONE_MS_PER_SOCKET;
  const wished = sockets * perSocket;
  if (wished < WINDOW_MIN_MS) return 0;
  return Math.min(wished, Math.max(WINDOW_MAX_MS, sockets * WINDOW_MAX_MS_PER_SOCKET), WAIT_MAX_MS);
}

export interface BatchesOptions {
  readonly clock: Clock;
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
    const waitMs = Math.min(this.#quietUntil - this.#options.clock.now(), WAIT_MAX_MS); // clocks are set back
    if (waitMs <= 0 || this.#waitingLength > WAITING_MAX_LENGTH) this.handleAll();
    else this.#handleAllIn(waitMs);
  }

  /** Has everything handled that waits. */
  handleAll(): void {
    const { clock, countSockets, onEnd } = this.#options;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    this.#waitingLength = 0;
    for (const handle of waiting) handle();
    onEnd();
    this.#quietUntil = clock.now() + windowMs(countSockets(), waiting.length);
  }

  #handleAllIn(delayMs: number): void {
    if (this.#isTimerSet) return;
    this.#isTimerSet = true;
    this.#options.clock.after(delayMs, () => {
      this.#isTimerSet = false;
      this.handleAll();
    });
  }
}
