import type { WireCommand } from "../../protocol/wire-commands.ts";
import type { Signal } from "@preact/signals-core";
import type { Typed } from "../../protocol/events.ts";
import type { Clock } from "../clock.ts";
import { settledTyping, typed, type People } from "../state/people.ts";

/** Milliseconds between two `typing` commands: half the time that a receiver remembers one. */
const TYPING_EVERY_MS = 3_000;

export interface TypingOptions {
  readonly clock: Clock;
  /** Returns whether the connection took it. */
  readonly send: (command: WireCommand) => boolean;
  readonly people: Signal<People>;
}

export class Typing {
  readonly #options: TypingOptions;
  #toldAt = Number.NEGATIVE_INFINITY;
  #cancelSweep: () => void = () => {};

  constructor(options: TypingOptions) {
    this.#options = options;
  }

  /** The user is typing. The room is told at most every few seconds. */
  tell(): void {
    const { clock, send } = this.#options;
    const now = clock.now();
    if (now - this.#toldAt >= TYPING_EVERY_MS && send({ type: "typing" })) this.#toldAt = now;
  }

  /** The user said something, which ends typing for the room: what they type next is news again. */
  spoke(): void {
    this.#toldAt = Number.NEGATIVE_INFINITY;
  }

  /** Others are typing. */
  heard(event: Typed): void {
    const { clock, people } = this.#options;
    people.value = typed(people.value, event, clock.now());
    this.#sweepLater();
  }

  #sweepLater(): void {
    const { clock, people } = this.#options;
    const next = Math.min(...people.value.typingUntil.values());
    this.#cancelSweep();
    if (next === Number.POSITIVE_INFINITY) return;
    this.#cancelSweep = clock.after(next - clock.now(), () => {
      people.value = settledTyping(people.value, clock.now());
      this.#sweepLater();
    });
  }
}
