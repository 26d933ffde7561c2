/**
 * Owns one search's way through a room's past, from the newest message back, in bounded steps: by the index where there
 * is one and it can help, else message by message. Between two steps anything may happen to the room.
 */
import { foldText } from "../protocol/folding.ts";
import { foldAuthor, type Query } from "../protocol/query.ts";
import type { Seq } from "../protocol/wire.ts";
import { inFetches } from "./row-fetches.ts";
import type { SearchIndex } from "./search-index.ts";
import { blockStart, trigramsOf } from "./search-trigrams.ts";

/** What one step reads at most: messages, and UTF-16 code units after which it stops. */
const READ_MAX_MESSAGES = 3_000;
const READ_MAX_LENGTH = 150_000;

/** Messages that one step takes from the index, of one of its blocks: finding them is work as well. */
const LOOK_UP_MAX_MESSAGES = 1_000;

interface Row extends Record<string, SqlStorageValue> {
  seq: Seq;
  name: string;
  text: string;
}

export interface SearchWalkOptions {
  readonly sql: SqlStorage;
  readonly index: SearchIndex;
  readonly query: Query;
  /** Only messages from `oldest` on and below `before`. */
  readonly oldest: Seq;
  readonly before: Seq;
  /** How many hits are enough. */
  readonly enough: number;
}

export class SearchWalk {
  readonly #sql: SqlStorage;
  readonly #index: SearchIndex;
  readonly #query: Query;
  readonly #enough: number;
  readonly #trigrams: readonly string[];
  /** Whether each name that was met is one that is sought. */
  readonly #isSought = new Map<string, boolean>();
  readonly #from: Seq;
  #below: Seq;
  /** The hits so far, newest first. */
  readonly found: Seq[] = [];

  constructor({ sql, index, query, oldest, before, enough }: SearchWalkOptions) {
    this.#sql = sql;
    this.#index = index;
    this.#query = query;
    this.#enough = enough;
    this.#trigrams = trigramsOf(query.terms);
    this.#from = Math.max(oldest, query.from === null ? 0 : this.#firstSince(query.from, before));
    this.#below = Math.min(before, query.until === null ? before : this.#firstSince(query.until, before));
  }

  /** Goes back a bounded part of the way. Returns whether the search is over. */
  step(): boolean {
    if (this.#below > this.#from) this.#stepBack();
    return this.found.length >= this.#enough || this.#below <= this.#from;
  }

  #stepBack(): void {
    const newest = this.#below - 1;
    const range = this.#trigrams.length === 0 ? null : this.#index.range;
    if (range === null || newest < range.first) this.#read(this.#from);
    else if (newest > range.last) this.#read(Math.max(this.#from, range.last + 1));
    else this.#lookUp(Math.max(this.#from, range.first, blockStart(newest)));
  }

  /** Compares the messages below, from `down` on. */
  #read(down: Seq): void {
    if (this.#compare("seq >= ?", down)) this.#below = down;
  }

  /** Compares those messages below, from `down` on, that the index has for the query. */
  #lookUp(down: Seq): void {
    const seqs = this.#index.lookUp(this.#trigrams, down, this.#below - 1, LOOK_UP_MAX_MESSAGES);
    if (!this.#compare("seq IN (SELECT value FROM json_each(?))", JSON.stringify(seqs))) return;
    this.#below = seqs.length < LOOK_UP_MAX_MESSAGES ? down : (seqs.at(-1) ?? down);
  }

  /** Compares the messages below that are so, newest first, until the step is long enough. Returns whether those were all. */
  #compare(condition: string, binding: SqlStorageValue): boolean {
    const statement = `SELECT seq, name, text FROM messages WHERE ${condition} AND seq < ? AND removed = 0
       ORDER BY seq DESC LIMIT ?`;
    const rows = inFetches((limit) => this.#sql.exec<Row>(statement, binding, this.#below, limit).toArray());
    let [count, length] = [0, 0];
    for (const row of rows) {
      count += 1;
      length += row.text.length;
      this.#below = row.seq;
      if (this.#take(row) || count >= READ_MAX_MESSAGES || length >= READ_MAX_LENGTH) return false;
    }
    return true;
  }

  /** Keeps the message if it is a hit. Returns whether that makes enough. */
  #take({ seq, name, text }: Row): boolean {
    if (!this.#isBySought(name)) return false;
    const folded = this.#query.terms.length === 0 ? "" : foldText(text);
    if (!this.#query.terms.every((term) => folded.includes(term))) return false;
    this.found.push(seq);
    return this.found.length >= this.#enough;
  }

  #isBySought(name: string): boolean {
    const { authors } = this.#query;
    if (authors.length === 0) return true;
    let isSought = this.#isSought.get(name);
    if (isSought === undefined) {
      const folded = foldAuthor(name);
      isSought = authors.some((author) => folded.startsWith(author));
      this.#isSought.set(name, isSought);
    }
    return isSought;
  }

  /** The seq of the first message that was said at `at` or later; `before` where there is none. By halves: `at` never goes back. */
  #firstSince(at: number, before: Seq): Seq {
    let [low, high] = [0, before];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [row] = this.#sql.exec<{ seq: Seq; at: number }>(
        "SELECT seq, at FROM messages WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT 1",
        middle,
        high,
      );
      if (row === undefined || row.at >= at) high = middle;
      else low = row.seq + 1;
    }
    return low;
  }
}
