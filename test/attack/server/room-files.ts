/** The SQLite files of a server's rooms, as they lie on the disk. The server may be running. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface RoomFiles {
  /** Rooms that have a file, and those of them whose file has tables. */
  readonly files: number;
  readonly withTables: number;
  /** Of all files, with what SQLite keeps beside them. */
  readonly bytes: number;
}

/** The rooms whose data is below `folder`. */
export function roomFilesIn(folder: string): RoomFiles {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all.map(({ parentPath, name }) => join(parentPath, name));
  const rooms = paths.filter(isRoom);
  return {
    files: rooms.length,
    withTables: rooms.filter((path) => countIn(path, "sqlite_master") > 0).length,
    bytes: paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0),
  };
}

/** The rows of `table` in all rooms below `folder` that have it. */
export function rowsOf(folder: string, table: string): number {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).map(({ parentPath, name }) =>
    join(parentPath, name),
  );
  return paths.filter(isRoom).reduce((sum, path) => sum + (hasTable(path, table) ? countIn(path, table) : 0), 0);
}

/** The platform keeps a file about all alarms of a class beside those of its objects. */
function isRoom(path: string): boolean {
  return path.endsWith(".sqlite") && !path.endsWith("metadata.sqlite");
}

function hasTable(path: string, table: string): boolean {
  return inFile(path, (database) => {
    return database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(table) !== undefined;
  });
}

/** `table` is a name from our own source. */
function countIn(path: string, table: string): number {
  return inFile(path, (database) => Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"]));
}

/** Milliseconds for which a file may be locked: the server is writing. */
const LOCKED_MAX_MS = 5_000;

function inFile<Result>(path: string, act: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(path, { readOnly: true, timeout: LOCKED_MAX_MS });
  try {
    return act(database);
  } finally {
    database.close();
  }
}
