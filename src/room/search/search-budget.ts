/**
 * How many rows all searches of a room may read in an hour: a host pays for every row read. Kept in the room's row, so sleeping does
 * not reset it.
 */
import { INDEXED_SEARCH_ROWS_PER_HOUR, SEARCH_ROWS_PER_HOUR } from "../../protocol/limits.ts";

const HOUR_MS = 60 * 60 * 1_000;

export class SearchBudget {
  readonly #sql: SqlStorage;
  /** The hour (since 1970) and the rows read in it; null until it is first needed. */
  #spent: { hour: number; rows: number } | null = null;
  #isSaved = true;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Rows that a search may still read in the hour of `now`: with the index, or without it. */
  left(now: number, hasIndex: boolean): number {
    const limit = hasIndex ? SEARCH_ROWS_PER_HOUR : SEARCH_ROWS_PER_HOUR - INDEXED_SEARCH_ROWS_PER_HOUR;
    return Math.max(0, limit - this.#in(now).rows);
  }

  spend(rows: number, now: number): void {
    if (rows === 0) return;
    this.#in(now).rows += rows;
    this.#isSaved = false;
  }

  /** Stores what was spent, if anything: one row, when a search is over. */
  save(): void {
    if (this.#isSaved || this.#spent === null) return;
    this.#sql.exec("UPDATE room SET search_hour = ?, search_rows = ?", this.#spent.hour, this.#spent.rows);
    this.#isSaved = true;
  }

  #in(now: number): { hour: number; rows: number } {
    this.#spent ??= this.#sql
      .exec<{ hour: number; rows: number }>("SELECT search_hour AS hour, search_rows AS rows FROM room")
      .one();
    const hour = Math.floor(now / HOUR_MS);
    if (this.#spent.hour !== hour) this.#spent = { hour, rows: 0 };
    return this.#spent;
  }
}
