/** Owns whether it was the server that was measured: a load that is busier than what it loads measures itself. */
import { cpuSecondsOf } from "../servers/usage.ts";

/** Above this share of a core the load is the limit, unless the server is just as busy. */
const BUSY = 0.9;

export interface Usage {
  /** Milliseconds on this process's clock. */
  readonly at: number;
  /** Seconds of processor time, of the server and of the load. */
  readonly server: number;
  readonly load: number;
}

/** What the server `pid` and this process have used so far. */
export function usage(pid: number): Usage {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), server: cpuSecondsOf(pid), load: (user + system) / 1e6 };
}

/** Throws where the load was the limit between two usages. */
export function checkBusy(before: Usage, after: Usage): void {
  const seconds = (after.at - before.at) / 1_000;
  const loadBusy = (after.load - before.load) / seconds;
  const serverBusy = (after.server - before.server) / seconds;
  if (loadBusy <= BUSY || serverBusy >= BUSY) return;
  throw new Error(`The load was the limit: it was busy for ${loadBusy} of a core, the server for ${serverBusy}.`);
}
