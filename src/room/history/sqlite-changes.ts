import type { MemberId } from "../../protocol/values/identity.ts";
import { REACTION_MAX_NAMED } from "../../protocol/limits.ts";
import type { PersonName } from "../../protocol/values/names.ts";
import type { Emoji } from "../../protocol/values/reactions.ts";
import type { Topic } from "../../protocol/values/topics.ts";
import type { Person, Seq } from "../../protocol/wire.ts";
import type { Reacted, Reaction, ChangeEvent } from "../../protocol/events.ts";
import { changeOf, columnsOf, type ChangeColumns } from "./change-columns.ts";
import type { SearchIndex } from "../search/search-index.ts";

/** The most rows that one change deletes: bounds the turn after a host has lowered HISTORY_LIMIT. */
const DELETE_MAX_ROWS = 500;

interface ChangeRow extends Record<string, SqlStorageValue>, ChangeColumns {
  seq: number;
  at: number;
  member: string;
  name: string;
  client_id: string;
  type: string;
}

/** What happened to messages after they were said, and the topic, in the SQLite of a room. Its tables are in `schema.ts`. */
export class SqliteChanges {
  readonly #sql: SqlStorage;
  readonly #index: SearchIndex;

  constructor(sql: SqlStorage, index: SearchIndex) {
    this.#sql = sql;
    this.#index = index;
  }

  get topic(): Topic {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `apply` from the branded type
    return this.#sql.exec<{ topic: string }>("SELECT topic FROM room").one().topic as Topic;
  }

  /** The change with the greatest seq, or null. */
  last(): { readonly seq: Seq; readonly at: number } | null {
    const [row] = this.#sql.exec<{ seq: number; at: number }>("SELECT seq, at FROM changes ORDER BY seq DESC LIMIT 1");
    return row ?? null;
  }

  /** Writes a change, and what it does to its target: several statements, in the caller's transaction. */
  apply(event: ChangeEvent): void {
    const { seq, at, by, clientId, type } = event;
    const { target, emoji, is_on } = columnsOf(event);
    // A forgotten client id may still be there, waiting for its deletion.
    this.#sql.exec(
      "INSERT OR REPLACE INTO changes (seq, at, member, name, client_id, type, target, emoji, is_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      seq,
      at,
      by.id,
      by.name,
      clientId,
      type,
      target,
      emoji,
      is_on,
    );
    this.#applyToTarget(event);
  }

  /** The change that this member made under this id, as it would be told now. `textOf` gives a message's present text. */
  find(member: MemberId, clientId: string, textOf: (target: Seq) => string): ChangeEvent | null {
    const [row] = this.#sql.exec<ChangeRow>(
      "SELECT * FROM changes WHERE member = ? AND client_id = ?",
      member,
      clientId,
    );
    if (row === undefined) return null;
    const { seq, at, type } = row;
    return changeOf({ seq, at, type, by: personOf(row), clientId: row.client_id }, row, { textOf, topic: this.topic });
  }

  hasReacted(target: Seq, emoji: Emoji, member: MemberId): boolean {
    const query = "SELECT 1 FROM reactions WHERE target = ? AND emoji = ? AND member = ?";
    return this.#sql.exec(query, target, emoji, member).toArray().length > 0;
  }

  /** The different emoji at one message. */
  emojiAt(target: Seq): readonly Emoji[] {
    return this.#countsAt(target).map(({ emoji }) => emoji);
  }

  /** The reactions to one message. Only those who came first are named, so the rows read do not grow with the crowd. */
  reactionsTo(target: Seq): readonly Reaction[] {
    return this.#countsAt(target).map(({ emoji, count }) => {
      const named = this.#sql.exec<{ member: string; name: string }>(
        "SELECT member, name FROM reactions WHERE target = ? AND emoji = ? ORDER BY seq LIMIT ?",
        target,
        emoji,
        REACTION_MAX_NAMED,
      );
      return { emoji, count, by: named.toArray().map(personOf) };
    });
  }

  /** Forgets the client ids of the oldest changes, up to this seq; only some of them if there are many. */
  deleteUpTo(seq: Seq): void {
    this.#sql.exec(
      "DELETE FROM changes WHERE seq IN (SELECT seq FROM changes WHERE seq <= ? ORDER BY seq LIMIT ?)",
      seq,
      DELETE_MAX_ROWS,
    );
  }

  #applyToTarget(event: ChangeEvent): void {
    switch (event.type) {
      case "edited":
        this.#sql.exec(
          "UPDATE messages SET text = ?, edited_at = ?, changed_seq = ? WHERE seq = ?",
          event.text,
          event.at,
          event.seq,
          event.target,
        );
        this.#index.refresh(event.target);
        return;
      case "removed":
        this.#sql.exec(
          "UPDATE messages SET text = '', edited_at = NULL, removed = 1, changed_seq = ? WHERE seq = ?",
          event.seq,
          event.target,
        );
        this.#sql.exec("DELETE FROM reactions WHERE target = ?", event.target);
        this.#sql.exec("DELETE FROM reaction_counts WHERE target = ?", event.target);
        this.#index.refresh(event.target);
        return;
      case "reacted":
        this.#react(event);
        this.#sql.exec("UPDATE messages SET changed_seq = ? WHERE seq = ?", event.seq, event.target);
        return;
      case "topic_set":
        this.#sql.exec("UPDATE room SET topic = ?", event.topic);
    }
  }

  #react({ seq, target, emoji, on, by }: Reacted): void {
    if (!on) {
      this.#sql.exec("DELETE FROM reactions WHERE target = ? AND emoji = ? AND member = ?", target, emoji, by.id);
      this.#sql.exec("UPDATE reaction_counts SET count = count - 1 WHERE target = ? AND emoji = ?", target, emoji);
      this.#sql.exec("DELETE FROM reaction_counts WHERE target = ? AND emoji = ? AND count = 0", target, emoji);
      return;
    }
    this.#sql.exec(
      "INSERT INTO reactions (target, emoji, member, name, seq) VALUES (?, ?, ?, ?, ?)",
      target,
      emoji,
      by.id,
      by.name,
      seq,
    );
    this.#sql.exec(
      `INSERT INTO reaction_counts (target, emoji, first, count) VALUES (?, ?, ?, 1)
       ON CONFLICT (target, emoji) DO UPDATE SET count = count + 1`,
      target,
      emoji,
      seq,
    );
  }

  /** In the order in which the emoji came. */
  #countsAt(target: Seq): readonly { readonly emoji: Emoji; readonly count: number }[] {
    const rows = this.#sql.exec<{ emoji: string; count: number }>(
      "SELECT emoji, count FROM reaction_counts WHERE target = ? ORDER BY first",
      target,
    );
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `#react` from the branded type
    return rows.toArray().map(({ emoji, count }) => ({ emoji: emoji as Emoji, count }));
  }
}

function personOf({ member, name }: { readonly member: string; readonly name: string }): Person {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written from the branded types
  return { id: member as MemberId, name: name as PersonName };
}
