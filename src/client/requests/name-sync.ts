/** Owns that a room knows one by the name that one goes by, also where it could not take it at once. */
import type { WireCommand } from "../../protocol/wire-commands.ts";
import type { ReadonlySignal } from "@preact/signals-core";
import type { PersonName } from "../../protocol/values/names.ts";
import type { Person } from "../../protocol/wire.ts";
import type { Refused } from "../../protocol/events.ts";
import type { Clock } from "../clock.ts";

export interface NameSyncOptions {
  readonly clock: Clock;
  /** Returns whether it could be handed to the network. */
  readonly send: (command: WireCommand) => boolean;
  /** The name that one goes by now. */
  readonly name: () => PersonName;
  /** Oneself, as the room knows one. */
  readonly you: ReadonlySignal<Person>;
}

export class NameSync {
  readonly #options: NameSyncOptions;

  constructor(options: NameSyncOptions) {
    this.#options = options;
  }

  /** Tells the room the name that one goes by now. Returns whether it could; else the next `hello` does. */
  tell(): boolean {
    return this.#options.send({ type: "rename", name: this.#options.name() });
  }

  /** Tells it where the room knows one by another: the name may have changed after `hello` had left. */
  tellIfOther(): void {
    const { you, name } = this.#options;
    if (you.value.name !== name()) this.tell();
  }

  /** What could not be taken yet is asked for again. */
  refused({ retryAfterMs }: Refused): void {
    if (retryAfterMs !== undefined) this.#options.clock.after(retryAfterMs, () => this.tellIfOther());
  }
}
