/** Gives a room a long history: writes messages into its SQLite file while the server is stopped. */
import { DatabaseSync } from "node:sqlite";
import { historyText } from "./history-texts.ts";
import { roomFile } from "./room-file.ts";

const PEOPLE = 100;
/** Milliseconds: the first message, and from one message to the next. A million take from 21 September to 3 October 2026. */
const FIRST_AT = 1_790_000_000_000;
const EVERY_MS = 1_000;

/** Brings the only room in the data folder `folder` to `count` messages. Somebody must have joined it before. */
export function fillRoom(folder: string, count: number): void {
  const database = new DatabaseSync(roomFile(folder));
  const [head] = database.prepare("SELECT max(seq) AS seq FROM messages").all();
  // The columns that src/room/history/schema.ts requires of every message.
  const insert = database.prepare(
    "INSERT INTO messages (seq, at, member, name, text, client_id) VALUES (?, ?, ?, ?, ?, ?)",
  );
  database.exec("BEGIN");
  for (let seq = Number(head?.["seq"] ?? 0) + 1; seq <= count; seq++) {
    const person = seq % PEOPLE;
    // Ids as long as real ones.
    const member = `member${String(person).padStart(10, "0")}`;
    const clientId = `client-id-${String(seq).padStart(16, "0")}`;
    insert.run(seq, FIRST_AT + seq * EVERY_MS, member, `Person ${person}`, historyText(seq), clientId);
  }
  database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}
