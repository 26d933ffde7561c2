/** Owns a room's history in the SQLite of its Durable Object. The tables are in `schema.ts`. */
import { withReactions } from "../protocol/changes.ts";
import type { MemberId } from "../protocol/identity.ts";
import type { FoldedName, PersonName } from "../protocol/names.ts";
import type { Emoji } from "../protocol/reactions.ts";
import type { Topic } from "../protocol/topics.ts";
import type { Said } from "../protocol/events.ts";
import type { Seq } from "../protocol/wire.ts";
import type { Appended, ChangeDraft, ChangeEvent, Draft, Head, History } from "./history.ts";
import { Retention, type Place } from "./retention.ts";
import { migrate } from "./schema.ts";
import { SearchIndex } from "./search-index.ts";
import { SqliteChanges } from "./sqlite-changes.ts";

interface Row extends Record<string, SqlStorageValue> {
  seq: number;
  at: number;
  member: string;
  name: string;
  text: string;
  client_id: string;
  reply_to: number | null;
  edited_at: number | null;
  removed: number;
  changed_seq: number | null;
  nth: number | null;
}

export class SqliteHistory implements History {
  readonly epoch: string;
  /** Kept in step with what is changed and deleted; what is new it takes in when somebody searches. */
  readonly index: SearchIndex;
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #changes: SqliteChanges;
  readonly #retention: Retention;
  readonly #limit: number;
  #topic: Topic | null = null;
  #head: Head;

  /** Opens the history in `storage`, making or migrating its tables. `limit`: newest messages kept; 0 keeps all. */
  constructor(storage: DurableObjectStorage, limit: number, newEpoch: () => string) {
    this.epoch = migrate(storage, newEpoch);
    this.#storage = storage;
    this.#sql = storage.sql;
    this.index = new SearchIndex(storage);
    this.#changes = new SqliteChanges(this.#sql, this.index);
    this.#limit = limit;
    const [first] = this.#rows("ORDER BY seq LIMIT 1");
    const [last] = this.#rows("ORDER BY seq DESC LIMIT 1");
    this.#retention = new Retention({
      sql: this.#sql,
      index: this.index,
      limit,
      first: first === undefined ? null : placeOf(first),
      last: last === undefined ? null : placeOf(last),
    });
    const heads: readonly Head[] = [{ seq: 0, at: 0 }, last, this.#changes.last()].filter((head) => head != null);
    this.#head = heads.reduce((head, { seq, at }) => (seq > head.seq ? { seq, at } : head));
  }

  get head(): Head {
    return this.#head;
  }

  get oldest(): Seq {
    return this.#retention.oldest ?? this.#head.seq + 1;
  }

  get topic(): Topic {
    return (this.#topic ??= this.#changes.topic);
  }

  append(draft: Draft): Appended {
    const said: Said = { type: "said", seq: this.#head.seq + 1, ...draft };
    const write = (): boolean => {
      const isFresh = this.#insert(said);
      if (isFresh) this.#retention.took(said.seq);
      return isFresh;
    };
    const { at, from, clientId } = draft;
    // One statement is whole by itself, and a transaction would cost about as much again.
    if (this.#limit === 0 ? write() : this.#storage.transactionSync(write)) {
      this.#head = { seq: said.seq, at };
      return { said, fresh: true };
    }
    const first = this.find(from.id, clientId);
    if (first !== null) return { said: first, fresh: false };
    // The first one is beyond the limit and only waits for its deletion: it must not stand in the way.
    this.#sql.exec("DELETE FROM messages WHERE member = ? AND client_id = ?", from.id, clientId);
    return this.append(draft);
  }

  find(member: MemberId, clientId: string): Said | null {
    return this.#messages("WHERE member = ? AND client_id = ? AND seq >= ?", member, clientId, this.oldest)[0] ?? null;
  }

  message(seq: Seq): Said | null {
    return this.#messages("WHERE seq = ? AND seq >= ?", seq, this.oldest)[0] ?? null;
  }

  isMessage(seq: Seq): boolean {
    return this.#rows("WHERE seq = ? AND seq >= ?", seq, this.oldest).length > 0;
  }

  firstSaidAt(_member: MemberId): number | null {
    return null;
  }

  change(draft: ChangeDraft): ChangeEvent {
    const event: ChangeEvent = { ...draft, seq: this.#head.seq + 1 };
    this.#storage.transactionSync(() => {
      this.#changes.apply(event);
      if (this.#limit > 0) this.#changes.deleteUpTo(event.seq - this.#limit);
    });
    this.#head = { seq: event.seq, at: event.at };
    if (event.type === "topic_set") this.#topic = event.topic;
    return event;
  }

  findChange(member: MemberId, clientId: string): ChangeEvent | null {
    const found = this.#changes.find(member, clientId, (target) => this.message(target)?.text ?? "");
    return found === null || (this.#limit > 0 && found.seq <= this.#head.seq - this.#limit) ? null : found;
  }

  authorOf(seq: Seq): MemberId | null {
    const [row] = this.#rows("WHERE seq = ? AND seq >= ? AND removed = 0", seq, this.oldest);
    return row === undefined ? null : memberOf(row);
  }

  emojiAt(target: Seq): readonly Emoji[] {
    return this.#changes.emojiAt(target);
  }

  hasReacted(target: Seq, emoji: Emoji, member: MemberId): boolean {
    return this.#changes.hasReacted(target, emoji, member);
  }

  readOf(member: MemberId): Seq {
    return this.#sql.exec<{ seq: number }>("SELECT seq FROM reads WHERE member = ?", member).toArray()[0]?.seq ?? 0;
  }

  setRead(member: MemberId, seq: Seq): void {
    this.#sql.exec("INSERT OR REPLACE INTO reads (member, seq) VALUES (?, ?)", member, seq);
  }

  before(seq: Seq, limit: number): readonly Said[] {
    return this.#messages("WHERE seq < ? AND seq >= ? ORDER BY seq DESC LIMIT ?", seq, this.oldest, limit).toReversed();
  }

  after(seq: Seq, limit: number): readonly Said[] {
    return this.#messages("WHERE seq > ? AND seq >= ? ORDER BY seq LIMIT ?", seq, this.oldest, limit);
  }

  around(seq: Seq, limit: number): readonly Said[] {
    const upTo = Math.ceil(limit / 2);
    return [...this.before(seq + 1, upTo), ...this.after(seq, limit - upTo)];
  }

  changesSince(seq: Seq, upTo: Seq = this.#head.seq): readonly Said[] {
    // By what was changed, which is little: by seq would be to read the whole past.
    const changed = this.#messages(
      "INDEXED BY messages_by_change WHERE changed_seq > ? AND seq <= ? AND seq >= ?",
      seq,
      Math.min(seq, upTo),
      this.oldest,
    );
    if (upTo <= seq) return changed.toSorted((a, b) => a.seq - b.seq);
    const said = this.#messages("WHERE seq > ? AND seq <= ? AND seq >= ? ORDER BY seq", seq, upTo, this.oldest);
    return [...changed.toSorted((a, b) => a.seq - b.seq), ...said];
  }

  claim(name: FoldedName, by: MemberId): void {
    this.#sql.exec("INSERT OR IGNORE INTO names (folded, member) VALUES (?, ?)", name, by);
  }

  isClaimed(name: FoldedName): boolean {
    return this.#sql.exec("SELECT 1 FROM names WHERE folded = ?", name).toArray().length > 0;
  }

  #rows(rest: string, ...bindings: SqlStorageValue[]): Row[] {
    return this.#sql.exec<Row>(`SELECT * FROM messages ${rest}`, ...bindings).toArray();
  }

  /** The messages of these rows, in their order. What was never changed has no reactions to ask for. */
  #messages(rest: string, ...bindings: SqlStorageValue[]): Said[] {
    return this.#rows(rest, ...bindings).map((row) =>
      row.changed_seq === null ? saidOf(row) : withReactions(saidOf(row), this.#changes.reactionsTo(row.seq)),
    );
  }

  /** Returns false, and writes nothing, where this member has said something under this client id before. */
  #insert({ seq, at, from, text, clientId, replyTo }: Said): boolean {
    const inserted = this.#sql.exec(
      `INSERT INTO messages (seq, at, member, name, text, client_id, reply_to, nth) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (member, client_id) DO NOTHING RETURNING seq`,
      seq,
      at,
      from.id,
      from.name,
      text,
      clientId,
      replyTo ?? null,
      this.#retention.nextNth,
    );
    return inserted.toArray().length > 0;
  }
}

/** The columns hold what the parsers let in, so their brands are given back as they are. */
function saidOf(row: Row): Said {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `append` from the branded type
  const name = row.name as PersonName;
  return {
    type: "said",
    seq: row.seq,
    at: row.at,
    from: { id: memberOf(row), name },
    text: row.text,
    clientId: row.client_id,
    ...(row.reply_to !== null && { replyTo: row.reply_to }),
    ...(row.edited_at !== null && { editedAt: row.edited_at }),
    ...(row.removed === 1 && { removed: true }),
  };
}

function memberOf(row: Row): MemberId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `append` from the branded type
  return row.member as MemberId;
}

function placeOf({ seq, nth }: Row): Place {
  return { seq, nth: nth ?? seq };
}
