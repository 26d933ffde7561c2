/** Summarizes what the probe recorded in a few figures. */
import { quantile } from "../statistics.ts";
import type { Recording } from "./probe.ts";

/** What was recorded during one round of messages. */
export interface Round {
  readonly messages: number;
  /** Milliseconds from sending the first message to receiving the last. */
  readonly tookMs: number;
  /** On the page's clock. */
  readonly startMs: number;
  /** Read at the end of the round. */
  readonly recording: Recording;
  /** Of the page's main thread. */
  readonly cpuMs: number;
  readonly heapBytes: number;
}

/** The figures of one page over all rounds. Times are in milliseconds. */
export interface ReadingFigures {
  readonly messages: number;
  /** The rate that was reached: less than asked for if the machine is too slow. */
  readonly perSecond: number;
  /** 0 if no task took more than 50 ms, from which on a browser reports it. */
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

/** The figures of at least one round. What happened between two rounds does not count. */
export function summarize(rounds: readonly Round[], isLastInView: boolean): ReadingFigures {
  const messages = sum(rounds.map((round) => round.messages));
  const longTasks = rounds.flatMap(({ startMs, recording }) =>
    recording.longTasks.filter((task) => task.startMs >= startMs).map(({ durationMs }) => durationMs),
  );
  const frames = rounds.flatMap(({ startMs, recording }) => gaps(recording.framesMs.filter((atMs) => atMs >= startMs)));
  return {
    messages,
    perSecond: (messages * 1_000) / sum(rounds.map(({ tookMs }) => tookMs)),
    longestTaskMs: Math.max(0, ...longTasks),
    longTasks: longTasks.length,
    elementsMax: Math.max(...rounds.map(({ recording }) => recording.elementsMax)),
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
