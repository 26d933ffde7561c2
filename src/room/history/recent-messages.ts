/**
 * Owns the newest messages as encoded text: what a join or a resume is answered from, without encoding or reading
 * again.
 */
import type { Encoded } from "../../protocol/codec/encoding.ts";
import { MESSAGES_MAX_BYTES, RESUME_MAX_CHANGES } from "../../protocol/limits.ts";
import { changed } from "../../protocol/changes.ts";
import type { Said, MessageChange } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { encodeMessage, fitting, type EncodedMessage } from "./encoded-message.ts";
import type { History } from "./history.ts";

/** The pool the tutorial speaks of: 1,000 messages, which is also what a resume hands over at most. */
const POOL_MAX_MESSAGES = RESUME_MAX_CHANGES;

/** Twice what one join or resume hands over at most: to hold more long messages would only cost memory. */
const POOL_MAX_BYTES = 2 * MESSAGES_MAX_BYTES;

function bytesOf(messages: readonly EncodedMessage[]): number {
  return messages.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Holds every message above `#above`, up to the head. Starts empty after hibernation and reaches back only as far as
 * somebody asks, so that waking for one message reads nothing.
 */
export class RecentMessages {
  readonly #history: History;
  #entries: EncodedMessage[] = [];
  /** What the entries hold, or a little less: what was changed since counts as it was. */
  #bytes = 0;
  #above: Seq;
  /** Nothing that was said before was changed above this seq; what was before the pool was made, it does not know. */
  #lastChange: Seq;

  constructor(history: History) {
    this.#history = history;
    this.#above = history.head.seq;
    this.#lastChange = history.head.seq;
  }

  /** Takes in the message that was just appended, and returns its text. */
  add(said: Said): Encoded {
    const entry = encodeMessage(said);
    this.#entries.push(entry);
    this.#bytes += entry.bytes;
    // Cut at a quarter too many, so that the cost of moving the array is shared by many messages.
    if (this.#entries.length > POOL_MAX_MESSAGES * 1.25 || this.#bytes > POOL_MAX_BYTES * 1.25) this.#cut(said);
    return entry.json;
  }

  /** A message was changed: it is held in its present state. Those that are not held are read again when they are wanted. */
  change(event: MessageChange): void {
    this.#lastChange = event.seq;
    const index = this.#entries.findIndex(({ seq }) => seq === event.target);
    const entry = this.#entries[index];
    if (entry === undefined) return;
    const said: Said = JSON.parse(entry.json);
    this.#entries[index] = encodeMessage(changed(said, event));
  }

  /** The newest `limit` messages, ascending; fewer where they are too many bytes. */
  newest(limit: number): readonly EncodedMessage[] {
    if (limit === 0) return [];
    if (this.#entries.length < limit)
      this.#reachBack(this.#history.before(this.#above + 1, limit - this.#entries.length));
    const newest = this.#since(this.#history.oldest - 1).slice(-limit);
    return fitting(newest, newest.length - 1);
  }

  /**
   * Everything that is new or changed since `seq`, ascending, or null where that is beyond a resume's limit or
   * forgotten.
   */
  changesSince(seq: Seq): readonly EncodedMessage[] | null {
    const { head, oldest } = this.#history;
    if (seq > head.seq || head.seq - seq > RESUME_MAX_CHANGES || seq < oldest - 1) return null;
    if (seq < this.#above) {
      const older = this.#history.after(seq, this.#above - seq);
      this.#reachBack(older.filter((said) => said.seq <= this.#above));
    }
    // What was said before `seq` and changed since is seldom, and may be from any time: it is not held, but read.
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
