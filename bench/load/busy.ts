/** Checks that the server was the limit: a load that is busier than its server measures itself. */
import { cpuSecondsOf } from "../servers/usage.ts";

/** Above this share of a core the load is the limit, unless the server is as busy. */
const BUSY = 0.9;

export interface Usage {
  /** Milliseconds on the clock of this process. */
  readonly at: number;
  /** Seconds of processor time of the server, and of the load. */
  readonly server: number;
  readonly load: number;
}

/** What the server `pid` and this process have used so far. */
export function usage(pid: number): Usage {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), server: cpuSecondsOf(pid), load: (user + system) / 1e6 };
}

/** Throws if the load was the limit between two usages. */
export function checkBusy(before: Usage, after: Usage): void {
  const seconds = (after.at - before.at) / 1_000;
  const loadBusy = (after.load - before.load) / seconds;
  const serverBusy = (after.server - before.server) / seconds;
  if (loadBusy <= BUSY || serverBusy >= BUSY) return;
  throw new Error(`The load was the limit: it was busy for ${loadBusy} of a core, the server for ${serverBusy}.`);
}
