/** Owns time and chance of a client that takes part: the machine's time, and the seed's chance. */
import type { Clock } from "../../../src/client/clock.ts";
import type { Random } from "../random.ts";

/** A clock whose timers keep no process alive: whoever has left is not waited for. */
export function clockWith(random: Random): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs).unref();
      return () => clearTimeout(timer);
    },
    random: () => random.next(),
  };
}
