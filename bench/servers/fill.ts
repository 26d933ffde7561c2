/** Owns rooms with a long past: writes messages straight into the SQLite file of a room whose server has stopped. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Brings the one room whose data is in `folder` to `count` messages, of a hundred people. Somebody must have been in it. */
export function fillRoom(folder: string, count: number): void {
  const database = new DatabaseSync(roomFile(folder));
  // The same columns as src/room/schema.ts, and texts of different length, a third of them Chinese.
  database.exec(`
    WITH RECURSIVE numbers (n) AS (
      SELECT 1 + coalesce(max(seq), 0) FROM messages UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count}
    )
    INSERT INTO messages (seq, at, member, name, text, client_id)
    SELECT n, 1790000000000 + n * 1000, printf('member%010d', n % 100), printf('Person %d', n % 100),
      CASE n % 3
        WHEN 0 THEN '第' || n || '条消息：大家好，我们今天下午三点在老地方见，别忘了带上书。'
        ELSE 'message ' || n || substr(' and so on, about this and that, as people say in rooms', 1, n % 57)
      END,
      printf('client-id-%016d', n)
    FROM numbers WHERE n <= ${count};
    PRAGMA wal_checkpoint(TRUNCATE);
  `);
  database.close();
}

/** The one file that has a table of messages. */
function roomFile(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith(".sqlite"))
    .map(({ parentPath, name }) => join(parentPath, name));
  const rooms = files.filter((file) => hasMessages(file));
  const [room] = rooms;
  if (room === undefined || rooms.length > 1) throw new Error(`There are ${rooms.length} rooms in the server's data.`);
  return room;
}

function hasMessages(file: string): boolean {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'messages'").all();
  database.close();
  return tables.length > 0;
}
