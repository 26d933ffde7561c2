/**
 * Keeps the newest HISTORY_LIMIT messages of a room, and deletes the others. It counts messages, not seqs: a crowd of reactions must
 * not push out the message that they are for.
 */
import type { Seq } from "../../protocol/wire.ts";
import type { SearchIndex } from "../search/search-index.ts";

/** The most rows that one message deletes: bounds the turn after a host has lowered HISTORY_LIMIT. */
const DELETE_MAX_ROWS = 500;

/** A message's seq and its number among the room's messages. */
export interface Place extends Record<string, SqlStorageValue> {
  readonly seq: Seq;
  readonly nth: number;
}

export interface RetentionOptions {
  readonly sql: SqlStorage;
  readonly index: SearchIndex;
  /** How many of the newest messages are kept; 0 keeps all. */
  readonly limit: number;
  /** The first and the last message; null if there is none. */
  readonly first: Place | null;
  readonly last: Place | null;
}

export class Retention {
  readonly #sql: SqlStorage;
  readonly #index: SearchIndex;
  readonly #limit: number;
  #oldest: Place | null;
  #lastNth: number;
  /** The first message that is not deleted. */
  #first: Place | null;

  constructor({ sql, index, limit, first, last }: RetentionOptions) {
    this.#sql = sql;
    this.#index = index;
    this.#limit = limit;
    this.#lastNth = last?.nth ?? 0;
    this.#first = first;
    this.#oldest = first === null ? null : this.#atOrAfter(this.#oldestNth(this.#lastNth), first);
  }

  /** The seq of the oldest message kept; null if there is none. Rows before it may still wait for deletion. */
  get oldest(): Seq | null {
    return this.#oldest?.seq ?? null;
  }

  /** The number of the next message. */
  get nextNth(): number {
    return this.#lastNth + 1;
  }

  /** A message was written with this seq: deletes what is beyond the limit now. If that fails, nothing has changed. */
  took(seq: Seq): void {
    const place = { seq, nth: this.nextNth };
    const oldest = this.#atOrAfter(this.#oldestNth(place.nth), this.#oldest ?? place);
    this.#first = this.#deleteBetween(this.#first ?? place, oldest);
    this.#oldest = oldest;
    this.#lastNth = place.nth;
  }

  #oldestNth(lastNth: number): number {
    return this.#limit === 0 ? 0 : lastNth - this.#limit + 1;
  }

  /** The message with the number `wanted`, or the next one that exists; `from`, if that is it already. */
  #atOrAfter(wanted: number, from: Place): Place {
    let place = from;
    while (place.nth < wanted) {
      // Each message takes at least one seq, so the wanted one cannot be nearer.
      const atLeast = place.seq + wanted - place.nth;
      place = this.#sql
        .exec<Place>("SELECT seq, coalesce(nth, seq) AS nth FROM messages WHERE seq >= ? ORDER BY seq LIMIT 1", atLeast)
        .one();
    }
    return place;
  }

  /** Deletes messages from `first` to before `oldest`, as many as one turn may. Returns the first that is left. */
  #deleteBetween(first: Place, oldest: Place): Place {
    if (first.seq >= oldest.seq) return first;
    const isAll = oldest.nth - first.nth <= DELETE_MAX_ROWS;
    const left = isAll ? oldest : this.#atOrAfter(first.nth + DELETE_MAX_ROWS, first);
    this.#sql.exec("DELETE FROM messages WHERE seq < ?", left.seq);
    this.#sql.exec("DELETE FROM reactions WHERE target < ?", left.seq);
    this.#sql.exec("DELETE FROM reaction_counts WHERE target < ?", left.seq);
    this.#index.forgetBelow(left.seq);
    return left;
  }
}
