/** What rooms' SQLite tells of its work: the cursors that were opened, and the rows that they read and wrote. */
import { onTestFinished, vi } from "vitest";
import type { Rows } from "../../../bench/cost/actions.ts";
import { inStorage, newRoom } from "./rooms.ts";

type Cursor = SqlStorageCursor<Record<string, SqlStorageValue>>;

/** Collects the cursors of every room from now on, also of one that wakes in between: those since the last call. */
export async function watchCursors(): Promise<() => readonly Cursor[]> {
  const prototype = await inStorage(newRoom(), ({ sql }): SqlStorage => Object.getPrototypeOf(sql));
  const exec = vi.spyOn(prototype, "exec");
  onTestFinished(() => exec.mockRestore());
  return () => {
    const cursors = exec.mock.results.flatMap(({ type, value }) => (type === "return" ? [value] : []));
    exec.mockClear();
    return cursors;
  };
}

/** Counts the rows of every room from now on: those since the last call. Cursors know them once they are read to their end. */
export async function countRows(): Promise<() => Rows> {
  const cursors = await watchCursors();
  return () => {
    const all = cursors();
    return {
      read: all.reduce((rows, { rowsRead }) => rows + rowsRead, 0),
      written: all.reduce((rows, { rowsWritten }) => rows + rowsWritten, 0),
    };
  };
}
