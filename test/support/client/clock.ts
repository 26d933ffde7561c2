/** Time and chance as a client under test has them: both stand still until the test moves them. */
import type { Clock } from "../../../src/client/clock.ts";

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** One clock for both ends of a test. */
export class FakeClock implements Clock {
  /** What `random` gives. */
  chance = 0.5;
  #now = 1_795_000_000_000;
  /** How far the clock is ahead of the timers: the machine has slept, or somebody set the clock. */
  #sleptMs = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now + this.#sleptMs;
  }

  /** The machine sleeps: it is later then, and no timer has come nearer. */
  sleep(ms: number): void {
    this.#sleptMs += ms;
  }

  /** Sets the clock back by `ms`, which changes nothing about when the timers run. */
  setBack(ms: number): void {
    this.#sleptMs -= ms;
  }

  random(): number {
    return this.chance;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { due: this.#now + delayMs, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets `ms` milliseconds pass; every timer that falls due in them runs at its time. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#next(); next !== undefined && next.due <= until; next = this.#next()) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.run();
    }
    this.#now = until;
  }

  /** The timer that is due first; of several, the one set first. */
  #next(): Timer | undefined {
    return [...this.#timers].reduce<Timer | undefined>(
      (first, timer) => (first === undefined || timer.due < first.due ? timer : first),
      undefined,
    );
  }
}

/** Lets everything that waits for a promise, and not for time, go on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
