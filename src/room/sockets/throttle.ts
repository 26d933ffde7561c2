import type { Clock } from "../../protocol/shared/clock.ts";
import { ANNOUNCE_EVERY_MS } from "../../protocol/limits.ts";

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
  readonly clock: Clock;
  /** How many sockets an announcement goes to. */
  readonly countSockets: () => number;
  /** Announces what there is to announce at that moment, which may be nothing. */
  readonly announce: () => void;
}

/** Announces at most once a second, less often to a crowd, and at once after quiet. */
export class Throttle {
  readonly #options: ThrottleOptions;
  #quietUntil = 0;
  #isWaiting = false;

  constructor(options: ThrottleOptions) {
    this.#options = options;
  }

  /** There is something to announce: does it now, or at the end of the running pause. */
  request(): void {
    const waitMs = Math.min(this.#quietUntil - this.#options.clock.now(), this.#everyMs); // clocks are set back
    if (waitMs > 0) this.#wait(waitMs);
    else if (!this.#isWaiting) this.#run();
  }

  get #everyMs(): number {
    return announceEveryMs(this.#options.countSockets());
  }

  #wait(delayMs: number): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#options.clock.after(delayMs, () => {
      this.#isWaiting = false;
      this.#run();
    });
  }

  #run(): void {
    this.#quietUntil = this.#options.clock.now() + this.#everyMs;
    this.#options.announce();
  }
}
