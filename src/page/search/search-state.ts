import { signal } from "@preact/signals";
import { changed } from "../../protocol/changes.ts";
import { parseQuery, withZone } from "../../protocol/values/query.ts";
import type { RefusalReason, Results, Said } from "../../protocol/events.ts";
import type { Clock } from "../../client/clock.ts";
import type { Searches } from "../../client/requests/searches.ts";

/** Milliseconds after which the page says that the search takes long. */
const LONG_MS = 1_500;

/** A search, and its results so far. */
export interface SearchProgress {
  readonly query: string;
  /** Folded. These are highlighted. */
  readonly terms: readonly string[];
  /** Ascending. */
  readonly messages: readonly Said[];
  /** Whether there are older hits. */
  readonly more: boolean;
  /** How far back the room searched before it had to stop; null if it did not have to. */
  readonly searchedTo: NonNullable<Results["searchedTo"]> | null;
  readonly state: "searching" | "taking long" | "answered";
  readonly fault: RefusalReason | "lost" | null;
}

export interface SearchStateOptions {
  readonly searches: Searches;
  readonly clock: Clock;
  /** Minutes by which local time is ahead of UTC on the day that starts at `at`. */
  readonly utcOffsetMinutesAt: (at: number) => number;
}

export class SearchState {
  readonly current = signal<SearchProgress | null>(null);
  readonly #options: SearchStateOptions;
  /** The number of searches so far: only the answer to the latest counts. */
  #count = 0;

  constructor(options: SearchStateOptions) {
    this.#options = options;
  }

  /** Finds the newest hits. */
  async find(query: string): Promise<void> {
    const { terms } = parseQuery(query);
    await this.#run({ query, terms, messages: [], more: false, searchedTo: null, state: "searching", fault: null });
  }

  /** Finds hits older than those found so far. */
  async older(): Promise<void> {
    const search = this.current.value;
    if (search?.state === "answered") await this.#run({ ...search, state: "searching", fault: null });
  }

  /** Searches again, as changes may have been missed while offline. */
  async repeat(): Promise<void> {
    const search = this.current.value;
    if (search !== null) await this.find(search.query);
  }

  /** Applies edits and removals in the room to the results. Returns how to stop. */
  followChanges(): () => void {
    return this.#options.searches.watch((event) => {
      const search = this.current.value;
      if (search === null || !search.messages.some(({ seq }) => seq === event.target)) return;
      const messages = search.messages.map((said) => (said.seq === event.target ? changed(said, event) : said));
      this.current.value = { ...search, messages: messages.filter(({ removed }) => !removed) };
    });
  }

  async #run(search: SearchProgress): Promise<void> {
    const { searches, clock, utcOffsetMinutesAt } = this.#options;
    const number = ++this.#count;
    this.current.value = search;
    const cancel = clock.after(LONG_MS, () => this.#answer(number, { state: "taking long" }));
    const before = search.searchedTo?.seq ?? search.messages[0]?.seq ?? null;
    const found = await searches.find(withZone(search.query, utcOffsetMinutesAt), before);
    cancel();
    if (!found.ok) return this.#answer(number, { state: "answered", fault: found.fault });
    const { messages: older, more, searchedTo = null } = found.value;
    const messages = [...older, ...(this.current.value?.messages ?? [])];
    this.#answer(number, { state: "answered", messages, more, searchedTo });
  }

  #answer(number: number, answer: Partial<SearchProgress>): void {
    if (number === this.#count && this.current.value !== null)
      this.current.value = { ...this.current.value, ...answer };
  }
}
