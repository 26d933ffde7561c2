/**
 * Time and delay in workerd, where rooms run beside the tests: the clock can be stopped, a verdict be held back.
 */
import { onTestFinished, vi } from "vitest";

/** A clock that rooms read, and that stands still until it is told to go on. */
export interface StoppedClock {
  readonly now: number;
  advance(ms: number): void;
}

/** Stops the clock, not the timers, until the test is over. */
export function stopClock(): StoppedClock {
  let now = Date.now();
  const spy = vi.spyOn(Date, "now").mockImplementation(() => now);
  onTestFinished(() => spy.mockRestore());
  return {
    get now() {
      return now;
    },
    advance(ms) {
      now += ms;
    },
  };
}

/**
 * Holds back the next verdict on a signature until the returned function is called, which resolves when it is given.
 */
export function holdVerdict(): () => Promise<void> {
  const [released, given] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const verify = crypto.subtle.verify.bind(crypto.subtle);
  const spy = vi.spyOn(crypto.subtle, "verify").mockImplementationOnce(async (...args) => {
    await released.promise;
    const verdict = await verify(...args);
    given.resolve();
    return verdict;
  });
  onTestFinished(() => spy.mockRestore());
  return () => {
    released.resolve();
    return given.promise;
  };
}
