/** Opens a room's history in SQLite, as the room does when it wakes. */
import { SqliteHistory, type SqliteHistoryOptions } from "../../../src/room/history/sqlite-history.ts";

/** A fault of the index is a failure of the test, unless it says otherwise. */
export function openHistory(
  storage: DurableObjectStorage,
  options: Partial<SqliteHistoryOptions> & { readonly epoch?: string } = {},
): SqliteHistory {
  const { epoch = "epoch-1", ...others } = options;
  return new SqliteHistory(storage, {
    historyLimit: 0,
    membersLimit: 0,
    isHere: () => false,
    newEpoch: () => epoch,
    onIndexFault: (error) => {
      throw error;
    },
    ...others,
  });
}
