import type { Clock as Timers } from "../protocol/shared/clock.ts";

/** Time, timers and chance, as the client needs them: `connection/web-socket.ts` has the real ones, a test its own. */
export interface Clock extends Timers {
  /** In [0, 1). */
  random(): number;
}
