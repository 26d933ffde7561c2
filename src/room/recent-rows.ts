/**
 * A table of one row for each of many keys (members, names) that forgets those that were used least recently, as
 * HISTORY_LIMIT does with messages. Rows are numbered in the order of use (`nth`), so that how many there are at most is told
 * by the first and the last number, and a row that is used is numbered anew only when it has come half of the way to the
 * end: a member who is here keeps its row, at the cost of a write once in a long while.
 */

/** Rows that one write deletes at most: bounds the turn in which a host has just lowered the limit. */
const DELETE_MAX_ROWS = 100;

type Column = Exclude<SqlStorageValue, ArrayBuffer | null>;

export interface RecentRowsOptions {
  readonly sql: SqlStorage;
  readonly table: "members" | "names" | "reads";
  /** The columns of the key and of the value. */
  readonly key: "member" | "folded";
  readonly value: "first_said_at" | "member" | "seq";
  /** Rows kept; 0 keeps all. */
  readonly limit: number;
}

/** A row's number, which is greater the more recently it was used, and its value. */
interface Row<Value> extends Record<string, SqlStorageValue> {
  nth: number;
  value: Value & Column;
}

export class RecentRows<Value extends Column> {
  readonly #sql: SqlStorage;
  readonly #table: string;
  readonly #key: string;
  readonly #value: string;
  readonly #limit: number;
  /** The number of the row that was used last; null until somebody wants to know. */
  #last: number | null = null;

  constructor({ sql, table, key, value, limit }: RecentRowsOptions) {
    this.#sql = sql;
    this.#table = table;
    this.#key = key;
    this.#value = value;
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#lastNth === 0;
  }

  get(key: string): Value | null {
    return this.#row(key)?.value ?? null;
  }

  /** The same, and counts as a use. */
  use(key: string): Value | null {
    const row = this.#row(key);
    if (row !== null) this.#use(row);
    return row?.value ?? null;
  }

  /** Sets the value of `key`, which is used by it. */
  set(key: string, value: Value): void {
    const row = this.#row(key);
    if (row === null) this.#insert(key, value);
    else {
      this.#sql.exec(`UPDATE ${this.#table} SET ${this.#value} = ? WHERE nth = ?`, value, row.nth);
      this.#use(row);
    }
  }

  /** Gives `key` this value where it has none. Counts as a use. */
  claim(key: string, value: Value): void {
    if (this.use(key) === null) this.#insert(key, value);
  }

  #row(key: string): Row<Value> | null {
    const statement = `SELECT nth, ${this.#value} AS value FROM ${this.#table} WHERE ${this.#key} = ?`;
    return this.#sql.exec<Row<Value>>(statement, key).toArray()[0] ?? null;
  }

  #insert(key: string, value: Value): void {
    const nth = this.#next();
    this.#sql.exec(`INSERT INTO ${this.#table} (nth, ${this.#key}, ${this.#value}) VALUES (?, ?, ?)`, nth, key, value);
    this.#forget();
  }

  #use({ nth }: Row<Value>): void {
    if (this.#limit === 0 || this.#lastNth - nth < this.#limit / 2) return;
    this.#sql.exec(`UPDATE ${this.#table} SET nth = ? WHERE nth = ?`, this.#next(), nth);
    this.#forget();
  }

  #forget(): void {
    if (this.#limit === 0) return;
    const { table, beyond } = { table: this.#table, beyond: this.#lastNth - this.#limit };
    if (beyond <= 0) return;
    this.#sql.exec(
      `DELETE FROM ${table} WHERE nth IN (SELECT nth FROM ${table} WHERE nth <= ? ORDER BY nth LIMIT ?)`,
      beyond,
      DELETE_MAX_ROWS,
    );
  }

  get #lastNth(): number {
    this.#last ??= this.#sql.exec<{ nth: number }>(`SELECT coalesce(max(nth), 0) AS nth FROM ${this.#table}`).one().nth;
    return this.#last;
  }

  #next(): number {
    return (this.#last = this.#lastNth + 1);
  }
}
