/**
 * One search through a room's history, from the newest message back, in bounded steps. It uses the index, and builds it, if the
 * query has anything that a filter can tell; otherwise it reads message after message. It goes on until the room's budget of rows
 * is used up. Between two steps anything may happen in the room.
 */
import { foldText } from "../../protocol/values/folding.ts";
import { foldAuthor, type Query } from "../../protocol/values/query.ts";
import type { Seq } from "../../protocol/wire.ts";
import { inFetches } from "../history/row-fetches.ts";
import type { SearchBudget } from "./search-budget.ts";
import type { SearchIndex } from "./search-index.ts";
import { isIndexable, matcherOf } from "./search-signature.ts";

/** The most messages that one step reads, and UTF-16 code units after which it stops. */
const READ_MAX_MESSAGES = 3_000;
const READ_MAX_LENGTH = 150_000;

/** Groups of the index that one step reads: two megabytes of filters. */
const LOOK_UP_MAX_GROUPS = 256;

interface Row extends Record<string, SqlStorageValue> {
  seq: Seq;
  at: number;
  name: string;
  text: string;
  removed: number;
}

export interface SearchScanOptions {
  readonly sql: SqlStorage;
  readonly index: SearchIndex;
  readonly budget: SearchBudget;
  readonly query: Query;
  /** The seq of the room's newest change. */
  readonly head: Seq;
  /** Only messages from `oldest` on and below `before`. */
  readonly oldest: Seq;
  readonly before: Seq;
  /** How many hits to find. */
  readonly enough: number;
}

export class SearchScan {
  readonly #sql: SqlStorage;
  readonly #index: SearchIndex;
  readonly #budget: SearchBudget;
  readonly #query: Query;
  readonly #head: Seq;
  readonly #enough: number;
  #isIndexable: boolean;
  readonly #oldest: Seq;
  readonly #mayMatch: (filter: Uint8Array) => boolean;
  /** Whether each name found so far matches the query. */
  readonly #isSought = new Map<string, boolean>();
  readonly #from: Seq;
  #below: Seq;
  /** The hits so far, newest first. */
  readonly found: Seq[] = [];
  /** The oldest message it read before the budget was used up; null if it was not. */
  stoppedAt: { readonly seq: Seq; readonly at: number } | null = null;
  /** What the present step has read, and how many messages it may read. */
  #read = { messages: 0, length: 0, groups: 0, most: 0 };
  #lastRead: { readonly seq: Seq; readonly at: number } | null = null;

  constructor({ sql, index, budget, query, head, oldest, before, enough }: SearchScanOptions) {
    this.#sql = sql;
    this.#index = index;
    this.#budget = budget;
    this.#query = query;
    this.#head = head;
    this.#enough = enough;
    this.#oldest = oldest;
    this.#isIndexable = isIndexable(query);
    this.#mayMatch = matcherOf(query);
    this.#from = Math.max(oldest, query.from === null ? 0 : this.#firstSince(query.from, before));
    this.#below = Math.min(before, query.until === null ? before : this.#firstSince(query.until, before));
  }

  /** Does one bounded step, on the budget. Returns whether the search is over. */
  step(now: number): boolean {
    const left = this.#left(now);
    this.#read = { messages: 0, length: 0, groups: 0, most: Math.min(left, READ_MAX_MESSAGES) };
    if (this.#below > this.#from && left > 0) this.#stepBack();
    this.#budget.spend(this.#read.messages + this.#read.groups, now);
    if (this.found.length >= this.#enough || this.#below <= this.#from) return true;
    if (this.#left(now) > 0) return false;
    this.stoppedAt = this.#lastRead ?? { seq: this.#below, at: now };
    return true;
  }

  #left(now: number): number {
    return this.#budget.left(now, this.#isIndexable && this.#index.isUsable);
  }

  #stepBack(): void {
    const newest = this.#below - 1;
    const { range, isUsable } = this.#index;
    if (!this.#isIndexable || !isUsable) this.#compareDownTo(this.#from);
    else if (range === null || newest < range.first) {
      this.#isIndexable = this.#index.extendDown(this.#oldest, this.#head);
    } else if (newest <= range.last) this.#lookUp(Math.max(this.#from, range.first));
    // The newest messages may not fill a group yet.
    else if (!this.#index.extendUp(this.#head)) this.#compareDownTo(Math.max(this.#from, range.last + 1));
  }

  #compareDownTo(down: Seq): void {
    if (this.#compare(down)) this.#below = down;
  }

  /** Compares the messages of those groups below, from `down` on, that may have a hit. */
  #lookUp(down: Seq): void {
    // A group that a step has read in part is read from there on.
    for (const { first, filter } of this.#index.groups(down, this.#below, LOOK_UP_MAX_GROUPS)) {
      this.#read.groups += 1;
      const start = Math.max(down, first);
      if (this.#mayMatch(filter) && !this.#compare(start)) return;
      this.#below = start;
    }
  }

  /**
   * Compares the messages below, down to `down`, newest first, until the step has read enough. Returns whether that was all.
   */
  #compare(down: Seq): boolean {
    // Removed messages are read and count: a step must not have to skip any number of them.
    const statement = `SELECT seq, at, name, text, removed FROM messages WHERE seq >= ? AND seq < ?
       ORDER BY seq DESC LIMIT ?`;
    const rows = inFetches((limit) => this.#sql.exec<Row>(statement, down, this.#below, limit).toArray());
    for (const row of rows) {
      this.#read.messages += 1;
      this.#read.length += row.text.length;
      this.#below = row.seq;
      this.#lastRead = row;
      if (this.#take(row) || this.#read.messages >= this.#read.most) return false;
      if (this.#read.length >= READ_MAX_LENGTH) return false;
    }
    return true;
  }

  /** Keeps the message if it is a hit. Returns whether there are enough now. */
  #take({ seq, name, text, removed }: Row): boolean {
    if (removed === 1 || !this.#isBySought(name)) return false;
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

  /** The seq of the first message said at `at` or later; `before` if there is none. A binary search: times never go back. */
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
