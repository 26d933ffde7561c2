import type { Clock } from "../../../src/client/clock.ts";
import type { Random } from "../random.ts";

/** The machine's time with the seed's random numbers. Its timers do not keep the process alive after a client has left. */
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
