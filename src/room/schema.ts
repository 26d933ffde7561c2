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
];

/**
 * Brings the tables of `storage` to the newest step and returns the history's epoch. `newEpoch` is asked only the first
 * time. One synchronous transaction: a room is at one step or at another, never between two.
 */
export function migrate(storage: DurableObjectStorage, newEpoch: () => string): string {
  const { sql } = storage;
  return storage.transactionSync(() => {
    const isNew = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'room'").toArray().length === 0;
    if (isNew) {
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
