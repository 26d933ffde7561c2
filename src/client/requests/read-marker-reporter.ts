/** Tells the room how far the user has read: now and then while they read, and at once when they look away. */
import type { WireCommand } from "../../protocol/wire-commands.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { Clock } from "../clock.ts";

/** Milliseconds between two reports while the user goes on reading: the room stores each. */
export const MARK_EVERY_MS = 5_000;

/** … and milliseconds for each person in the room, so that a room of any size hears at most ten marks a second. */
export const MARK_EVERY_MS_PER_PERSON = 100;

export interface ReadMarkerReporterOptions {
  readonly clock: Clock;
  /** Returns whether it could be handed to the network. */
  readonly send: (command: WireCommand) => boolean;
  /** Up to where the room knows that the user has read. */
  readonly known: () => Seq;
  /** The room was told that the user has read everything up to `seq`. */
  readonly onReported: (seq: Seq) => void;
  readonly countPeople: () => number;
}

export class ReadMarkerReporter {
  readonly #options: ReadMarkerReporterOptions;
  #read: Seq = 0;
  #isReading = false;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #cancelReport: (() => void) | null = null;

  constructor(options: ReadMarkerReporterOptions) {
    this.#options = options;
  }

  /** The user has read everything up to `read`. While they go on reading the report may wait for more; otherwise it leaves now. */
  report(read: Seq, isReading: boolean): void {
    this.#read = read;
    this.#isReading = isReading;
    this.#report();
  }

  #report(): void {
    const { clock, send, known, onReported, countPeople } = this.#options;
    if (this.#read <= known()) return;
    const everyMs = Math.max(MARK_EVERY_MS, countPeople() * MARK_EVERY_MS_PER_PERSON);
    const waitMs = this.#isReading ? this.#reportedAt + everyMs - clock.now() : 0;
    if (waitMs > 0) {
      this.#cancelReport ??= clock.after(waitMs, () => {
        this.#cancelReport = null;
        this.#report();
      });
      return;
    }
    this.#cancelReport?.();
    this.#cancelReport = null;
    // Without a connection it is reported later: the next welcome says how far the room knows.
    if (!send({ type: "read", seq: this.#read })) return;
    this.#reportedAt = clock.now();
    onReported(this.#read);
  }
}
