/** Owns what somebody asks a room for, and what was found so far: it stays true while the room changes. */
import { signal } from "@preact/signals";
import { changed } from "../../protocol/changes.ts";
import { parseQuery, withZone } from "../../protocol/values/query.ts";
import type { RefusalReason, Results, Said } from "../../protocol/events.ts";
import type { Clock } from "../../client/clock.ts";
import type { Searches } from "../../client/requests/searches.ts";

/** Milliseconds after which one is told that a long past is being looked through. */
const LONG_MS = 1_500;

/** What was asked for, and what is known of it. */
export interface Asked {
  readonly query: string;
  /** Folded; what is marked. */
  readonly terms: readonly string[];
  /** Ascending. */
  readonly messages: readonly Said[];
  /** Whether there are hits before these. */
  readonly more: boolean;
  /** How far back the room has looked where it had to stop; null where it did not. */
  readonly searchedTo: NonNullable<Results["searchedTo"]> | null;
  readonly state: "searching" | "taking long" | "answered";
  readonly fault: RefusalReason | "lost" | null;
}

export interface SearchStateOptions {
  readonly searches: Searches;
  readonly clock: Clock;
  /** Minutes by which this device is ahead of UTC, on the day that begins there at `at`. */
  readonly minutesAheadAt: (at: number) => number;
}

export class SearchState {
  readonly asked = signal<Asked | null>(null);
  readonly #options: SearchStateOptions;
  /** How many questions were asked: only the last one's answer counts. */
  #count = 0;

  constructor(options: SearchStateOptions) {
    this.#options = options;
  }

  /** Asks for the newest hits. */
  async find(query: string): Promise<void> {
    const { terms } = parseQuery(query);
    await this.#ask({ query, terms, messages: [], more: false, searchedTo: null, state: "searching", fault: null });
  }

  /** Asks for hits before those that were found. */
  async older(): Promise<void> {
    const asked = this.asked.value;
    if (asked?.state === "answered") await this.#ask({ ...asked, state: "searching", fault: null });
  }

  /** Asks anew: what was found may have changed unheard. */
  async again(): Promise<void> {
    const asked = this.asked.value;
    if (asked !== null) await this.find(asked.query);
  }

  /** From now on what is changed or taken back in the room is so here too. Returns how to end that. */
  keepInStep(): () => void {
    return this.#options.searches.watch((event) => {
      const asked = this.asked.value;
      if (asked === null || !asked.messages.some(({ seq }) => seq === event.target)) return;
      const messages = asked.messages.map((said) => (said.seq === event.target ? changed(said, event) : said));
      this.asked.value = { ...asked, messages: messages.filter(({ removed }) => !removed) };
    });
  }

  async #ask(asked: Asked): Promise<void> {
    const { searches, clock, minutesAheadAt } = this.#options;
    const number = ++this.#count;
    this.asked.value = asked;
    const cancel = clock.after(LONG_MS, () => this.#answer(number, { state: "taking long" }));
    const before = asked.searchedTo?.seq ?? asked.messages[0]?.seq ?? null;
    const found = await searches.find(withZone(asked.query, minutesAheadAt), before);
    cancel();
    if (!found.ok) return this.#answer(number, { state: "answered", fault: found.fault });
    const { messages: older, more, searchedTo = null } = found.value;
    const messages = [...older, ...(this.asked.value?.messages ?? [])];
    this.#answer(number, { state: "answered", messages, more, searchedTo });
  }

  #answer(number: number, answer: Partial<Asked>): void {
    if (number === this.#count && this.asked.value !== null) this.asked.value = { ...this.asked.value, ...answer };
  }
}
