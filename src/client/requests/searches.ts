import type { WireCommand } from "../../protocol/wire-commands.ts";
import type { RefusalReason, Refused, Results, MessageChange } from "../../protocol/events.ts";
import { fail, ok, type Result } from "../../protocol/shared/result.ts";
import type { Seq } from "../../protocol/wire.ts";

/** What was found, or why not. `lost`: the connection dropped before the answer came. */
export type Found = Result<Results, RefusalReason | "lost">;

export interface SearchesOptions {
  readonly newId: () => string;
  /** Returns whether the connection took it. */
  readonly send: (command: WireCommand) => boolean;
}

export class Searches {
  readonly #options: SearchesOptions;
  readonly #asked = new Map<string, (found: Found) => void>();
  readonly #watchers = new Set<(event: MessageChange) => void>();

  constructor(options: SearchesOptions) {
    this.#options = options;
  }

  /** Finds the newest messages that match `query`, or the newest before the seq `before`. */
  find(query: string, before: Seq | null = null): Promise<Found> {
    const requestId = this.#options.newId();
    const isSent = this.#options.send({ type: "search", requestId, query, before });
    if (!isSent) return Promise.resolve(fail("lost"));
    return new Promise((settle) => this.#asked.set(requestId, settle));
  }

  /** Calls `onChange` for every change of a message, so that results can be updated. Returns a function that ends it. */
  watch(onChange: (event: MessageChange) => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  changed(event: MessageChange): void {
    for (const onChange of this.#watchers) onChange(event);
  }

  answered(results: Results): void {
    this.#settle(results.requestId, ok(results));
  }

  refused({ requestId = "", reason }: Refused): void {
    this.#settle(requestId, fail(reason));
  }

  dropped(): void {
    for (const requestId of this.#asked.keys()) this.#settle(requestId, fail("lost"));
  }

  #settle(requestId: string, found: Found): void {
    this.#asked.get(requestId)?.(found);
    this.#asked.delete(requestId);
  }
}
