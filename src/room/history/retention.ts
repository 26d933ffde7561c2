/**
 * Owns which messages of a room are kept, the newest HISTORY_LIMIT, and the deletion of the others. Messages are counted
 * and not seqs: a crowd that reacts must not push out what it reacts to.
 */
import type { Seq } from "../../protocol/wire.ts";
import type { SearchIndex } from "../search/search-index.ts";

/** Rows that one message may delete: bounds the turn in which a host has just lowered HISTORY_LIMIT. */
const DELETE_MAX_ROWS = 500;

/** A message's seq, and which of the room's messages it is. */
export interface Place extends Record<string, SqlStorageValue> {
  readonly seq: Seq;
  readonly nth: number;
}

export interface RetentionOptions {
  readonly sql: SqlStorage;
  readonly index: SearchIndex;
  /** Newest messages kept; 0 keeps all. */
  readonly limit: number;
  /** The first and the last message that is there; null where there is none. */
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

  /** The seq of the oldest message that is kept; null where none is. Rows below may still be waiting for their deletion. */
  get oldest(): Seq | null {
    return this.#oldest?.seq ?? null;
  }

  /** Which of the room's messages the next one is. */
  get nextNth(): number {
    return this.#lastNth + 1;
  }

  /** The next message was written, with this seq; deletes what is beyond the limit by it. A fault here changes nothing. */
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

  /** The message that is the `wanted`th, or the next one that is there; `from` where that is one already. */
  #atOrAfter(wanted: number, from: Place): Place {
    let place = from;
    while (place.nth < wanted) {
      // Each message takes a seq, at least: the one that is wanted cannot be nearer.
      const atLeast = place.seq + wanted - place.nth;
      place = this.#sql
        .exec<Place>("SELECT seq, coalesce(nth, seq) AS nth FROM messages WHERE seq >= ? ORDER BY seq LIMIT 1", atLeast)
        .one();
    }
    return place;
  }

  /** Deletes messages from `first` on and before `oldest`; as many as one turn may. Returns the first that is left. */
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
