import type { WireCommand } from "../../protocol/wire-commands.ts";
import { computed, signal, type Signal } from "@preact/signals-core";
import { PAGE_DEFAULT_MESSAGES } from "../../protocol/limits.ts";
import type { PageEvent, Refused } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { Clock } from "../clock.ts";
import * as timeline from "../state/timeline.ts";

/** Milliseconds until a refused page is requested again, if the refusal gives no time. */
const PAGE_RETRY_MS = 5_000;

/** A page before or after the message `seq` at an end of the timeline, the newest page, or the one around a seq. */
type Asked =
  | { readonly where: "before" | "after"; readonly seq: Seq }
  | { readonly where: "newest" }
  | { readonly where: "around"; readonly seq: Seq };

export interface PagingOptions {
  readonly clock: Clock;
  readonly newId: () => string;
  /** Returns whether the connection took it. */
  readonly send: (command: WireCommand) => boolean;
  readonly timeline: Signal<timeline.Timeline>;
  readonly isFollowing: Signal<boolean>;
}

/** Requests pages of a room's history: older, newer, the newest, or around one message; one at a time. */
export class Paging {
  readonly #options: PagingOptions;
  readonly #pending = signal<{ readonly requestId: string; readonly asked: Asked } | null>(null);
  /** Whether a page is being loaded. */
  readonly isLoading = computed(() => this.#pending.value !== null);
  /** The message that the reader was taken to, which is highlighted; null if there is none. */
  readonly lookedAt = signal<Seq | null>(null);
  /** The message to go to once there is a connection, and the timeline has it. */
  #wanted: Seq | null = null;

  constructor(options: PagingOptions) {
    this.#options = options;
  }

  older(): void {
    const { timeline: shown, isFollowing } = this.#options;
    const [first] = shown.value.messages;
    if (first === undefined || !timeline.takesOlder(shown.value, isFollowing.value)) return;
    this.#request({ where: "before", seq: first.seq });
  }

  newer(): void {
    const { timeline: shown } = this.#options;
    const last = shown.value.messages.at(-1);
    if (!timeline.isLive(shown.value) && last !== undefined) this.#request({ where: "after", seq: last.seq });
  }

  newest(): void {
    this.lookedAt.value = null;
    this.#wanted = null;
    if (timeline.isLive(this.#options.timeline.value)) return;
    this.#pending.value = null; // the answer to any other request is not needed any more
    this.#request({ where: "newest" });
  }

  /** Goes to a message and highlights it. Loads the page around it if it is not there. */
  around(seq: Seq): void {
    const { timeline: shown, isFollowing } = this.#options;
    isFollowing.value = false;
    this.lookedAt.value = null; // so that the list goes there again, even if it was the last one
    if (shown.value.messages.some((said) => said.seq === seq)) {
      this.lookedAt.value = seq;
      return;
    }
    this.#wanted = seq;
    this.#pending.value = null;
    this.#request({ where: "around", seq });
  }

  /** There is a connection again: goes where the reader wanted to meanwhile. */
  resume(): void {
    if (this.#wanted !== null) this.around(this.#wanted);
  }

  /** The request under way will not be answered any more. */
  reset(): void {
    this.#pending.value = null;
  }

  answered(page: PageEvent): void {
    const pending = this.#pending.value;
    if (pending?.requestId !== page.requestId) return; // requested before the timeline started again
    const { timeline: shown, isFollowing } = this.#options;
    const { asked } = pending;
    this.#pending.value = null;
    switch (asked.where) {
      case "newest":
        shown.value = timeline.restarted(shown.value, page);
        return;
      case "around":
        this.#wanted = null;
        shown.value = timeline.restarted(shown.value, page);
        // If the message is gone, its place: the message before it, or else after it.
        this.lookedAt.value =
          page.messages.findLast((said) => said.seq <= asked.seq)?.seq ?? page.messages[0]?.seq ?? null;
        return;
      case "before":
      case "after":
        shown.value = timeline.paged(shown.value, { where: asked.where, seq: asked.seq }, page, isFollowing.value);
    }
  }

  /** The list asks again as soon as nothing is pending, so the request stays pending until it makes sense to ask. */
  refused({ requestId, retryAfterMs = PAGE_RETRY_MS }: Refused): void {
    this.#options.clock.after(retryAfterMs, () => {
      const pending = this.#pending.value;
      if (pending === null || pending.requestId !== requestId) return;
      this.#pending.value = null;
      // The list asks for older and newer pages. Nobody else asks for these.
      if (pending.asked.where === "around" || pending.asked.where === "newest") this.#request(pending.asked);
    });
  }

  #request(asked: Asked): void {
    if (this.#pending.value !== null) return;
    const requestId = this.#options.newId();
    const command = { type: "page", requestId, limit: PAGE_DEFAULT_MESSAGES } as const;
    const isSent = this.#options.send({ ...command, ...whereOf(asked) });
    if (isSent) this.#pending.value = { requestId, asked };
  }
}

/** Which messages a request asks for, as `page` says it. What is newest only the room knows when it answers. */
function whereOf(asked: Asked): { before: Seq } | { after: Seq } | { around: Seq } {
  switch (asked.where) {
    case "newest":
      return { before: Number.MAX_SAFE_INTEGER };
    case "before":
      return { before: asked.seq };
    case "after":
      return { after: asked.seq };
    case "around":
      return { around: asked.seq };
  }
}
