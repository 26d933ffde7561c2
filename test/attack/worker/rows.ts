/** Counts the rows that all rooms of this process read and write: what Cloudflare bills. */
import { ALARM_ROWS, type Rows } from "../../../bench/cost/actions.ts";

/** Cursors whose rows are not added up yet: one knows its number only when it was read to its end. */
const OPEN_MAX = 64;

let counted = { read: 0, written: 0 };
let open: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
let isCounting = false;

/** From now on counts what any room does. All rooms share the classes of their storage. */
export function countRows(storage: DurableObjectStorage): void {
  if (isCounting) return;
  isCounting = true;
  const sqlClass: SqlStorage = Object.getPrototypeOf(storage.sql);
  const { exec } = sqlClass;
  sqlClass.exec = function (this: SqlStorage, ...args: Parameters<typeof exec>) {
    const cursor = exec.apply(this, args);
    open.push(cursor);
    if (open.length > OPEN_MAX) addUp();
    return cursor;
  } as typeof exec;
  const storageClass: DurableObjectStorage = Object.getPrototypeOf(storage);
  const { setAlarm, deleteAlarm } = storageClass;
  storageClass.setAlarm = function (this: DurableObjectStorage, ...args) {
    counted.written += ALARM_ROWS;
    return setAlarm.apply(this, args);
  };
  storageClass.deleteAlarm = function (this: DurableObjectStorage, ...args) {
    counted.written += ALARM_ROWS;
    return deleteAlarm.apply(this, args);
  };
}

/** The rows since the process began. */
export function rowsSoFar(): Rows {
  addUp();
  return counted;
}

function addUp(): void {
  for (const { rowsRead, rowsWritten } of open) {
    counted = { read: counted.read + rowsRead, written: counted.written + rowsWritten };
  }
  open = [];
}
