/** Finds the SQLite file of the only room of a server, and reads whether it has a search index. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The only file in `folder` with a table of messages. Throws if there is none, or several. */
export function roomFile(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith(".sqlite"))
    .map(({ parentPath, name }) => join(parentPath, name));
  const rooms = files.filter((file) => has(file, "messages"));
  const [room] = rooms;
  if (room === undefined || rooms.length > 1) throw new Error(`There are ${rooms.length} rooms in the server's data.`);
  return room;
}

/** Whether the search index of the room in `file` reaches its first message. The server may be running. */
export function isIndexed(file: string): boolean {
  if (!has(file, "search_groups")) return false;
  return query(file, "SELECT 1 FROM search_groups WHERE first = 1").length > 0;
}

function has(file: string, table: string): boolean {
  return query(file, "SELECT 1 FROM sqlite_master WHERE name = ?", table).length > 0;
}

function query(file: string, sql: string, ...bindings: string[]): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(sql).all(...bindings);
  } finally {
    database.close();
  }
}
