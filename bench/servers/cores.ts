/** Runs the server and the load on one core each, if there are two. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";

const CORES = { server: 0, load: 1 } as const;
const TASKSET = "/usr/bin/taskset";

/** `command`, kept on its core if there are two cores and the system has `taskset`. */
export function onCore(which: keyof typeof CORES, command: readonly [string, ...string[]]): [string, ...string[]] {
  if (availableParallelism() < 2 || !existsSync(TASKSET)) return [...command];
  return [TASKSET, "--cpu-list", String(CORES[which]), ...command];
}
