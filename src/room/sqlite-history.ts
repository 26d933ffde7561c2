/** Owns a room's history in the SQLite of its Durable Object. The tables are in `schema.ts`. */
import type { MemberId } from "../protocol/identity.ts";
import type { FoldedName, PersonName } from "../protocol/names.ts";
import type { Said, Seq } from "../protocol/wire.ts";
import type { Appended, Draft, Head, History } from "./history.ts";
import { migrate } from "./schema.ts";

/** Rows that one message may delete: bounds the turn in which a host has just lowered HISTORY_LIMIT. */
const DELETE_MAX_ROWS = 500;

interface Row extends Record<string, SqlStorageValue> {
  seq: number;
  at: number;
  member: string;
  name: string;
  text: string;
  client_id: string;
  reply_to: number | null;
}

export class SqliteHistory implements History {
  readonly epoch: string;
  readonly #sql: SqlStorage;
  readonly #limit: number;
  #head: Head;
  #oldestRow: Seq;

  /** Opens the history in `storage`, making or migrating its tables. `limit`: newest messages kept; 0 keeps all. */
  constructor(storage: DurableObjectStorage, limit: number, newEpoch: () => string) {
    this.epoch = migrate(storage, newEpoch);
    this.#sql = storage.sql;
    this.#limit = limit;
    const [last] = this.#rows("ORDER BY seq DESC LIMIT 1");
    this.#head = last === undefined ? { seq: 0, at: 0 } : { seq: last.seq, at: last.at };
    this.#oldestRow = this.#rows("ORDER BY seq LIMIT 1")[0]?.seq ?? 1;
  }

  get head(): Head {
    return this.#head;
  }

  /** Rows below may still be waiting for their deletion; no query shows them. */
  get oldest(): Seq {
    return this.#limit === 0 ? this.#oldestRow : Math.max(this.#oldestRow, this.#head.seq - this.#limit + 1);
  }

  append(draft: Draft): Appended {
    const seq = this.#head.seq + 1;
    const { at, from, text, clientId, replyTo } = draft;
    const inserted = this.#sql.exec(
      `INSERT INTO messages (seq, at, member, name, text, client_id, reply_to) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (member, client_id) DO NOTHING RETURNING seq`,
      seq,
      at,
      from.id,
      from.name,
      text,
      clientId,
      replyTo ?? null,
    );
    if (inserted.toArray().length === 0) {
      const first = this.find(from.id, clientId);
      if (first !== null) return { said: first, fresh: false };
      // The first one is beyond the limit and only waits for its deletion: it must not stand in the way.
      this.#sql.exec("DELETE FROM messages WHERE member = ? AND client_id = ?", from.id, clientId);
      return this.append(draft);
    }
    this.#head = { seq, at };
    this.#deleteBeyondLimit();
    return { said: { type: "said", seq, ...draft }, fresh: true };
  }

  find(member: MemberId, clientId: string): Said | null {
    const [row] = this.#rows("WHERE member = ? AND client_id = ? AND seq >= ?", member, clientId, this.oldest);
    return row === undefined ? null : saidOf(row);
  }

  before(seq: Seq, limit: number): readonly Said[] {
    return this.#rows("WHERE seq < ? AND seq >= ? ORDER BY seq DESC LIMIT ?", seq, this.oldest, limit)
      .toReversed()
      .map(saidOf);
  }

  after(seq: Seq, limit: number): readonly Said[] {
    return this.#rows("WHERE seq > ? AND seq >= ? ORDER BY seq LIMIT ?", seq, this.oldest, limit).map(saidOf);
  }

  around(seq: Seq, limit: number): readonly Said[] {
    const upTo = Math.ceil(limit / 2);
    return [...this.before(seq + 1, upTo), ...this.after(seq, limit - upTo)];
  }

  changesSince(seq: Seq): readonly Said[] {
    return this.#rows("WHERE seq > ? AND seq >= ? ORDER BY seq", seq, this.oldest).map(saidOf);
  }

  claim(name: FoldedName, by: MemberId): void {
    this.#sql.exec("INSERT OR IGNORE INTO names (folded, member) VALUES (?, ?)", name, by);
  }

  isClaimed(name: FoldedName): boolean {
    return this.#sql.exec("SELECT 1 FROM names WHERE folded = ?", name).toArray().length > 0;
  }

  #rows(rest: string, ...bindings: SqlStorageValue[]): Row[] {
    const columns = "seq, at, member, name, text, client_id, reply_to";
    return this.#sql.exec<Row>(`SELECT ${columns} FROM messages ${rest}`, ...bindings).toArray();
  }

  #deleteBeyondLimit(): void {
    const { oldest } = this;
    if (this.#oldestRow >= oldest) return;
    const below = Math.min(oldest, this.#oldestRow + DELETE_MAX_ROWS);
    this.#sql.exec("DELETE FROM messages WHERE seq < ?", below);
    this.#oldestRow = below;
  }
}

/** The columns hold what the parsers let in, so their brands are given back as they are. */
function saidOf(row: Row): Said {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `append` from the branded type
  const id = row.member as MemberId;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `append` from the branded type
  const name = row.name as PersonName;
  return {
    type: "said",
    seq: row.seq,
    at: row.at,
    from: { id, name },
    text: row.text,
    clientId: row.client_id,
    ...(row.reply_to !== null && { replyTo: row.reply_to }),
  };
}
