/** Owns the tables of a room: numbered steps, each applied once, in order, never changed after a release. */

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
];

/** Whether anybody ever came in: whoever only asks must not make the tables. */
export function isMade({ sql }: DurableObjectStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'room' LIMIT 1").toArray().length > 0;
}

/**
 * Brings the tables of `storage` to the newest step and returns the history's epoch. `newEpoch` is asked only the first
 * time. One synchronous transaction: a room is at one step or at another, never between two.
 */
export function migrate(storage: DurableObjectStorage, newEpoch: () => string): string {
  const { sql } = storage;
  return storage.transactionSync(() => {
    if (!isMade(storage)) {
      sql.exec(
        "CREATE TABLE room (only INTEGER PRIMARY KEY CHECK (only = 1), epoch TEXT NOT NULL, step INTEGER NOT NULL) STRICT",
      );
      sql.exec("INSERT INTO room VALUES (1, ?, 0)", newEpoch());
    }
    const { epoch, step } = sql.exec<{ epoch: string; step: number }>("SELECT epoch, step FROM room").one();
    for (const statements of STEPS.slice(step)) sql.exec(statements);
    if (step < STEPS.length) sql.exec("UPDATE room SET step = ?", STEPS.length);
    return epoch;
  });
}
