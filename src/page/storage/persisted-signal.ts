/** Owns values that this device keeps in localStorage, each of them the same in all tabs of the browser. */
import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { read, write } from "./local-storage.ts";

export interface Format<Value> {
  /** What was kept, by whatever version; null: nothing. Does not throw. */
  readonly parse: (kept: string | null) => Value;
  /** Empty where nothing need be kept. */
  readonly print: (value: Value) => string;
}

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

  /** Changes what is there now, which another tab may have written a moment ago. */
  update(change: (now: Value) => Value): void {
    const value = change(this.#read());
    write(this.#key, this.#format.print(value));
    this.#signal.value = value;
  }

  #read(): Value {
    return this.#format.parse(read(this.#key));
  }
}
