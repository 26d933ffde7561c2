import type { WireCommand } from "../../protocol/wire-commands.ts";
import type { ReadonlySignal } from "@preact/signals-core";
import type { PersonName } from "../../protocol/values/names.ts";
import type { Person } from "../../protocol/wire.ts";
import type { Refused } from "../../protocol/events.ts";
import type { Clock } from "../clock.ts";

export interface NameSyncOptions {
  readonly clock: Clock;
  /** Returns whether the connection took it. */
  readonly send: (command: WireCommand) => boolean;
  /** The user's name now. */
  readonly name: () => PersonName;
  /** The user, as the room knows them. */
  readonly you: ReadonlySignal<Person>;
}

/** Keeps the room's copy of the user's name in sync, and tries again if the room refuses. */
export class NameSync {
  readonly #options: NameSyncOptions;

  constructor(options: NameSyncOptions) {
    this.#options = options;
  }

  /** Tells the room the user's name. Returns whether it could; if not, the next `hello` does. */
  tell(): boolean {
    return this.#options.send({ type: "rename", name: this.#options.name() });
  }

  /** Tells the room the name if it knows another: the user may have changed it after `hello` was sent. */
  tellIfOther(): void {
    const { you, name } = this.#options;
    if (you.value.name !== name()) this.tell();
  }

  /** Tries again when the room says it may. */
  refused({ retryAfterMs }: Refused): void {
    if (retryAfterMs !== undefined) this.#options.clock.after(retryAfterMs, () => this.tellIfOther());
  }
}
