/** Owns the tables of a room: numbered steps, each applied once, in order, never changed after a release. */
import { CREATE_SEARCH_GROUPS } from "../search/search-index.ts";

const STEPS: readonly string[] = [
  // 1: messages under their seq, each client id once a member, and the names that keys went by.
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
  // 2: what happens to messages after they were said. `changes` holds no text: what is taken back must be gone. `first` is
  // the seq with which this emoji came to the message, for the order in which they are shown.
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
  // 3: which of the room's messages each is, by which HISTORY_LIMIT counts. In older rows it is null, and stands for the seq.
  `ALTER TABLE messages ADD COLUMN nth INTEGER;`,
  // 4: how many reacted with what, so that nobody has to count them; who came first, by `seq`. When each member first spoke:
  // not of earlier messages, because it would take reading all of them. Names and reading marks in the order of use, for
  // `recent-rows.ts`. An index of searches that cannot break anything, and what they have cost in this hour.
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

/** Whether anybody ever came in: whoever only asks must not make the tables. */
export function isMade({ sql }: DurableObjectStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'room' LIMIT 1").toArray().length > 0;
}

/**
 * Brings the tables of `storage` to step `upTo`, the newest, and returns the history's epoch. `newEpoch` is asked only the
 * first time. One synchronous transaction: a room is at one step or at another, never between two.
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
 * Until step 4 the index was a table of FTS5, which in some rooms has become corrupt. It may not even let itself be dropped;
 * then it stays, and is nobody's.
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
