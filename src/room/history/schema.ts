/** The tables of a room, as numbered steps: each is applied once, in order, and never changed after a release. */
import { CREATE_SEARCH_GROUPS } from "../search/search-index.ts";

const STEPS: readonly string[] = [
  // 1: messages by seq, each client id once for each member, and the names that keys have used.
  `CREATE TABLE messages (
     seq INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     member TEXT NOT NULL,
     name TEXT NOT NULL,
     text TEXT NOT NULL,
     client_id TEXT NOT NULL,
     reply_to INTEGER
   ) STRICT;
   CREATE UNIQUE INDEX messages_by_client_id ON messages (member, client_id);
   CREATE TABLE names (folded TEXT PRIMARY KEY, member TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  // 2: changes of messages. `changes` holds no text: what is removed must be gone. `first` is the seq at which an emoji came to
  // a message, for the order in which they are shown.
  `ALTER TABLE messages ADD COLUMN edited_at INTEGER;
   ALTER TABLE messages ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE messages ADD COLUMN changed_seq INTEGER;
   CREATE INDEX messages_by_change ON messages (changed_seq) WHERE changed_seq IS NOT NULL;
   CREATE TABLE changes (
     seq INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     member TEXT NOT NULL,
     name TEXT NOT NULL,
     client_id TEXT NOT NULL,
     type TEXT NOT NULL,
     target INTEGER,
     emoji TEXT,
     is_on INTEGER
   ) STRICT;
   CREATE UNIQUE INDEX changes_by_client_id ON changes (member, client_id);
   CREATE TABLE reactions (
     target INTEGER NOT NULL,
     emoji TEXT NOT NULL,
     member TEXT NOT NULL,
     name TEXT NOT NULL,
     first INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (target, emoji, member)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE reads (member TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   ALTER TABLE room ADD COLUMN topic TEXT NOT NULL DEFAULT '';`,
  // 3: the number of each message, by which HISTORY_LIMIT counts. In older rows it is null, and means the seq.
  `ALTER TABLE messages ADD COLUMN nth INTEGER;`,
  // 4: the count of each reaction, so that none is counted by reading rows; who reacted first, by `seq`. When each member first
  // spoke, from now on: for earlier messages it would take reading all of them. Names and read markers in the order of use, for
  // `recent-rows.ts`. A search index that cannot break anything else, and what searches have cost in this hour.
  `CREATE TABLE reaction_counts (
     target INTEGER NOT NULL,
     emoji TEXT NOT NULL,
     first INTEGER NOT NULL,
     count INTEGER NOT NULL,
     PRIMARY KEY (target, emoji)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO reaction_counts SELECT target, emoji, min(first), count(*) FROM reactions GROUP BY target, emoji;
   ALTER TABLE reactions DROP COLUMN first;
   CREATE INDEX reactions_by_seq ON reactions (target, emoji, seq);
   CREATE TABLE members (nth INTEGER PRIMARY KEY, member TEXT NOT NULL UNIQUE, first_said_at INTEGER NOT NULL) STRICT;
   ALTER TABLE names RENAME TO old_names;
   CREATE TABLE names (nth INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE, member TEXT NOT NULL) STRICT;
   INSERT INTO names (folded, member) SELECT folded, member FROM old_names;
   DROP TABLE old_names;
   ALTER TABLE reads RENAME TO old_reads;
   CREATE TABLE reads (nth INTEGER PRIMARY KEY, member TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL) STRICT;
   INSERT INTO reads (member, seq) SELECT member, seq FROM old_reads;
   DROP TABLE old_reads;
   ALTER TABLE room ADD COLUMN search_hour INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE room ADD COLUMN search_rows INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE room ADD COLUMN is_index_stale INTEGER NOT NULL DEFAULT 0;
   ${CREATE_SEARCH_GROUPS};`,
];

/** Whether the tables exist. They are made when somebody first joins; asking about a room must not make them. */
export function isMade({ sql }: DurableObjectStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'room' LIMIT 1").toArray().length > 0;
}

/**
 * Brings the tables of `storage` to step `upTo`, the newest, and returns the history's epoch. `newEpoch` is called only
 * the first time. In one transaction: a room is never between two steps.
 */
export function migrate(storage: DurableObjectStorage, newEpoch: () => string, upTo = STEPS.length): string {
  const { sql } = storage;
  return storage.transactionSync(() => {
    if (!isMade(storage)) {
      sql.exec(
        "CREATE TABLE room (only INTEGER PRIMARY KEY CHECK (only = 1), epoch TEXT NOT NULL, step INTEGER NOT NULL) STRICT",
      );
      sql.exec("INSERT INTO room VALUES (1, ?, 0)", newEpoch());
    }
    const { epoch, step } = sql.exec<{ epoch: string; step: number }>("SELECT epoch, step FROM room").one();
    for (const statements of STEPS.slice(step, upTo)) sql.exec(statements);
    if (step < upTo) sql.exec("UPDATE room SET step = ?", upTo);
    if (step > 0 && step < 4 && upTo >= 4) dropFormerIndex(storage);
    return epoch;
  });
}

/**
 * Before step 4 the index was a table of FTS5, which is corrupt in some rooms. If it cannot even be dropped, it stays and nothing
 * uses it.
 */
function dropFormerIndex(storage: DurableObjectStorage): void {
  try {
    storage.transactionSync(() => {
      storage.sql.exec("DROP TABLE IF EXISTS search_range");
      storage.sql.exec("DROP TABLE IF EXISTS search_index");
    });
  } catch {
    // Safe to ignore: nothing reads or writes it any more.
  }
}
