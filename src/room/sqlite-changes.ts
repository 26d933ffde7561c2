/**
 * Owns what happened to messages after they were said, in the SQLite of a room: edits, removals, reactions, the topic. The
 * tables are in `schema.ts`; `sqlite-history.ts` gives each change its seq.
 */
import type { MemberId } from "../protocol/identity.ts";
import { REACTION_MAX_NAMED } from "../protocol/limits.ts";
import type { PersonName } from "../protocol/names.ts";
import type { Emoji } from "../protocol/reactions.ts";
import type { Topic } from "../protocol/topics.ts";
import type { Person, Seq } from "../protocol/wire.ts";
import type { Reacted, Reaction } from "../protocol/events.ts";
import type { ChangeEvent } from "./history.ts";
import type { SearchIndex } from "./search-index.ts";

/** Rows that one change may delete: bounds the turn in which a host has just lowered HISTORY_LIMIT. */
const DELETE_MAX_ROWS = 500;

interface ChangeRow extends Record<string, SqlStorageValue> {
  seq: number;
  at: number;
  member: string;
  name: string;
  client_id: string;
  type: string;
  target: number | null;
  emoji: string | null;
  is_on: number | null;
}

interface ReactionRow extends Record<string, SqlStorageValue> {
  emoji: string;
  member: string;
  name: string;
}

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

  /** Writes a change, and what becomes of its target: several statements, of one transaction. */
  apply(event: ChangeEvent): void {
    const target = event.type === "topic_set" ? null : event.target;
    const [emoji, isOn] = event.type === "reacted" ? [event.emoji, event.on ? 1 : 0] : [null, null];
    const { seq, at, by, clientId, type } = event;
    // A client id that was forgotten may be there still, waiting for its deletion.
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
      isOn,
    );
    this.#applyToTarget(event);
  }

  /** The change of this member and id. `textOf` tells a message's present text. */
  find(member: MemberId, clientId: string, textOf: (target: Seq) => string): ChangeEvent | null {
    const [row] = this.#sql.exec<ChangeRow>(
      "SELECT * FROM changes WHERE member = ? AND client_id = ?",
      member,
      clientId,
    );
    if (row === undefined) return null;
    const { seq, at, client_id } = row;
    const common = { seq, at, by: personOf(row), clientId: client_id };
    const target = row.target ?? 0;
    switch (row.type) {
      case "edited":
        return { type: "edited", ...common, target, text: textOf(target) };
      case "removed":
        return { type: "removed", ...common, target };
      case "reacted":
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `apply` from the branded type
        return { type: "reacted", ...common, target, emoji: (row.emoji ?? "") as Emoji, on: row.is_on === 1 };
      case "topic_set":
        return { type: "topic_set", ...common, topic: this.topic };
      default:
        throw new Error(`The room's changes hold one of an unknown type: ${row.type}`);
    }
  }

  hasReacted(target: Seq, emoji: Emoji, member: MemberId): boolean {
    const query = "SELECT 1 FROM reactions WHERE target = ? AND emoji = ? AND member = ?";
    return this.#sql.exec(query, target, emoji, member).toArray().length > 0;
  }

  /** The different emoji at one message, by one look into the index for each: thousands may have reacted with the same. */
  emojiAt(target: Seq): readonly Emoji[] {
    const rows = this.#sql.exec<{ emoji: string }>(
      `WITH RECURSIVE present (emoji) AS (
         SELECT min(emoji) FROM reactions WHERE target = ?1
         UNION ALL
         SELECT (SELECT min(emoji) FROM reactions WHERE target = ?1 AND emoji > present.emoji)
         FROM present WHERE emoji IS NOT NULL
       ) SELECT emoji FROM present WHERE emoji IS NOT NULL`,
      target,
    );
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `apply` from the branded type
    return rows.toArray().map(({ emoji }) => emoji as Emoji);
  }

  /** The reactions to one message. */
  reactionsTo(target: Seq): readonly Reaction[] {
    const rows = this.#sql.exec<ReactionRow>(
      "SELECT emoji, member, name FROM reactions WHERE target = ? ORDER BY first, seq",
      target,
    );
    const reactions: { emoji: Emoji; count: number; by: Person[] }[] = [];
    for (const row of rows) {
      let reaction = reactions.at(-1);
      if (reaction?.emoji !== row.emoji) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `apply` from the branded type
        reaction = { emoji: row.emoji as Emoji, count: 0, by: [] };
        reactions.push(reaction);
      }
      reaction.count += 1;
      if (reaction.by.length < REACTION_MAX_NAMED) reaction.by.push(personOf(row));
    }
    return reactions;
  }

  /** Forgets by which client ids the oldest changes were made, up to this seq; some of them, where there are many. */
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
        this.#index.change(event.target, this.#textOf(event.target), event.text);
        this.#sql.exec(
          "UPDATE messages SET text = ?, edited_at = ?, changed_seq = ? WHERE seq = ?",
          event.text,
          event.at,
          event.seq,
          event.target,
        );
        return;
      case "removed":
        this.#index.change(event.target, this.#textOf(event.target), "");
        this.#sql.exec(
          "UPDATE messages SET text = '', edited_at = NULL, removed = 1, changed_seq = ? WHERE seq = ?",
          event.seq,
          event.target,
        );
        this.#sql.exec("DELETE FROM reactions WHERE target = ?", event.target);
        return;
      case "reacted":
        this.#react(event);
        this.#sql.exec("UPDATE messages SET changed_seq = ? WHERE seq = ?", event.seq, event.target);
        return;
      case "topic_set":
        this.#sql.exec("UPDATE room SET topic = ?", event.topic);
    }
  }

  #textOf(target: Seq): string {
    return this.#sql.exec<{ text: string }>("SELECT text FROM messages WHERE seq = ?", target).one().text;
  }

  #react({ seq, target, emoji, on, by }: Reacted): void {
    if (!on) {
      this.#sql.exec("DELETE FROM reactions WHERE target = ? AND emoji = ? AND member = ?", target, emoji, by.id);
      return;
    }
    this.#sql.exec(
      `INSERT INTO reactions (target, emoji, member, name, first, seq)
       VALUES (?1, ?2, ?3, ?4, coalesce((SELECT first FROM reactions WHERE target = ?1 AND emoji = ?2 LIMIT 1), ?5), ?5)`,
      target,
      emoji,
      by.id,
      by.name,
      seq,
    );
  }
}

function personOf({ member, name }: { readonly member: string; readonly name: string }): Person {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written from the branded types
  return { id: member as MemberId, name: name as PersonName };
}
