/** Owns the place of the list of completions until somebody begins a word that has any: then its code is loaded. */
import { signal } from "@preact/signals";
import type { Choice, Completed, CompletionState } from "./completion-state.ts";
import type { RoomSession } from "../../client/room-session.ts";
import type * as completion from "./CompletionList.tsx";

/** A text in which there may be something to complete; no more than a guess. */
const MAY_COMPLETE = /^\/|[@＠]/;

export class LazyCompletion {
  readonly #session: RoomSession;
  /** What is looked at once the code is here; null: it has been closed meanwhile. */
  #field: HTMLTextAreaElement | null = null;
  readonly loaded = signal<{ readonly view: typeof completion; readonly completer: CompletionState } | null>(null);

  constructor(session: RoomSession) {
    this.#session = session;
  }

  /** Something was written into `field`. */
  look(field: HTMLTextAreaElement): void {
    const { value, selectionStart, selectionEnd } = field;
    const completer = this.loaded.value?.completer;
    if (completer === undefined) {
      this.#field = field;
      if (MAY_COMPLETE.test(value)) void this.#load();
    } else if (selectionStart === selectionEnd) completer.look(value, selectionStart);
    else completer.close();
  }

  close(): void {
    this.#field = null;
    this.loaded.value?.completer.close();
  }

  /** As `CompletionState.press`. */
  press(key: string): boolean | Completed {
    return this.loaded.value?.completer.press(key) ?? false;
  }

  choose(choice: Choice): Completed | null {
    return this.loaded.value?.completer.choose(choice) ?? null;
  }

  async #load(): Promise<void> {
    try {
      const view = await import("./CompletionList.tsx");
      this.loaded.value ??= { view, completer: new view.CompletionState(this.#session) };
      if (this.#field !== null) this.look(this.#field);
    } catch {
      // It did not come: one writes names in full, and the next letter asks again.
    }
  }
}
