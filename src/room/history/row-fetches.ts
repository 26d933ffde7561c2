/**
 * Reads as many rows as turn out to be needed: some at a time, and each cursor to its end. In workerd a cursor that is left
 * before its end stays open until it is collected as garbage (https://github.com/cloudflare/workerd/issues/959), and while
 * one is open SQLite's log only grows. Nor may each row have a statement of its own: V8 collects the cursors of some ten
 * thousand statements at once, and the room stands still meanwhile.
 */

/** Rows fetched at a time: two megabytes of the longest messages. */
const FETCH_ROWS = 200;

/**
 * The rows of a query, until the caller stops. `fetch` returns the next `limit` rows, or what is left; by then the caller is done
 * with those before.
 */
export function* inFetches<Row>(fetch: (limit: number) => readonly Row[]): Generator<Row, void> {
  for (;;) {
    const rows = fetch(FETCH_ROWS);
    yield* rows;
    if (rows.length < FETCH_ROWS) return;
  }
}
