import { batch, computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import type { Said, Welcome } from "../../protocol/events.ts";
import type { WireCommand } from "../../protocol/wire-commands.ts";
import type { Cursor, Seq } from "../../protocol/wire.ts";
import type { Clock } from "../clock.ts";
import type { Status } from "../connection/connection.ts";
import * as readState from "../state/read-state.ts";
import type { RoomState } from "../state/room-state.ts";
import { isLive } from "../state/timeline.ts";
import { ReadMarkerReporter } from "./read-marker-reporter.ts";

export interface ReadingOptions {
  readonly clock: Clock;
  /** Returns whether it could be handed to the network. */
  readonly send: (command: WireCommand) => boolean;
  readonly state: RoomState;
  readonly status: ReadonlySignal<Status>;
  /** Whether somebody looks at the page. */
  readonly isAttended: ReadonlySignal<boolean>;
  /** A message of somebody else came, and nobody looks at the page. */
  readonly onNews: (said: Said) => void;
}

/** Keeps how far you have read, by what you see of the room (`state/read-state.ts`), and lets the room know. */
export class Reading {
  readonly #options: ReadingOptions;
  readonly #marker: ReadMarkerReporter;
  readonly #state = signal(readState.NOTHING_READ);
  readonly #isEntered = signal(false);
  /** How many messages you have not read, and how many of them mention you. */
  readonly unread = computed(() => readState.unreadCount(this.#state.value));
  /** Where the unread divider goes; null if there is none. */
  readonly divider = computed(() => this.#state.value.divider);
  /** Whether the divider has been in view: then the way to it need not be shown. */
  readonly isDividerFound = computed(() => this.#state.value.isDividerFound);

  constructor(options: ReadingOptions) {
    this.#options = options;
    const { clock, send, state, status, isAttended } = options;
    const { people, timeline, isFollowing } = state;
    this.#marker = new ReadMarkerReporter({
      clock,
      send,
      known: () => this.#state.peek().known,
      onReported: (seq) => this.seen(seq),
      countPeople: () => people.value.count,
    });
    effect(() => {
      // All of them are read, or the effect would not run for each: even somebody who looks away may have a mark to report.
      const isConnected = status.value.state === "open";
      const isLooking = this.#isEntered.value && isAttended.value;
      const isAtNewest = isFollowing.value && isLive(timeline.value);
      const { newest } = timeline.value;
      untracked(() => batch(() => this.#look({ isLooking, isConnected, newest: isAtNewest ? newest : null })));
    });
  }

  /** Whether the message `seq` is there, from somebody else, and not read on any device. */
  isUnread(seq: Seq): boolean {
    return readState.isUnread(this.#state.value, seq);
  }

  /** The user looks at the room. */
  enter(): void {
    this.#isEntered.value = true;
  }

  /** The user looks at another room. Call it while the connection is still open. */
  leave(): void {
    this.#marker.report(this.#state.peek().here, false);
    this.#isEntered.value = false;
    this.#update(readState.withoutDivider);
  }

  /** The user said something, and so has seen what there was. */
  spoke(): void {
    this.#update(readState.withoutDivider);
  }

  /** The divider came into view, or the user went to it. */
  foundDivider(): void {
    this.#update(readState.dividerFound);
  }

  /** The timeline has taken in `welcome`; `earlier` is how far it had come before. */
  welcomed({ epoch, messages, read }: Welcome, earlier: Cursor | null): void {
    const { newest, hasOlder, messages: shown } = this.#options.state.timeline.value;
    const all = [...shown, ...messages.filter(({ seq }) => seq > (shown.at(-1)?.seq ?? 0))];
    const isOtherHistory = earlier !== null && earlier.epoch !== epoch;
    const facts = { known: read, earlier: earlier?.seq ?? null, isOtherHistory, newest, messages: all, hasOlder };
    this.#update((state) => readState.welcomed(state, facts, this.#reader()));
    if (earlier !== null) for (const said of all) if (said.seq > earlier.seq) this.#notify(said);
  }

  /** Somebody said something. */
  heard(said: Said): void {
    this.#update((state) => readState.said(state, said, this.#reader()));
    this.#notify(said);
  }

  removed(seq: Seq): void {
    this.#update((state) => readState.removed(state, seq));
  }

  /** The room knows that the user has read everything up to `seq`, on some device. */
  seen(seq: Seq): void {
    this.#update((state) => readState.seen(state, seq));
  }

  #look(presence: readState.Presence): void {
    this.#update((state) => readState.looked(state, presence));
    this.#marker.report(this.#state.peek().here, presence.isLooking);
  }

  #notify(said: Said): void {
    const { isAttended, onNews } = this.#options;
    if (!isAttended.value && this.isUnread(said.seq)) onNews(said);
  }

  #reader(): readState.Reader {
    const { state } = this.#options;
    return { you: state.you.value.id, mentionsYou: (text) => state.callsYou(text) };
  }

  #update(change: (state: readState.ReadState) => readState.ReadState): void {
    this.#state.value = change(this.#state.peek());
  }
}
