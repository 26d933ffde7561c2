/** Owns which core a process of the benchmark runs on: the server and the load each have one, where there are two. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";

const CORES = { server: 0, load: 1 } as const;
const TASKSET = "/usr/bin/taskset";

/** The command that runs `command` on its core, where there are two and the system can tell a process to stay on one. */
export function onCore(which: keyof typeof CORES, command: readonly [string, ...string[]]): [string, ...string[]] {
  if (availableParallelism() < 2 || !existsSync(TASKSET)) return [...command];
  return [TASKSET, "--cpu-list", String(CORES[which]), ...command];
}
