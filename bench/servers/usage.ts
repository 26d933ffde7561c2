/** Owns what the operating system says of a process and of those that it started: Linux's `/proc`. */
import { readdirSync, readFileSync } from "node:fs";

/** `/proc` counts processor time in these, whatever the kernel's own tick is (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;

/** Seconds of processor time that `pid` and its descendants have used so far. */
export function cpuSecondsOf(pid: number): number {
  let ticks = 0;
  for (const process of treeOf(pid)) {
    // From the third field on: the second is the program's name, which may hold spaces and brackets.
    const fields = statOf(process);
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / TICKS_PER_SECOND;
}

/** Bytes of memory that are `pid`'s and its descendants' alone, or would be: resident, shared files left out. */
export function residentBytesOf(pid: number): number {
  let pages = 0;
  for (const process of treeOf(pid)) {
    const [, resident = "0", shared = "0"] = readFileSync(`/proc/${process}/statm`, "utf8").split(" ");
    pages += Number(resident) - Number(shared);
  }
  return pages * PAGE_BYTES;
}

function treeOf(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = parentOf(pid);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

function parentOf(pid: number): number | null {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return null; // it ended while we looked
  }
}

/** The fields of `/proc/<pid>/stat` from the third, the state, on. */
function statOf(pid: number): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
