/**
 * Owns reading as many rows as turn out to be needed: some at a time, each time to the end. In workerd a cursor that is left
 * before its end stays open until it is collected as garbage (https://github.com/cloudflare/workerd/issues/959), and while
 * one is open SQLite's log only grows. Nor is it good to ask for each row by itself: V8 collects the cursors of some ten
 * thousand statements in one go, and the room stands still for it.
 */

/** Rows that are fetched at a time: of the longest messages, two megabytes. */
const FETCH_ROWS = 200;

/**
 * The rows of a query, until whoever takes them stops. `fetch` returns the next `limit` of them, or what is left; by then
 * those before have been dealt with.
 */
export function* inFetches<Row>(fetch: (limit: number) => readonly Row[]): Generator<Row, void> {
  for (;;) {
    const rows = fetch(FETCH_ROWS);
    yield* rows;
    if (rows.length < FETCH_ROWS) return;
  }
}
