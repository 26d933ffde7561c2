/**
 * Owns how much was sent to one socket without a sign that it was read; the platform does not tell (no
 * `bufferedAmount`).
 */
import { BACKLOG_MAX_BYTES, MARK_EVERY_BYTES, PLAIN_MAX_BYTES } from "../protocol/limits.ts";

/** In memory only: a room sleeps after a quiet in which whoever reads has read everything. */
export class Backlog {
  readonly #maxBytes: number;
  readonly #canConfirm: boolean;
  #sentBytes = 0;
  #confirmedBytes = 0;
  #markedBytes = 0;
  /** What had been sent when each mark was; in the order of sending. */
  readonly #marks = new Map<string, number>();

  /** `canConfirm`: it speaks `foyer.1`. A plain client has no words for it, and may only receive so much. */
  constructor(canConfirm: boolean) {
    this.#canConfirm = canConfirm;
    this.#maxBytes = canConfirm ? BACKLOG_MAX_BYTES : PLAIN_MAX_BYTES;
  }

  /** So many bytes were handed to the platform. Returns whether that was more than may wait. */
  add(bytes: number): boolean {
    this.#sentBytes += bytes;
    return this.#sentBytes - this.#confirmedBytes > this.#maxBytes;
  }

  /** Whether it is time to send another mark. */
  isMarkDue(): boolean {
    return this.#canConfirm && this.#sentBytes - this.#markedBytes >= MARK_EVERY_BYTES;
  }

  /** The mark `id`, which nobody can guess who has not read it, was sent. */
  mark(id: string): void {
    this.#markedBytes = this.#sentBytes;
    this.#marks.set(id, this.#sentBytes);
  }

  /** The client has read up to the mark `id`. One that was never sent, or was before the room slept, says nothing. */
  confirm(id: string): void {
    const bytes = this.#marks.get(id);
    if (bytes === undefined) return;
    this.#confirmedBytes = bytes;
    for (const [mark, at] of this.#marks) if (at <= bytes) this.#marks.delete(mark);
  }
}
