/** The server of a run: it is killed with SIGKILL, and started again on the same data. */
import { startWorkerd, type Site, type Workerd } from "./workerd.ts";

export class RestartableServer {
  readonly #site: Site;
  readonly #onFault: (words: string) => void;
  #process: Workerd | null = null;
  #port = 0;
  kills = 0;
  /** Milliseconds that the slowest start took, from the process to the open port. */
  slowestStartMs = 0;

  /** `onFault` is called if it ends without being killed. */
  constructor(site: Site, onFault: (words: string) => void) {
    this.#site = site;
    this.#onFault = onFault;
  }

  /** Changes at each start. */
  get port(): number {
    return this.#port;
  }

  async start(): Promise<void> {
    const begun = Date.now();
    const started = await startWorkerd(this.#site);
    this.slowestStartMs = Math.max(this.slowestStartMs, Date.now() - begun);
    this.#process = started;
    this.#port = started.port;
    void this.#watch(started);
  }

  /** Safe to call when it is dead already. */
  async kill(): Promise<void> {
    if (this.#process === null) return;
    await this.#process.kill();
    this.#process = null;
    this.kills += 1;
  }

  async #watch(started: Workerd): Promise<void> {
    const how = await started.ended;
    if (how !== "SIGKILL") this.#onFault(`The server ended without being killed: ${how}.`);
  }
}
