/**
 * A table with one row for each key (a member, a name) that forgets the least recently used, as HISTORY_LIMIT does with messages.
 * Rows are numbered in the order of use (`nth`), so the first and the last number bound how many there are. A row that is used gets
 * a new number only once it is halfway to being forgotten: a member who comes now and then keeps their row, for one write in a
 * long while. So does a member who is here, however quietly.
 */
import type { MemberId } from "../../protocol/values/identity.ts";

/** The most rows that one write deletes: bounds the turn after a host has lowered the limit. */
const DELETE_MAX_ROWS = 100;
/** The most rows of people who are here that one write renumbers. */
const MOVE_MAX_ROWS = 4;

type Column = Exclude<SqlStorageValue, ArrayBuffer | null>;

export interface RecentRowsOptions {
  readonly sql: SqlStorage;
  readonly table: "members" | "names" | "reads";
  /** The columns of the key and of the value. */
  readonly key: "member" | "folded";
  readonly value: "first_said_at" | "member" | "seq";
  /** Rows kept; 0 keeps all. */
  readonly limit: number;
  /** Whether this member is in the room now: their rows are not forgotten. */
  readonly isHere: (member: MemberId) => boolean;
}

/** A row's number, which grows with each use, and its value. */
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
  readonly #isHere: (member: MemberId) => boolean;
  /** The number of the row that was used last; null until it is first needed. */
  #last: number | null = null;

  constructor({ sql, table, key, value, limit, isHere }: RecentRowsOptions) {
    this.#sql = sql;
    this.#table = table;
    this.#key = key;
    this.#value = value;
    this.#limit = limit;
    this.#isHere = isHere;
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

  /** Sets the value of `key`. Counts as a use. */
  set(key: string, value: Value): void {
    const row = this.#row(key);
    if (row === null) this.#insert(key, value);
    else {
      this.#sql.exec(`UPDATE ${this.#table} SET ${this.#value} = ? WHERE nth = ?`, value, row.nth);
      this.#use(row);
    }
  }

  /** Gives `key` this value if it has none. Counts as a use. */
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
    const beyond = this.#lastNth - this.#limit;
    if (beyond <= 0) return;
    const statement = `SELECT nth, member FROM ${this.#table} WHERE nth <= ? ORDER BY nth LIMIT ?`;
    const rows = this.#sql.exec<{ nth: number; member: string }>(statement, beyond, DELETE_MAX_ROWS).toArray();
    let moved = 0;
    for (const { nth, member } of rows) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written from the branded type
      if (!this.#isHere(member as MemberId)) continue;
      // More people are here than are remembered: the rest waits for the next write.
      if (moved === MOVE_MAX_ROWS) return this.#deleteUpTo(nth - 1);
      this.#sql.exec(`UPDATE ${this.#table} SET nth = ? WHERE nth = ?`, this.#next(), nth);
      moved += 1;
    }
    this.#deleteUpTo(rows.at(-1)?.nth ?? 0);
  }

  #deleteUpTo(nth: number): void {
    this.#sql.exec(`DELETE FROM ${this.#table} WHERE nth <= ?`, nth);
  }

  get #lastNth(): number {
    this.#last ??= this.#sql.exec<{ nth: number }>(`SELECT coalesce(max(nth), 0) AS nth FROM ${this.#table}`).one().nth;
    return this.#last;
  }

  #next(): number {
    return (this.#last = this.#lastNth + 1);
  }
}
