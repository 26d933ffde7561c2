/** The witnesses in a room, from outside of their thread. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { WitnessReport } from "./report.ts";
import type { WitnessOptions } from "./witness-thread.ts";

export class Witnesses {
  readonly #thread: Worker;

  private constructor(thread: Worker) {
    this.#thread = thread;
  }

  /** Resolves when they are in the room and talk. */
  static async enter(options: WitnessOptions): Promise<Witnesses> {
    const thread = new Worker(new URL("witness-thread.ts", import.meta.url), { workerData: options });
    await once(thread, "message");
    return new Witnesses(thread);
  }

  /** Resolves with what they tell of the time since the last report. Rejects where they gave up. */
  async report(): Promise<WitnessReport> {
    this.#thread.postMessage("report"); // oxlint-disable-line unicorn/require-post-message-target-origin -- no window
    const [told] = (await once(this.#thread, "message")) as [WitnessReport];
    return told;
  }

  async leave(): Promise<void> {
    await this.#thread.terminate();
  }
}
