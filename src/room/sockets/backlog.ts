/** What a socket may be behind by: see `Dialect`. */
interface BacklogLimit {
  readonly confirms: boolean;
  readonly maxUnconfirmedBytes: number;
}

/**
 * How much was sent to one socket without a sign that it was read. The platform does not tell (there is no `bufferedAmount`).
 * In memory only: by the time a room falls asleep, its clients have read everything or the platform has dropped it.
 */
export class Backlog {
  #limit: BacklogLimit;
  #sentBytes = 0;
  #confirmedBytes = 0;
  #markedBytes = 0;
  /** How much had been sent when each mark was, in the order of sending. */
  readonly #marks = new Map<string, number>();

  constructor(limit: BacklogLimit) {
    this.#limit = limit;
  }

  /** Another limit holds from now on. What was sent before still counts. */
  setLimit(limit: BacklogLimit): void {
    this.#limit = limit;
  }

  /** Bytes that were handed to the platform and that the client has not confirmed. */
  get unconfirmedBytes(): number {
    return this.#sentBytes - this.#confirmedBytes;
  }

  /** `bytes` were handed to the platform. Returns whether that is more than may be unconfirmed. */
  add(bytes: number): boolean {
    this.#sentBytes += bytes;
    return this.unconfirmedBytes > this.#limit.maxUnconfirmedBytes;
  }

  /** Whether it is time for another mark, if one is due after every `everyBytes`. */
  isMarkDue(everyBytes: number): boolean {
    return this.#limit.confirms && this.#sentBytes - this.#markedBytes >= everyBytes;
  }

  /** The mark `id` was sent. Nobody can guess it who has not read it. */
  mark(id: string): void {
    this.#markedBytes = this.#sentBytes;
    this.#marks.set(id, this.#sentBytes);
  }

  /**
   * The client has read everything up to the mark `id`. Returns how many bytes that confirms: none if the mark was never sent,
   * or was sent before the room slept.
   */
  confirm(id: string): number {
    const bytes = this.#marks.get(id);
    if (bytes === undefined) return 0;
    for (const [mark, at] of this.#marks) if (at <= bytes) this.#marks.delete(mark);
    const confirmed = bytes - this.#confirmedBytes;
    this.#confirmedBytes = bytes;
    return confirmed;
  }
}
