/** How much memory and processor time a server takes while something goes on, as Linux tells. */
import { existsSync } from "node:fs";
import { cpuSecondsOf, residentBytesOf } from "../../../bench/servers/usage.ts";

/** Milliseconds between two looks at the memory: what is there for a shorter time does no harm. */
const LOOK_EVERY_MS = 100;

export interface Usage {
  readonly seconds: number;
  /** Bytes, before and at most. */
  readonly idleBytes: number;
  readonly peakBytes: number;
  /** Seconds of one core for each second. */
  readonly cpuShare: number;
}

export class UsageWatch {
  readonly #pid: number;
  readonly #idleBytes: number;
  readonly #cpuAtStart: number;
  readonly #startMs = performance.now();
  readonly #timer: NodeJS.Timeout;
  #peakBytes = 0;

  private constructor(pid: number) {
    this.#pid = pid;
    this.#idleBytes = residentBytesOf(pid);
    this.#cpuAtStart = cpuSecondsOf(pid);
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** Watches `pid` until `end`. Null where the system has no `/proc` to ask. */
  static begin(pid: number): UsageWatch | null {
    return existsSync("/proc/self/statm") ? new UsageWatch(pid) : null;
  }

  end(): Usage {
    this.#look();
    clearInterval(this.#timer);
    const seconds = (performance.now() - this.#startMs) / 1_000;
    const cpuShare = (cpuSecondsOf(this.#pid) - this.#cpuAtStart) / seconds;
    return { seconds, idleBytes: this.#idleBytes, peakBytes: this.#peakBytes, cpuShare };
  }

  #look(): void {
    this.#peakBytes = Math.max(this.#peakBytes, residentBytesOf(this.#pid));
  }
}
