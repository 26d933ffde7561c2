/**
 * Records long tasks, frames, elements and memory in the measured page. The browser runs `installProbe` before the page's own
 * script, so that function can use nothing from outside itself.
 */
import type { CDPSession, Page } from "playwright-core";

/** Everything since the page started. Milliseconds are those of the page's clock, `performance.now()`. */
export interface Recording {
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
  const read = (): Recording => ({ nowMs: performance.now(), longTasks, framesMs, elementsMax });
  Object.assign(globalThis, { readRecording: read });
}

export async function readRecording(page: Page): Promise<Recording> {
  return await page.evaluate<Recording>("readRecording()");
}

/** Processor time of the page's main thread so far, in milliseconds: scripts, style, layout, paint. */
export async function readCpuMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "ThreadTime")?.value ?? Number.NaN) * 1_000;
}

/** Bytes of the JavaScript heap after a garbage collection. That is a long task, but not one of the page. */
export async function readHeapBytes(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}
