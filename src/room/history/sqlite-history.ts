/** A room's history in the SQLite of its Durable Object. The tables are in `schema.ts`. */
import { withReactions } from "../../protocol/changes.ts";
import { isGuestId, type MemberId } from "../../protocol/values/identity.ts";
import type { FoldedName, PersonName } from "../../protocol/values/names.ts";
import type { Emoji } from "../../protocol/values/reactions.ts";
import type { Topic } from "../../protocol/values/topics.ts";
import type { Said, ChangeEvent } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { Appended, ChangeDraft, Draft, Head, History } from "./history.ts";
import { RecentRows } from "./recent-rows.ts";
import { Retention, type Place } from "./retention.ts";
import { migrate } from "./schema.ts";
import { SearchIndex } from "../search/search-index.ts";
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

/** The most members whose first message's time is held in memory. */
const FIRST_SAID_CACHE_MAX = 10_000;

export interface SqliteHistoryOptions {
  /** How many of the newest messages are kept; 0 keeps all. */
  readonly historyLimit: number;
  /** How many members are remembered, those who were here last; 0 remembers all. */
  readonly membersLimit: number;
  /** Whether this member is in the room now: then they are remembered, however long ago they came. */
  readonly isHere: (member: MemberId) => boolean;
  /** Called when the tables are made. */
  readonly newEpoch: () => string;
  /** The search index failed and was emptied. Messages are not affected. */
  readonly onIndexFault: (error: unknown) => void;
}

export class SqliteHistory implements History {
  readonly epoch: string;
  /** Updated when messages are changed or deleted. New messages are added when somebody searches. */
  readonly index: SearchIndex;
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #changes: SqliteChanges;
  readonly #retention: Retention;
  readonly #limit: number;
  readonly #names: RecentRows<string>;
  readonly #reads: RecentRows<number>;
  readonly #members: RecentRows<number>;
  /** For those who spoke since the room woke: it is needed for each message. */
  readonly #firstSaidAt = new Map<MemberId, number>();
  #topic: Topic | null = null;
  #head: Head;

  /** Opens the history in `storage`, making or migrating its tables. */
  constructor(storage: DurableObjectStorage, options: SqliteHistoryOptions) {
    const { historyLimit, membersLimit, isHere, newEpoch, onIndexFault } = options;
    const recent = { sql: storage.sql, limit: membersLimit, isHere };
    this.epoch = migrate(storage, newEpoch);
    this.#storage = storage;
    const { sql } = storage;
    this.#sql = sql;
    this.index = new SearchIndex(storage, onIndexFault);
    this.#changes = new SqliteChanges(sql, this.index);
    this.#names = new RecentRows({ ...recent, table: "names", key: "folded", value: "member" });
    this.#reads = new RecentRows({ ...recent, table: "reads", key: "member", value: "seq" });
    this.#members = new RecentRows({ ...recent, table: "members", key: "member", value: "first_said_at" });
    this.#limit = historyLimit;
    const [first] = this.#rows("ORDER BY seq LIMIT 1");
    const [last] = this.#rows("ORDER BY seq DESC LIMIT 1");
    this.#retention = new Retention({
      sql,
      index: this.index,
      limit: historyLimit,
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

  /** Whether nothing lasting has happened here. Names that keys have used do not count. */
  get isUnused(): boolean {
    return this.#head.seq === 0 && this.#reads.isEmpty;
  }

  get topic(): Topic {
    return (this.#topic ??= this.#changes.topic);
  }

  append(draft: Draft): Appended {
    const said: Said = { type: "said", seq: this.#head.seq + 1, ...draft };
    const { at, from, clientId } = draft;
    const isFirst = !isGuestId(from.id) && this.firstSaidAt(from.id) === null;
    const write = (): boolean => {
      const isFresh = this.#insert(said);
      if (isFresh && isFirst) this.#members.claim(from.id, at);
      if (isFresh) this.#retention.took(said.seq); // last, as it remembers in memory what it did
      return isFresh;
    };
    // A single statement is atomic. A transaction would double its cost.
    if (this.#limit === 0 && !isFirst ? write() : this.#storage.transactionSync(write)) {
      this.#head = { seq: said.seq, at };
      if (isFirst) this.#firstSaidAt.set(from.id, at);
      return { said, fresh: true };
    }
    const first = this.find(from.id, clientId);
    if (first !== null) return { said: first, fresh: false };
    this.#forget(from.id, clientId);
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

  firstSaidAt(member: MemberId): number | null {
    const known = this.#firstSaidAt.get(member);
    if (known !== undefined) return known;
    const at = this.#members.use(member);
    if (at === null) return null;
    if (this.#firstSaidAt.size >= FIRST_SAID_CACHE_MAX) this.#firstSaidAt.clear();
    this.#firstSaidAt.set(member, at);
    return at;
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
    return this.#reads.get(member) ?? 0;
  }

  setRead(member: MemberId, seq: Seq): void {
    this.#reads.set(member, seq);
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
    // By the index of changes, which are few: by seq it would read the whole history.
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
    this.#names.claim(name, by);
  }

  isClaimed(name: FoldedName): boolean {
    return this.#names.get(name) !== null;
  }

  /** Deletes the message of this client id if it is beyond the limit and only waits for its deletion. */
  #forget(member: MemberId, clientId: string): void {
    this.#storage.transactionSync(() => {
      const statement = "DELETE FROM messages WHERE member = ? AND client_id = ? RETURNING seq";
      for (const { seq } of this.#sql.exec<{ seq: Seq }>(statement, member, clientId).toArray()) {
        this.#sql.exec("DELETE FROM reactions WHERE target = ?", seq);
        this.#sql.exec("DELETE FROM reaction_counts WHERE target = ?", seq);
        this.index.refresh(seq);
      }
    });
  }

  #rows(rest: string, ...bindings: SqlStorageValue[]): Row[] {
    return this.#sql.exec<Row>(`SELECT * FROM messages ${rest}`, ...bindings).toArray();
  }

  /** The messages of these rows, in their order. Messages that were never changed have no reactions to read. */
  #messages(rest: string, ...bindings: SqlStorageValue[]): Said[] {
    return this.#rows(rest, ...bindings).map((row) =>
      row.changed_seq === null ? saidOf(row) : withReactions(saidOf(row), this.#changes.reactionsTo(row.seq)),
    );
  }

  /** Returns false, and writes nothing, if this member has used this client id for a message before. */
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

/** The columns hold what the parsers accepted, so the values get their brands back. */
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
