/** Owns what becomes of the notes of a measured page: a few figures. Pure. */
import { quantile } from "../statistics.ts";
import type { Notes } from "./probe.ts";

/** The notes about one round of messages. */
export interface Round {
  readonly messages: number;
  /** Milliseconds from the first message said to the last received. */
  readonly tookMs: number;
  /** The page's clock when it began. */
  readonly startMs: number;
  /** Taken at its end. */
  readonly notes: Notes;
  /** Of the page's main thread. */
  readonly cpuMs: number;
  readonly heapBytes: number;
}

/** How one page came through all rounds. Times in milliseconds. */
export interface ReadingFigures {
  readonly messages: number;
  /** The rate that was reached: what was asked for, unless the machine is too slow for it. */
  readonly perSecond: number;
  /** 0 where no task took more than the 50 ms from which a browser calls it long. */
  readonly longestTaskMs: number;
  readonly longTasks: number;
  /** Of the whole page. */
  readonly elementsMax: number;
  /** After each round. */
  readonly heapBytes: readonly number[];
  /** From frame to frame. */
  readonly frameMedianMs: number;
  readonly frameP99Ms: number;
  /** Of the page's main thread: scripts, style, layout, paint. */
  readonly cpuMsPerMessage: number;
  readonly isLastInView: boolean;
}

/** The figures of `rounds`, of which there is at least one. What came between two of them does not count. */
export function summarize(rounds: readonly Round[], isLastInView: boolean): ReadingFigures {
  const messages = sum(rounds.map((round) => round.messages));
  const longTasks = rounds.flatMap(({ startMs, notes }) =>
    notes.longTasks.filter((task) => task.startMs >= startMs).map(({ durationMs }) => durationMs),
  );
  const frames = rounds.flatMap(({ startMs, notes }) => gaps(notes.framesMs.filter((atMs) => atMs >= startMs)));
  return {
    messages,
    perSecond: (messages * 1_000) / sum(rounds.map(({ tookMs }) => tookMs)),
    longestTaskMs: Math.max(0, ...longTasks),
    longTasks: longTasks.length,
    elementsMax: Math.max(...rounds.map(({ notes }) => notes.elementsMax)),
    heapBytes: rounds.map(({ heapBytes }) => heapBytes),
    frameMedianMs: quantile(frames, 0.5),
    frameP99Ms: quantile(frames, 0.99),
    cpuMsPerMessage: sum(rounds.map(({ cpuMs }) => cpuMs)) / messages,
    isLastInView,
  };
}

function gaps(times: readonly number[]): readonly number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
