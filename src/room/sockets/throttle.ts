/** Owns the pace of announcements: at most one a second, less often to a crowd, the first after quiet at once. */
import { ANNOUNCE_EVERY_MS } from "../../protocol/limits.ts";

/**
 * `setTimeout` and the clock, or a test's own. A timer keeps a room awake, so one is set only while something waits.
 */
export interface Timers {
  now(): number;
  after(delayMs: number, run: () => void): void;
}

/**
 * Milliseconds between two announcements for each socket that hears them. It matters above a thousand: one frame to each of
 * 5,000 takes the platform a sixth of a second, and these people are only counted.
 */
const ANNOUNCE_EVERY_MS_PER_SOCKET = 1;

/** Milliseconds between two announcements in a room of `sockets`. */
export function announceEveryMs(sockets: number): number {
  return Math.max(ANNOUNCE_EVERY_MS, sockets * ANNOUNCE_EVERY_MS_PER_SOCKET);
}

export interface ThrottleOptions {
  readonly timers: Timers;
  /** How many sockets an announcement goes to. */
  readonly countSockets: () => number;
  /** Says what there is to say at that moment, which may be nothing. */
  readonly announce: () => void;
}

export class Throttle {
  readonly #options: ThrottleOptions;
  #quietUntil = 0;
  #isWaiting = false;

  constructor(options: ThrottleOptions) {
    this.#options = options;
  }

  /** There is news: announces it now, or at the end of the running pause. */
  soon(): void {
    const waitMs = Math.min(this.#quietUntil - this.#options.timers.now(), this.#everyMs); // clocks are set back
    if (waitMs > 0) this.#wait(waitMs);
    else if (!this.#isWaiting) this.#run();
  }

  get #everyMs(): number {
    return announceEveryMs(this.#options.countSockets());
  }

  #wait(delayMs: number): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#options.timers.after(delayMs, () => {
      this.#isWaiting = false;
      this.#run();
    });
  }

  #run(): void {
    this.#quietUntil = this.#options.timers.now() + this.#everyMs;
    this.#options.announce();
  }
}
