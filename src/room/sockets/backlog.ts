/**
 * How much was sent to one socket without a sign that it was read; the platform does not tell (no `bufferedAmount`).
 */
import { BACKLOG_MAX_BYTES, CHALLENGED_MAX_BYTES, PLAIN_MAX_BYTES } from "../../protocol/limits.ts";

/** Who may be behind by how much. `challenged`: it has not said a valid `hello` yet. */
export type BacklogKind = "challenged" | "foyer.1" | "plain";

const MAX_BYTES: Readonly<Record<BacklogKind, number>> = {
  challenged: CHALLENGED_MAX_BYTES,
  "foyer.1": BACKLOG_MAX_BYTES,
  plain: PLAIN_MAX_BYTES,
};

/** In memory only: a room sleeps after a quiet in which whoever reads has read everything. */
export class Backlog {
  #kind: BacklogKind;
  #sentBytes = 0;
  #confirmedBytes = 0;
  #markedBytes = 0;
  /** What had been sent when each mark was; in the order of sending. */
  readonly #marks = new Map<string, number>();

  constructor(kind: BacklogKind) {
    this.#kind = kind;
  }

  /** The socket has become this; what was sent to it before still counts. */
  become(kind: BacklogKind): void {
    this.#kind = kind;
  }

  /** Bytes that were handed to the platform and that nobody has confirmed. */
  get unconfirmedBytes(): number {
    return this.#sentBytes - this.#confirmedBytes;
  }

  /** So many bytes were handed to the platform. Returns whether that was more than may wait. */
  add(bytes: number): boolean {
    this.#sentBytes += bytes;
    return this.unconfirmedBytes > MAX_BYTES[this.#kind];
  }

  /** Whether it is time to send another mark, where one is due after every `everyBytes`. Only `foyer.1` can confirm. */
  isMarkDue(everyBytes: number): boolean {
    return this.#kind === "foyer.1" && this.#sentBytes - this.#markedBytes >= everyBytes;
  }

  /** The mark `id`, which nobody can guess who has not read it, was sent. */
  mark(id: string): void {
    this.#markedBytes = this.#sentBytes;
    this.#marks.set(id, this.#sentBytes);
  }

  /**
   * The client has read up to the mark `id`. Returns how many bytes that confirms. A mark that was never sent, or was before
   * the room slept, confirms none.
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
