/** Owns counting the rows that rooms read and write, as their SQLite tells it. */
import { onTestFinished, vi } from "vitest";
import type { Rows } from "../../../bench/cost/actions.ts";
import { inStorage, newRoom } from "./rooms.ts";

/**
 * Counts the rows of every room from now on, also of one that wakes in between. The returned function gives the rows since
 * it was last called; cursors know them once they are read to their end.
 */
export async function countRows(): Promise<() => Rows> {
  const prototype = await inStorage(newRoom(), ({ sql }): SqlStorage => Object.getPrototypeOf(sql));
  const exec = vi.spyOn(prototype, "exec");
  onTestFinished(() => exec.mockRestore());
  return () => {
    const cursors = exec.mock.results.flatMap(({ type, value }) => (type === "return" ? [value] : []));
    exec.mockClear();
    return {
      read: cursors.reduce((rows, { rowsRead }) => rows + rowsRead, 0),
      written: cursors.reduce((rows, { rowsWritten }) => rows + rowsWritten, 0),
    };
  };
}
