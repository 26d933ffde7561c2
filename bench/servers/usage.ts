/** What Linux's `/proc` says about a process and its descendants. */
import { readdirSync, readFileSync } from "node:fs";

/** The unit of processor time in `/proc`, whatever the tick of the kernel is (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;

/** Seconds of processor time that `pid` and its descendants have used so far. */
export function cpuSecondsOf(pid: number): number {
  let ticks = 0;
  for (const process of treeOf(pid)) {
    // Fields 14 and 15 of proc(5): time in user mode, and in kernel mode.
    const fields = statOf(process);
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / TICKS_PER_SECOND;
}

/** Resident memory of `pid` and its descendants in bytes, without shared files. */
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
    return null; // it ended in the meantime
  }
}

/** The fields of `/proc/<pid>/stat`, from the third on: the state. */
function statOf(pid: number): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
