/** Does something at a steady rate on a machine that is late now and then. */
import { setTimeout as sleep } from "node:timers/promises";

/** How many of `count` calls are due `elapsedMs` after the start. The first is due at once. */
export function dueAfter(elapsedMs: number, perSecond: number, count: number): number {
  return Math.min(count, Math.floor((elapsedMs * perSecond) / 1_000) + 1);
}

/** Calls `act` with 0, 1, …, `count - 1` at this rate, and catches up when it was late. */
export async function pace(count: number, perSecond: number, act: (index: number) => void): Promise<void> {
  const startMs = performance.now();
  for (let done = 0; done < count;) {
    const due = dueAfter(performance.now() - startMs, perSecond, count);
    for (; done < due; done++) act(done);
    if (done < count) await sleep(1_000 / perSecond);
  }
}
