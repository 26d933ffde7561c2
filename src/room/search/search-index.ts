/**
 * The search index of a room: a row for each group of some hundred messages, with a filter of what they contain
 * (`search-signature.ts`). Searches build it as they go, from the newest message back. It holds nothing that the messages do not:
 * if anything about it fails, it is emptied, and the next search builds it again.
 */
import type { Seq } from "../../protocol/wire.ts";
import { inFetches } from "../history/row-fetches.ts";
import { sealed, signatureOf, unsealed, type Signed } from "./search-signature.ts";

/**
 * UTF-16 code units of text, or messages, after which a group is full. Larger groups mean fewer rows to read when there is no hit;
 * smaller ones mean fewer messages to compare when there is. With these, a search for a word that nobody said reads 6,000 rows for
 * a million messages, and twenty hits in twenty groups take 4,000 messages.
 */
const GROUP_LENGTH = 8_000;
const GROUP_MAX_MESSAGES = 512;

/** Groups that one step adds: some 24,000 characters, in 10 ms. */
const STEP_GROUPS = 3;

interface Indexable extends Record<string, SqlStorageValue>, Signed {
  seq: Seq;
  name: string;
  text: string;
}

/** The messages from `first` to `last`, and their filter. */
interface Group {
  readonly first: Seq;
  readonly last: Seq;
  readonly filter: Uint8Array;
}

/** A group as it is stored. */
export interface GroupRow extends Record<string, SqlStorageValue> {
  first: Seq;
  last: Seq;
  signature: ArrayBuffer;
}

/** Every message from `first` to `last` is in a group; none is if `first` is greater. */
export interface Range {
  readonly first: Seq;
  readonly last: Seq;
}

interface GroupEnds extends Record<string, SqlStorageValue>, Range {}

export class SearchIndex {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #onFault: (error: unknown) => void;
  /** Undefined until it is first needed; null if nothing is indexed. */
  #range: Range | null | undefined;
  /** Undefined until it is first needed. */
  #isUsable: boolean | undefined;

  /** `onFault` is called with the reason when the index was emptied. */
  constructor(storage: DurableObjectStorage, onFault: (error: unknown) => void) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#onFault = onFault;
  }

  /** False if the index could not even be emptied: then searches do without it. */
  get isUsable(): boolean {
    // An index that could not be emptied is out of date. Try again each time the room starts.
    if (this.#isUsable === undefined) {
      this.#isUsable = true;
      if (this.#isStale()) this.#empty();
    }
    return this.#isUsable;
  }

  get range(): Range | null {
    if (this.#range === undefined) this.#range = this.#guard(() => this.#readRange(), null);
    return this.#range;
  }

  /**
   * Adds groups of the messages before those indexed, down to `oldest`; of the messages up to `head`, if none are indexed. There
   * must be some. One bounded step. Returns false if it failed.
   */
  extendDown(oldest: Seq, head: Seq): boolean {
    const from = this.range?.first ?? head + 1;
    return this.#guard(() => {
      this.#addGroups(this.#groupsBelow(from, oldest));
      return true;
    }, false);
  }

  /** Adds groups of the messages after those indexed, as long as they fill one. Returns whether it added any. */
  extendUp(head: Seq): boolean {
    const { range } = this;
    if (range === null || range.last >= head) return false;
    return this.#guard(() => {
      const groups = this.#groupsAbove(range.last, head);
      this.#addGroups(groups);
      return groups.length > 0;
    }, false);
  }

  /**
   * The newest `limit` groups with messages from `from` to before `below`, newest first. `below - 1` must be indexed.
   */
  groups(from: Seq, below: Seq, limit: number): readonly Group[] {
    // Bounded by the key at both ends: by `last` it would read all older groups.
    const statement = `SELECT first, last, signature FROM search_groups
       WHERE first < ?1 AND first >= coalesce((SELECT max(first) FROM search_groups WHERE first <= ?2), 0)
       ORDER BY first DESC LIMIT ?3`;
    return this.#guard(() => {
      const groups = this.#sql.exec<GroupRow>(statement, below, from, limit).toArray().map(groupOf);
      // A gap would hide messages for ever.
      if (!joins(groups[0], below)) throw new Error("The index does not reach where it should.");
      const isWhole = groups.every((group, index) => index === 0 || joins(group, groups[index - 1]?.first ?? below));
      if (!isWhole) throw new Error("The index has a gap.");
      return groups;
    }, []);
  }

  /** The message `seq` was changed or deleted: builds the filter of its group again. */
  refresh(seq: Seq): void {
    const { range } = this;
    if (range === null || seq < range.first || seq > range.last) return;
    this.#guard(() => {
      const statement = "SELECT first, last FROM search_groups WHERE first <= ? ORDER BY first DESC LIMIT 1";
      const { first, last } = this.#sql.exec<{ first: Seq; last: Seq }>(statement, seq).one();
      const filter = signatureOf(this.#messages("seq BETWEEN ? AND ?", "seq", first, last, -1));
      this.#sql.exec("UPDATE search_groups SET signature = ? WHERE first = ?", sealed(filter, first, last), first);
    }, undefined);
  }

  /** The messages before `seq` were deleted. A group that has others too stays until they are deleted as well. */
  forgetBelow(seq: Seq): void {
    const { range } = this;
    if (range === null || range.first >= seq) return;
    // By the key as well: comparing each group's last seq, for each message, would read the whole index.
    const statement = "DELETE FROM search_groups WHERE first < ? AND last < ? RETURNING first";
    const gone = this.#guard(() => this.#sql.exec(statement, seq, seq).toArray().length, 0);
    if (gone > 0) this.#range = undefined;
  }

  #readRange(): Range | null {
    const end = (order: string): Range | undefined =>
      this.#sql.exec<GroupEnds>(`SELECT first, last FROM search_groups ORDER BY first ${order} LIMIT 1`).toArray()[0];
    const [oldest, newest] = [end("ASC"), end("DESC")];
    return oldest === undefined || newest === undefined ? null : { first: oldest.first, last: newest.last };
  }

  /** Runs `act`. If the index fails, it is emptied, and the caller goes on without it. */
  #guard<Result>(act: () => Result, otherwise: Result): Result {
    if (!this.isUsable) return otherwise;
    try {
      return this.#storage.transactionSync(act); // a nested one: only what it wrote is undone
    } catch (error) {
      this.#onFault(error);
      this.#empty();
      return otherwise;
    }
  }

  #empty(): void {
    try {
      this.#storage.transactionSync(() => {
        this.#sql.exec("DROP TABLE IF EXISTS search_groups");
        this.#sql.exec(CREATE_SEARCH_GROUPS);
        if (this.#isStale()) this.#sql.exec("UPDATE room SET is_index_stale = 0");
      });
    } catch (error) {
      this.#isUsable = false;
      this.#onFault(error);
      this.#markStale();
    }
    this.#range = undefined; // looked up again: the caller may still fail, and undo this
  }

  #isStale(): boolean {
    return this.#sql.exec<{ stale: number }>("SELECT is_index_stale AS stale FROM room").one().stale === 1;
  }

  #markStale(): void {
    try {
      this.#sql.exec("UPDATE room SET is_index_stale = 1");
    } catch (error) {
      this.#onFault(error); // the database itself fails: the next write of the room will say so
    }
  }

  #addGroups(groups: readonly (readonly [first: Seq, last: Seq, messages: readonly Signed[]])[]): void {
    for (const [first, last, messages] of groups) {
      this.#sql.exec(
        "INSERT INTO search_groups (first, last, signature) VALUES (?, ?, ?)",
        first,
        last,
        sealed(signatureOf(messages), first, last),
      );
    }
    if (groups.length > 0) this.#range = undefined;
  }

  /** Full groups before `from`, newest first; the last one, at the oldest message, may not be full. */
  #groupsBelow(from: Seq, oldest: Seq): [Seq, Seq, Signed[]][] {
    const groups: [Seq, Seq, Signed[]][] = [];
    let last = from - 1;
    let group: Indexable[] = [];
    const rows = inFetches((limit) =>
      this.#messages("seq >= ? AND seq < ?", "seq DESC", oldest, group.at(-1)?.seq ?? last + 1, limit),
    );
    for (const row of rows) {
      group.push(row);
      if (!isFull(group)) continue;
      groups.push([row.seq, last, group]);
      if (groups.length === STEP_GROUPS) return groups;
      [last, group] = [row.seq - 1, []];
    }
    if (last >= oldest) groups.push([oldest, last, group]);
    return groups;
  }

  #groupsAbove(from: Seq, head: Seq): [Seq, Seq, Signed[]][] {
    const groups: [Seq, Seq, Signed[]][] = [];
    let first = from + 1;
    let group: Indexable[] = [];
    const rows = inFetches((limit) =>
      this.#messages("seq > ? AND seq <= ?", "seq", group.at(-1)?.seq ?? first - 1, head, limit),
    );
    for (const row of rows) {
      group.push(row);
      if (!isFull(group)) continue;
      groups.push([first, row.seq, group]);
      if (groups.length === STEP_GROUPS) return groups;
      [first, group] = [row.seq + 1, []];
    }
    return groups;
  }

  #messages(condition: string, order: string, from: Seq, to: Seq, limit: number): Indexable[] {
    // Removed messages are read and count: a step must not have to skip any number of them.
    const statement = `SELECT seq, iif(removed, '', name) AS name, text FROM messages
       WHERE ${condition} ORDER BY ${order} LIMIT ?`;
    return this.#sql.exec<Indexable>(statement, from, to, limit).toArray();
  }
}

function groupOf({ first, last, signature }: GroupRow): Group {
  const filter = unsealed(signature, first, last);
  if (filter === null) throw new Error("A filter of the index is damaged.");
  return { first, last, filter };
}

/** Whether no message is between `group` and the one that begins with `next`. */
function joins(group: Group | undefined, next: Seq): boolean {
  return group !== undefined && group.last >= next - 1;
}

function isFull(group: readonly Signed[]): boolean {
  const length = group.reduce((sum, { text }) => sum + text.length, 0);
  return length >= GROUP_LENGTH || group.length >= GROUP_MAX_MESSAGES;
}

/** Kept here, not only in a step of the schema, because the table is made again when it fails. */
export const CREATE_SEARCH_GROUPS = `
  CREATE TABLE search_groups (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, signature BLOB NOT NULL) STRICT`;
