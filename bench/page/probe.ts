/**
 * Owns what is noted inside the page while it is measured: long tasks, frames, elements, memory. `installProbe` is run by
 * the browser before the page's own script, so it can use nothing from outside itself.
 */
import type { CDPSession, Page } from "playwright-core";

/** All since the page began; milliseconds are of the page's clock, `performance.now()`. */
export interface Notes {
  readonly nowMs: number;
  /** Tasks of more than 50 ms: the browser reports no shorter ones. */
  readonly longTasks: readonly { readonly startMs: number; readonly durationMs: number }[];
  /** When each frame began. */
  readonly framesMs: readonly number[];
  readonly elementsMax: number;
}

export function installProbe(): void {
  const longTasks: { startMs: number; durationMs: number }[] = [];
  const framesMs: number[] = [];
  let elementsMax = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      longTasks.push({ startMs: startTime, durationMs: duration });
    }
  }).observe({ type: "longtask", buffered: true });
  const elements = document.getElementsByTagName("*");
  const onFrame = (atMs: number): void => {
    framesMs.push(atMs);
    elementsMax = Math.max(elementsMax, elements.length);
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  const read = (): Notes => ({ nowMs: performance.now(), longTasks, framesMs, elementsMax });
  Object.assign(globalThis, { readNotes: read });
}

export async function readNotes(page: Page): Promise<Notes> {
  return await page.evaluate<Notes>("readNotes()");
}

/** Milliseconds that a processor has worked for the page's main thread so far: scripts, style, layout, paint. */
export async function readCpuMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "ThreadTime")?.value ?? Number.NaN) * 1_000;
}

/** Bytes on the JavaScript heap after all garbage was collected: a long task, but none of the page's own. */
export async function readHeapBytes(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}
