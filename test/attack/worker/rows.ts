/** Counts the rows that all rooms of this process read and write: what Cloudflare bills. */
import { ALARM_ROWS, type Rows } from "../../../bench/cost/actions.ts";

type Cursor = SqlStorageCursor<Record<string, SqlStorageValue>>;

/** Cursors whose rows are not added up yet: a cursor knows the number only once it was read to its end. */
const OPEN_MAX = 64;

let counted: Rows = { read: 0, written: 0 };
let open: Cursor[] = [];
let isCounting = false;

/** From now on counts what any room does: all rooms share the classes of their storage. */
export function countRows(storage: DurableObjectStorage): void {
  if (isCounting) return;
  isCounting = true;
  onCall(Object.getPrototypeOf(storage.sql), "exec", (cursor) => {
    open.push(cursor as Cursor);
    if (open.length > OPEN_MAX) addUp();
  });
  const countAlarm = (): void => {
    counted = { ...counted, written: counted.written + ALARM_ROWS };
  };
  onCall(Object.getPrototypeOf(storage), "setAlarm", countAlarm);
  onCall(Object.getPrototypeOf(storage), "deleteAlarm", countAlarm);
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

/** Calls `note` with what each call of this method returns. */
function onCall(prototype: object, method: string, note: (result: unknown) => void): void {
  const original: (this: unknown, ...args: unknown[]) => unknown = Reflect.get(prototype, method);
  Reflect.set(prototype, method, function (this: unknown, ...args: unknown[]): unknown {
    const result: unknown = Reflect.apply(original, this, args);
    note(result);
    return result;
  });
}
