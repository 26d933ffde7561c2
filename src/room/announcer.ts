/** Owns the pace of announcements: at most one a second, the first after quiet at once. */
import { ANNOUNCE_EVERY_MS } from "../protocol/limits.ts";

/**
 * `setTimeout` and the clock, or a test's own. A timer keeps a room awake, so one is set only while something waits.
 */
export interface Timers {
  now(): number;
  after(delayMs: number, run: () => void): void;
}

export class Announcer {
  readonly #timers: Timers;
  readonly #announce: () => void;
  #quietUntil = 0;
  #isWaiting = false;

  /** `announce` says what there is to say at that moment, which may be nothing. */
  constructor(timers: Timers, announce: () => void) {
    this.#timers = timers;
    this.#announce = announce;
  }

  /** There is news: announces it now, or at the end of the running second. */
  soon(): void {
    const waitMs = Math.min(this.#quietUntil - this.#timers.now(), ANNOUNCE_EVERY_MS); // clocks are set back
    if (waitMs > 0) this.#wait(waitMs);
    else if (!this.#isWaiting) this.#run();
  }

  #wait(delayMs: number): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#timers.after(delayMs, () => {
      this.#isWaiting = false;
      this.#run();
    });
  }

  #run(): void {
    this.#quietUntil = this.#timers.now() + ANNOUNCE_EVERY_MS;
    this.#announce();
  }
}
