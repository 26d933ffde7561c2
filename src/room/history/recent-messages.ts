import type { Encoded } from "../../protocol/codec/encoding.ts";
import { MESSAGES_MAX_BYTES, RESUME_MAX_CHANGES } from "../../protocol/limits.ts";
import { changed } from "../../protocol/changes.ts";
import type { Said, MessageChange } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { encodeMessage, fitting, type EncodedMessage } from "./encoded-message.ts";
import type { History } from "./history.ts";

/** 1,000 messages: what a resume hands over at most, and the size of the pool that the tutorial suggests. */
const POOL_MAX_MESSAGES = RESUME_MAX_CHANGES;

/** Twice what one join or resume hands over at most. More long messages would only cost memory. */
const POOL_MAX_BYTES = 2 * MESSAGES_MAX_BYTES;

function bytesOf(messages: readonly EncodedMessage[]): number {
  return messages.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * The newest messages as encoded text. Joins and resumes are answered from it, without reading or encoding again. It holds every
 * message above `#above`. After hibernation it is empty and grows back only as far as it is asked for, so waking for one message
 * reads nothing. For example: the room wakes with its head at 500, and somebody says 501. It holds 501, and `#above` is 500. A
 * newcomer asks for the newest 50: 452 to 500 are read once, and `#above` becomes 451. The next newcomer costs nothing.
 */
export class RecentMessages {
  readonly #history: History;
  #entries: EncodedMessage[] = [];
  /** Bytes of the entries, or a little less: a changed message counts as before. */
  #bytes = 0;
  #above: Seq;
  /** No earlier message was changed above this seq. Changes from before this was made are unknown. */
  #lastChange: Seq;

  constructor(history: History) {
    this.#history = history;
    this.#above = history.head.seq;
    this.#lastChange = history.head.seq;
  }

  /** Adds the message that was just appended, and returns its text. */
  add(said: Said): Encoded {
    const entry = encodeMessage(said);
    this.#entries.push(entry);
    this.#bytes += entry.bytes;
    // Cut only at a quarter too many, so that many messages share the cost of moving the array.
    if (this.#entries.length > POOL_MAX_MESSAGES * 1.25 || this.#bytes > POOL_MAX_BYTES * 1.25) this.#cut(said);
    return entry.json;
  }

  /** A message was changed: the entry gets its present state. Messages that are not held are read when they are needed. */
  change(event: MessageChange): void {
    this.#lastChange = event.seq;
    const index = this.#entries.findIndex(({ seq }) => seq === event.target);
    const entry = this.#entries[index];
    if (entry === undefined) return;
    const said: Said = JSON.parse(entry.json);
    this.#entries[index] = encodeMessage(changed(said, event));
  }

  /** The newest `limit` messages, ascending; fewer if they are too many bytes. */
  newest(limit: number): readonly EncodedMessage[] {
    if (limit === 0) return [];
    if (this.#entries.length < limit)
      this.#reachBack(this.#history.before(this.#above + 1, limit - this.#entries.length));
    const newest = this.#since(this.#history.oldest - 1).slice(-limit);
    return fitting(newest, newest.length - 1);
  }

  /**
   * Everything that is new or changed since `seq`, ascending; null if that is more than a resume hands over, or not kept.
   */
  changesSince(seq: Seq): readonly EncodedMessage[] | null {
    const { head, oldest } = this.#history;
    if (seq > head.seq || head.seq - seq > RESUME_MAX_CHANGES || seq < oldest - 1) return null;
    if (seq < this.#above) {
      const older = this.#history.after(seq, this.#above - seq);
      this.#reachBack(older.filter((said) => said.seq <= this.#above));
    }
    // Changes of messages from before `seq` are rare, and the messages may be of any age: they are read.
    const changedSince = seq < this.#lastChange ? this.#history.changesSince(seq, seq).map(encodeMessage) : [];
    const changes = [...changedSince, ...this.#since(seq)];
    return bytesOf(changes) > MESSAGES_MAX_BYTES ? null : changes;
  }

  #cut({ seq }: Said): void {
    let first = this.#entries.length;
    this.#bytes = 0;
    for (let next = this.#entries[first - 1]; next !== undefined; next = this.#entries[first - 1]) {
      if (this.#entries.length - first >= POOL_MAX_MESSAGES || this.#bytes + next.bytes > POOL_MAX_BYTES) break;
      this.#bytes += next.bytes;
      first--;
    }
    this.#entries = this.#entries.slice(first);
    this.#above = (this.#entries[0]?.seq ?? seq + 1) - 1;
  }

  #since(seq: Seq): EncodedMessage[] {
    const first = this.#entries.findIndex((entry) => entry.seq > seq);
    return first < 0 ? [] : this.#entries.slice(first);
  }

  #reachBack(older: readonly Said[]): void {
    const [first] = older;
    if (first === undefined) return;
    const entries = older.map(encodeMessage);
    this.#bytes += bytesOf(entries);
    this.#entries = [...entries, ...this.#entries];
    this.#above = first.seq - 1;
  }
}
