/** Completion in the composer. Its code is loaded when the user first begins a word that may be completed. */
import { signal } from "@preact/signals";
import type { Choice, Completed, CompletionState } from "./completion-state.ts";
import type { ComposerState } from "./composer-state.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { lazyModule } from "../ui/lazy.ts";
import type * as completion from "./CompletionList.tsx";

/** A text that may have something to complete: a quick guess. */
const MAY_COMPLETE = /^\/|[@＠]/;

const completionList = lazyModule(() => import("./CompletionList.tsx"));

export class LazyCompletion {
  readonly #session: RoomSession;
  readonly #composer: ComposerState;
  /** The field to look at once the code is here; null if completion was closed meanwhile. */
  #field: HTMLTextAreaElement | null = null;
  readonly loaded = signal<{ readonly view: typeof completion; readonly state: CompletionState } | null>(null);

  constructor(session: RoomSession, composer: ComposerState) {
    this.#session = session;
    this.#composer = composer;
  }

  /** The user wrote something into `field`. */
  look(field: HTMLTextAreaElement): void {
    const { value, selectionStart, selectionEnd } = field;
    const state = this.loaded.value?.state;
    if (state === undefined) {
      this.#field = field;
      if (MAY_COMPLETE.test(value)) void this.#load();
    } else if (selectionStart === selectionEnd) state.look(value, selectionStart);
    else state.close();
  }

  close(): void {
    this.#field = null;
    this.loaded.value?.state.close();
  }

  /** As `CompletionState.press`. */
  press(key: string): boolean | Completed {
    return this.loaded.value?.state.press(key) ?? false;
  }

  choose(choice: Choice): Completed | null {
    return this.loaded.value?.state.choose(choice) ?? null;
  }

  async #load(): Promise<void> {
    try {
      const view = await completionList.load();
      this.loaded.value ??= { view, state: new view.CompletionState(this.#session, this.#composer) };
      if (this.#field !== null) this.look(this.#field);
    } catch {
      // It did not load. The next letter tries again.
    }
  }
}
