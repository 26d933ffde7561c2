/**
 * How many messages searches without the index may look at: in each hour so many, for the whole room, because a host pays for
 * every row that is read. Kept in the room's row, so that sleep does not give it back.
 */
import { SEARCH_SCAN_ROWS_PER_HOUR } from "../protocol/limits.ts";

const HOUR_MS = 60 * 60 * 1_000;

export class ScanBudget {
  readonly #sql: SqlStorage;
  /** Hours since 1970, and the rows that were read in this one; null until somebody wants to know. */
  #spent: { hour: number; rows: number } | null = null;
  #isSaved = true;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Rows that may still be read in the hour of `now`. */
  left(now: number): number {
    return Math.max(0, SEARCH_SCAN_ROWS_PER_HOUR - this.#in(now).rows);
  }

  spend(rows: number, now: number): void {
    if (rows === 0) return;
    this.#in(now).rows += rows;
    this.#isSaved = false;
  }

  /** Writes down what was spent, if anything was: one row, when a search is over. */
  save(): void {
    if (this.#isSaved || this.#spent === null) return;
    this.#sql.exec("UPDATE room SET scan_hour = ?, scan_rows = ?", this.#spent.hour, this.#spent.rows);
    this.#isSaved = true;
  }

  #in(now: number): { hour: number; rows: number } {
    this.#spent ??= this.#sql
      .exec<{ hour: number; rows: number }>("SELECT scan_hour AS hour, scan_rows AS rows FROM room")
      .one();
    const hour = Math.floor(now / HOUR_MS);
    if (this.#spent.hour !== hour) this.#spent = { hour, rows: 0 };
    return this.#spent;
  }
}
