/**
 * Owns how far one has read a room, as this page knows it: when that counts as reading, what is left, and where the line
 * stands above which one had read when one came. What the room is told of it, and when, is `mark-teller.ts`'s.
 */
import type { WireCommand } from "../../protocol/wire-commands.ts";
import { batch, computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import type { Unread } from "../../protocol/unread.ts";
import type { Cursor, Seq } from "../../protocol/wire.ts";
import type { Said, Welcome } from "../../protocol/events.ts";
import type { Clock } from "../clock.ts";
import type { Status } from "../connection/connection.ts";
import { ReadMarkerReporter } from "./read-marker-reporter.ts";
import type { RoomState } from "../state/room-state.ts";
import { isLive } from "../state/timeline.ts";
import { countOf, includes, NONE_UNREAD, readTo, without, withNew, type UnreadMessages } from "./unread-messages.ts";

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

/** Where the new messages begin, seen from the moment in which one came. */
export interface NewLine {
  /** The last message that one had read. */
  readonly after: Seq;
  readonly count: Unread;
}

export class Reading {
  readonly #options: ReadingOptions;
  readonly #marks: ReadMarkerReporter;
  readonly #list = signal<UnreadMessages>(NONE_UNREAD);
  readonly #readHere = signal<Seq>(0);
  /** What was there before one came for the first time: it is not new, but one has not read it either. */
  readonly #foundHere = signal<Seq>(0);
  readonly #isEntered = signal(false);
  readonly #line = signal<NewLine | null>(null);
  /** Whether the line was in view, or is gone to: the way there need not be shown any more. */
  readonly isLineFound = signal(false);
  readonly #mark = computed(() =>
    Math.max(this.#foundHere.value, this.#readHere.value, this.#options.state.readUpTo.value),
  );
  readonly #unread = computed(() => readTo(this.#list.value, this.#mark.value));
  /** What one has not read, newer than what one has. */
  readonly unread = computed(() => countOf(this.#unread.value));
  #wasWelcomed = false;
  #isPresent = false;
  #isBack = true;

  constructor(options: ReadingOptions) {
    this.#options = options;
    const { clock, send, state, status, isAttended } = options;
    const { readUpTo, people, timeline, isFollowing } = state;
    this.#marks = new ReadMarkerReporter({ clock, send, readUpTo, countPeople: () => people.value.count });
    effect(() => {
      // Read first, or the effect would not hear of it: also who looks away may have something to tell.
      const isOpen = status.value.state === "open";
      const isLooking = this.#isEntered.value && isAttended.value;
      const isPresent = isLooking && isOpen;
      const isAtNewest = isFollowing.value && isLive(timeline.value);
      const { newest } = timeline.value;
      untracked(() => batch(() => this.#look(isLooking, isPresent, isPresent && isAtNewest ? newest : null)));
    });
  }

  /** The line above what is new; null: there is none. */
  get line(): ReadonlySignal<NewLine | null> {
    return this.#line;
  }

  /** Whether the message `seq` is there, of somebody else, and not read on any device. */
  isUnread(seq: Seq): boolean {
    return includes(this.#unread.value, seq);
  }

  /** The room is looked at. */
  enter(): void {
    this.#isEntered.value = true;
  }

  /** Another room is. Must be called while the room can still be told. */
  leave(): void {
    this.#marks.tell(this.#readHere.value, false);
    this.#isEntered.value = false;
    this.#line.value = null;
  }

  /** One has said something, and so has seen what there was. */
  spoke(): void {
    this.#line.value = null;
  }

  /** The room has told where one stands, and the timeline has taken in what it brought; `earlier` is how far it had come. */
  welcomed({ epoch, messages }: Welcome, earlier: Cursor | null): void {
    const { timeline } = this.#options.state;
    if (earlier !== null && earlier.epoch !== epoch) {
      this.#readHere.value = 0; // another history: what was read is not in it
      this.#foundHere.value = 0;
    }
    const shown = timeline.value.messages;
    const all = [...shown, ...messages.filter(({ seq }) => seq > (shown.at(-1)?.seq ?? 0))];
    if (!this.#wasWelcomed && this.#mark.value === 0) {
      // The room was never told, so this is a newcomer, to whom all is new and so nothing is; or else somebody whom this
      // device knows from before there were marks.
      this.#foundHere.value = earlier?.epoch === epoch ? earlier.seq : timeline.value.newest;
    }
    this.#wasWelcomed = true;
    const mark = this.#mark.value;
    const more = timeline.value.hasOlder && (shown[0]?.seq ?? 0) > mark + 1;
    this.#list.value = { ...this.#withNew(NONE_UNREAD, all), more };
    if (earlier !== null) for (const said of all) if (said.seq > earlier.seq) this.#tellNews(said);
  }

  /** Somebody said something. */
  heard(said: Said): void {
    this.#list.value = this.#withNew(this.#unread.value, [said]);
    this.#tellNews(said);
  }

  removed(seq: Seq): void {
    this.#list.value = without(this.#list.value, seq);
  }

  #withNew(list: UnreadMessages, said: readonly Said[]): UnreadMessages {
    const { state } = this.#options;
    return withNew(list, said, this.#mark.value, state.you.value.id, (text) => state.callsYou(text));
  }

  #tellNews(said: Said): void {
    const { isAttended, onNews } = this.#options;
    if (!isAttended.value && this.isUnread(said.seq)) onNews(said);
  }

  /** Somebody looks, or looks away, or there is more to see. `newest` is what one sees at the end; null: not the end. */
  #look(isLooking: boolean, isPresent: boolean, newest: Seq | null): void {
    if (isPresent && !this.#isPresent) this.#came();
    this.#isPresent = isPresent;
    if (!isLooking) this.#isBack = true;
    if (newest !== null) {
      this.#readHere.value = Math.max(this.#readHere.value, newest);
      this.#list.value = readTo(this.#list.value, newest);
    }
    this.#marks.tell(this.#readHere.value, isLooking);
  }

  /** One is here, or here again: places the line, or takes it away where there is nothing new since. */
  #came(): void {
    const count = this.unread.value;
    const isBack = this.#isBack;
    this.#isBack = false;
    if (count.unread > 0 && (isBack || this.#line.value === null)) {
      this.#line.value = { after: this.#mark.value, count };
      this.isLineFound.value = false;
    } else if (isBack) this.#line.value = null;
  }
}
