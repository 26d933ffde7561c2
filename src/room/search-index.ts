/**
 * Owns the index of a room's messages by every three characters in a row: a table of FTS5, made at the first search and
 * filled in bounded steps, the newest messages first. It holds no text to read, only which messages have which trigrams;
 * whether one is really found is decided on its text (`search-walk.ts`).
 */
import { foldText } from "../protocol/folding.ts";
import type { Seq } from "../protocol/wire.ts";
import { inFetches } from "./row-fetches.ts";
import { blockOf, matchOf } from "./search-trigrams.ts";

/**
 * `content=''` and `columnsize=0`: the texts are in `messages`, and not here again. `detail='none'`: where in a text a
 * trigram is would double the size. Texts are given folded, by our rules and not by SQLite's. `secure-delete`: what is
 * taken out is gone at once, and not only at the next merge. `automerge` and `crisismerge`: by itself FTS5 merges its
 * segments when it likes, and for as long as it takes; here each step does its part.
 */
const CREATE = `
  CREATE VIRTUAL TABLE search_index USING fts5 (
    text, block, content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1'
  );
  INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);
  INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0);
  INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 1999);
  CREATE TABLE search_range (
    only INTEGER PRIMARY KEY CHECK (only = 1), first INTEGER NOT NULL, last INTEGER NOT NULL
  ) STRICT;`;

/** What one step takes in at most: messages, and UTF-16 code units after which it stops. */
const STEP_MAX_MESSAGES = 1_000;
const STEP_MAX_LENGTH = 10_000;

/** Pages of 4 KB that are merged for each step and each edit: more than either writes, or segments would pile up. */
const MERGE_PAGES = 32;

/** The messages that are in the index: from `first` to `last`. Empty where `first` is greater. */
interface Range extends Record<string, SqlStorageValue> {
  readonly first: Seq;
  readonly last: Seq;
}

interface Indexed extends Record<string, SqlStorageValue> {
  readonly seq: Seq;
  readonly text: string;
}

export class SearchIndex {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  /** What is in `search_range`; null while there is no index; undefined until somebody wants to know. */
  #range: Range | null | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
  }

  /** What can be looked up; null where nothing can. */
  get range(): Range | null {
    if (this.#range === undefined) {
      const exists = this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'search_range'").toArray().length > 0;
      const rows = exists ? this.#sql.exec<Range>("SELECT first, last FROM search_range").toArray() : [];
      this.#range = rows[0] ?? null;
    }
    return this.#range;
  }

  /**
   * Takes in some more of the messages from `oldest` to `head`: first those that are newer than the indexed ones, then those
   * before them. Returns whether that was all. What one step writes is written whole or not at all.
   */
  extend(oldest: Seq, head: Seq): boolean {
    const range = this.#storage.transactionSync(() => this.#extend(this.range ?? this.#create(head), oldest, head));
    this.#range = range;
    return range.last >= head && range.first <= oldest;
  }

  /**
   * The newest `limit` of the messages `from` to `to`, all of them indexed and of one block, that have every trigram; newest
   * first.
   */
  lookUp(trigrams: readonly string[], from: Seq, to: Seq, limit: number): readonly Seq[] {
    return this.#sql
      .exec<{ seq: Seq }>(
        `SELECT rowid AS seq FROM search_index
         WHERE search_index MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?`,
        matchOf([blockOf(to), ...trigrams]),
        from,
        to,
        limit,
      )
      .toArray()
      .map(({ seq }) => seq);
  }

  /** The text of an indexed or other message becomes another one; empty: it is taken back. */
  change(seq: Seq, before: string, after: string): void {
    if (!this.#holds(seq)) return;
    this.#remove(seq, before);
    if (after === "") return;
    this.#add([{ seq, text: after }]);
    this.#merge();
  }

  /** The messages below `seq` are about to be deleted. */
  forgetBelow(seq: Seq): void {
    if (this.range === null) return;
    const { first, last } = this.range;
    const rows = this.#sql.exec<Indexed>(
      "SELECT seq, text FROM messages WHERE seq BETWEEN ? AND ?",
      first,
      Math.min(last, seq - 1),
    );
    for (const row of rows.toArray()) this.#remove(row.seq, row.text);
  }

  #create(head: Seq): Range {
    this.#sql.exec(CREATE);
    this.#sql.exec("INSERT INTO search_range VALUES (1, ?, ?)", head + 1, head);
    return { first: head + 1, last: head };
  }

  #extend(range: Range, oldest: Seq, head: Seq): Range {
    const budget = { messages: STEP_MAX_MESSAGES, length: STEP_MAX_LENGTH };
    // In the same step as the older ones: in a lively room there is always a newer one.
    const newer = this.#take("ORDER BY seq", budget, (last = range.last) => [last + 1, head]);
    const older = this.#take("ORDER BY seq DESC", budget, (last = range.first) => [oldest, last - 1]);
    // FTS5 takes messages in quicker that come in the order of their ids.
    this.#add([...older.toReversed(), ...newer]);
    this.#merge();
    const isAll = budget.messages > 0 && budget.length > 0;
    const first = isAll ? Math.min(range.first, oldest) : (older.at(-1)?.seq ?? range.first);
    // What is left of the budget was for the older ones: then the newer ones were all taken.
    const last = isAll || older.length > 0 ? head : (newer.at(-1)?.seq ?? range.last);
    if (first !== range.first || last !== range.last)
      this.#sql.exec("UPDATE search_range SET first = ?, last = ?", first, last);
    return { first, last };
  }

  /** As many messages as the budget allows, which is charged; `between` gives the bounds of those behind the last one. */
  #take(
    order: string,
    budget: { messages: number; length: number },
    between: (last?: Seq) => readonly [from: Seq, to: Seq],
  ): readonly Indexed[] {
    const statement = `SELECT seq, text FROM messages WHERE seq BETWEEN ? AND ? ${order} LIMIT ?`;
    const taken: Indexed[] = [];
    if (budget.messages <= 0 || budget.length <= 0) return taken;
    const rows = inFetches((limit) =>
      this.#sql.exec<Indexed>(statement, ...between(taken.at(-1)?.seq), limit).toArray(),
    );
    for (const row of rows) {
      taken.push(row);
      budget.messages -= 1;
      budget.length -= row.text.length;
      if (budget.messages <= 0 || budget.length <= 0) break;
    }
    return taken;
  }

  #holds(seq: Seq): boolean {
    return this.range !== null && seq >= this.range.first && seq <= this.range.last;
  }

  /** In one statement: each leaves a cursor behind, and thousands of them take a while to collect. */
  #add(messages: readonly Indexed[]): void {
    this.#sql.exec(
      `INSERT INTO search_index (rowid, text, block)
       SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`,
      JSON.stringify(messages.map(({ seq, text }) => [seq, foldText(text), blockOf(seq)])),
    );
  }

  #merge(): void {
    this.#sql.exec("INSERT INTO search_index (search_index, rank) VALUES ('merge', ?)", MERGE_PAGES);
  }

  /** FTS5 has to be told what was there. */
  #remove(seq: Seq, text: string): void {
    const statement = "INSERT INTO search_index (search_index, rowid, text, block) VALUES ('delete', ?, ?, ?)";
    this.#sql.exec(statement, seq, foldText(text), blockOf(seq));
  }
}
