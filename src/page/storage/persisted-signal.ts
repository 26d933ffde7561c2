import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { read, write } from "./local-storage.ts";

export interface Format<Value> {
  /** Reads what any version of the page may have stored; null if nothing is stored. Never throws. */
  readonly parse: (kept: string | null) => Value;
  /** Empty if nothing needs to be stored. */
  readonly print: (value: Value) => string;
}

/** A signal whose value is kept in localStorage, and is the same in all tabs. */
export class PersistedSignal<Value> {
  readonly #key: string;
  readonly #format: Format<Value>;
  readonly #signal: Signal<Value>;

  constructor(key: string, format: Format<Value>) {
    this.#key = key;
    this.#format = format;
    this.#signal = signal(this.#read());
    addEventListener("storage", (event) => {
      if (event.key === key) this.#signal.value = this.#read();
    });
  }

  get signal(): ReadonlySignal<Value> {
    return this.#signal;
  }

  /** Reads the stored value again first: another tab may have changed it a moment ago. */
  update(change: (now: Value) => Value): void {
    const value = change(this.#read());
    write(this.#key, this.#format.print(value));
    this.#signal.value = value;
  }

  #read(): Value {
    return this.#format.parse(read(this.#key));
  }
}
