/** Owns telling the room how far one has read: now and then while one reads, and at once when one looks away. */
import type { WireCommand } from "../../protocol/wire-commands.ts";
import type { Signal } from "@preact/signals-core";
import type { Seq } from "../../protocol/wire.ts";
import type { Clock } from "../clock.ts";

/** Milliseconds between two marks that the room is told while one goes on reading: each is stored. */
export const MARK_EVERY_MS = 5_000;

/** … and milliseconds for each person in the room, so that a room of any size hears at most ten marks a second. */
export const MARK_EVERY_MS_PER_PERSON = 100;

export interface ReadMarkerReporterOptions {
  readonly clock: Clock;
  /** Returns whether it could be handed to the network. */
  readonly send: (command: WireCommand) => boolean;
  /** Up to where one has read, as the room knows it. */
  readonly readUpTo: Signal<Seq>;
  readonly countPeople: () => number;
}

export class ReadMarkerReporter {
  readonly #options: ReadMarkerReporterOptions;
  #read: Seq = 0;
  #isReading = false;
  #toldAt = Number.NEGATIVE_INFINITY;
  #cancelTelling: (() => void) | null = null;

  constructor(options: ReadMarkerReporterOptions) {
    this.#options = options;
  }

  /** One has read everything up to `read`. `isReading`: and goes on with it; what could wait for more does not otherwise. */
  tell(read: Seq, isReading: boolean): void {
    this.#read = read;
    this.#isReading = isReading;
    this.#tell();
  }

  #tell(): void {
    const { clock, send, readUpTo, countPeople } = this.#options;
    if (this.#read <= readUpTo.value) return;
    const everyMs = Math.max(MARK_EVERY_MS, countPeople() * MARK_EVERY_MS_PER_PERSON);
    const waitMs = this.#isReading ? this.#toldAt + everyMs - clock.now() : 0;
    if (waitMs > 0) {
      this.#cancelTelling ??= clock.after(waitMs, () => {
        this.#cancelTelling = null;
        this.#tell();
      });
      return;
    }
    this.#cancelTelling?.();
    this.#cancelTelling = null;
    // Whoever is away tells it later: the next welcome says how far the room knows.
    if (!send({ type: "read", seq: this.#read })) return;
    this.#toldAt = clock.now();
    readUpTo.value = this.#read;
  }
}
