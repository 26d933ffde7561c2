/**
 * Owns the newest messages as encoded text: what a join or a resume is answered from, without encoding or reading
 * again.
 */
import { encodeEvent, type Encoded } from "../protocol/events.ts";
import { RESUME_MAX_BYTES, RESUME_MAX_CHANGES } from "../protocol/limits.ts";
import type { Said, Seq } from "../protocol/wire.ts";
import type { History } from "./history.ts";

/** The pool the tutorial speaks of: 1,000 messages, which is also what a resume hands over at most. */
const POOL_MAX_MESSAGES = RESUME_MAX_CHANGES;

interface Entry {
  readonly seq: Seq;
  readonly json: Encoded;
  /** Of `json` as UTF-8. */
  readonly bytes: number;
}

const encoder = new TextEncoder();

function entryOf(said: Said): Entry {
  const json = encodeEvent(said);
  return { seq: said.seq, json, bytes: encoder.encode(json).length };
}

function bytesOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Holds every message above `#above`, up to the head. Starts empty after hibernation and reaches back only as far as
 * somebody asks, so that waking for one message reads nothing.
 */
export class Pool {
  readonly #history: History;
  #entries: Entry[] = [];
  #above: Seq;

  constructor(history: History) {
    this.#history = history;
    this.#above = history.head.seq;
  }

  /** Takes in the message that was just appended, and returns its text. */
  add(said: Said): Encoded {
    const entry = entryOf(said);
    this.#entries.push(entry);
    // Cut at a quarter too many, so that the cost of moving the array is shared by many messages.
    if (this.#entries.length > POOL_MAX_MESSAGES * 1.25) {
      this.#entries = this.#entries.slice(-POOL_MAX_MESSAGES);
      this.#above = (this.#entries[0]?.seq ?? said.seq) - 1;
    }
    return entry.json;
  }

  /** The newest `limit` messages, ascending; fewer where they are too many bytes. */
  newest(limit: number): readonly Encoded[] {
    if (limit === 0) return [];
    if (this.#entries.length < limit)
      this.#reachBack(this.#history.before(this.#above + 1, limit - this.#entries.length));
    const newest = this.#since(this.#history.oldest - 1).slice(-limit);
    while (bytesOf(newest) > RESUME_MAX_BYTES) newest.splice(0, Math.ceil(newest.length / 4));
    return newest.map(({ json }) => json);
  }

  /**
   * Everything that is new or changed since `seq`, ascending, or null where that is beyond a resume's limit or
   * forgotten.
   */
  changesSince(seq: Seq): readonly Encoded[] | null {
    const { head, oldest } = this.#history;
    if (seq > head.seq || head.seq - seq > RESUME_MAX_CHANGES || seq < oldest - 1) return null;
    if (seq < this.#above) this.#reachBack(this.#history.changesSince(seq).filter((said) => said.seq <= this.#above));
    const changes = this.#since(seq);
    return bytesOf(changes) > RESUME_MAX_BYTES ? null : changes.map(({ json }) => json);
  }

  #since(seq: Seq): Entry[] {
    const first = this.#entries.findIndex((entry) => entry.seq > seq);
    return first < 0 ? [] : this.#entries.slice(first);
  }

  #reachBack(older: readonly Said[]): void {
    const [first] = older;
    if (first === undefined) return;
    this.#entries = [...older.map(entryOf), ...this.#entries];
    this.#above = first.seq - 1;
  }
}
