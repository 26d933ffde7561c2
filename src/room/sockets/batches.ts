import type { Clock } from "../../protocol/shared/clock.ts";

/**
 * Milliseconds of window for each socket, after a change that was alone. With 200 sockets the next change waits 3 ms for others;
 * with a handful it does not wait.
 */
const ALONE_MS_PER_SOCKET = 0.015;
/**
 * The same after a batch of several changes, times the square root of their number. Sending one frame to each of 200 sockets
 * takes about 7 ms. With r messages a second, windows settle at r times the square of this, which leaves half of the time for
 * other work.
 */
const BUSY_MS_PER_SOCKET = 0.04;
/** Below this a timer would cost more than it saves. */
const WINDOW_MIN_MS = 1;
/** Nobody notices a tenth of a second, and by then frames cost little compared with messages; ... */
const WINDOW_MAX_MS = 100;
/** ... but in a room of thousands, a frame to each takes longer: with 5,000 sockets a change may wait half a second. */
const WINDOW_MAX_MS_PER_SOCKET = 0.1;
/** In any room: after this long, people would wonder whether it was sent. */
const WAIT_MAX_MS = 500;

/** The most UTF-16 code units that wait: bounds the frame if everybody says long things at once. */
const WAITING_MAX_LENGTH = 256 * 1024;

/** Milliseconds that changes wait for others in a room of `sockets`, after a batch of `changes`. */
export function windowMs(sockets: number, changes: number): number {
  const perSocket = changes > 1 ? BUSY_MS_PER_SOCKET * Math.sqrt(changes) : ALONE_MS_PER_SOCKET;
  const wantedMs = sockets * perSocket;
  if (wantedMs < WINDOW_MIN_MS) return 0;
  return Math.min(wantedMs, Math.max(WINDOW_MAX_MS, sockets * WINDOW_MAX_MS_PER_SOCKET), WAIT_MAX_MS);
}

export interface BatchesOptions {
  readonly clock: Clock;
  /** How many sockets a frame for everybody goes to. */
  readonly countSockets: () => number;
  /** Every change of a batch has been handled. */
  readonly onEnd: () => void;
}

/**
 * Handles changes at once after quiet, and otherwise together. A turn for many messages is one transaction and one frame to each
 * socket, which is what a busy room costs. In memory only: the timer that ends the window keeps the room awake. What is lost in a
 * crash had no answer yet.
 */
export class Batches {
  readonly #options: BatchesOptions;
  #waiting: (() => void)[] = [];
  #waitingLength = 0;
  #quietUntil = 0;
  #isTimerSet = false;

  constructor(options: BatchesOptions) {
    this.#options = options;
  }

  /** Handles one change of `length` UTF-16 code units, now or when the window ends. `handle` must not throw. */
  add(length: number, handle: () => void): void {
    this.#waiting.push(handle);
    this.#waitingLength += length;
    const waitMs = Math.min(this.#quietUntil - this.#options.clock.now(), WAIT_MAX_MS); // clocks are set back
    if (waitMs <= 0 || this.#waitingLength > WAITING_MAX_LENGTH) this.handleAll();
    else this.#handleAllIn(waitMs);
  }

  /** Handles everything that waits, now. */
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
