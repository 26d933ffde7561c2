/**
 * Owns how far one has read a room, as this page knows it: when that counts as reading, when the room is told, and where
 * the line stands above which one had read when one came.
 */
import { batch, computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import type { Cursor, Person, Said, Seq, Welcome } from "../protocol/wire.ts";
import type { Unread } from "../protocol/unread.ts";
import type { Clock, Status } from "./connection.ts";
import { isLive, type Timeline } from "./timeline.ts";
import { countOf, EMPTY_PILE, piled, readTo, withdrawn, type Pile } from "./waiting.ts";

/** Milliseconds between two marks that the room is told while one goes on reading. */
export const MARK_EVERY_MS = 5_000;

/** … and milliseconds for each person in the room, so that a room of any size hears at most ten marks a second. */
export const MARK_EVERY_MS_PER_PERSON = 100;

export interface ReadingOptions {
  readonly clock: Clock;
  readonly timeline: ReadonlySignal<Timeline>;
  readonly status: ReadonlySignal<Status>;
  readonly isFollowing: ReadonlySignal<boolean>;
  /** Whether somebody looks at the page. */
  readonly isAttended: ReadonlySignal<boolean>;
  /** Up to where one has read, as the room knows it. */
  readonly toldUpTo: ReadonlySignal<Seq>;
  readonly you: ReadonlySignal<Person>;
  readonly isMention: (text: string) => boolean;
  readonly countPeople: () => number;
  /** Tells the room. */
  readonly tell: (seq: Seq) => void;
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
  readonly #pile = signal<Pile>(EMPTY_PILE);
  readonly #readHere = signal<Seq>(0);
  /** What was there before one came for the first time: it is not new, but one has not read it either. */
  readonly #foundHere = signal<Seq>(0);
  readonly #isEntered = signal(false);
  readonly #line = signal<NewLine | null>(null);
  /** Whether the line was in view, or is gone to: the way there need not be shown any more. */
  readonly isLineFound = signal(false);
  readonly #mark = computed(() => Math.max(this.#foundHere.value, this.#readHere.value, this.#options.toldUpTo.value));
  /** What one has not read, newer than what one has. */
  readonly unread = computed(() => countOf(readTo(this.#pile.value, this.#mark.value)));
  #wasWelcomed = false;
  #isPresent = false;
  #isBack = true;
  #toldAt = Number.NEGATIVE_INFINITY;
  #cancelTelling: (() => void) | null = null;

  constructor(options: ReadingOptions) {
    this.#options = options;
    const { status, isFollowing, isAttended, timeline } = options;
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

  /** The room is looked at. */
  enter(): void {
    this.#isEntered.value = true;
  }

  /** Another room is. Must be called while the room can still be told. */
  leave(): void {
    this.#tell(false);
    this.#isEntered.value = false;
    this.#line.value = null;
  }

  /** One has said something, and so has seen what there was. */
  spoke(): void {
    this.#line.value = null;
  }

  /** The room has told where one stands, and the timeline has taken in what it brought; `earlier` is how far it had come. */
  welcomed({ epoch, messages }: Welcome, earlier: Cursor | null): void {
    const { timeline } = this.#options;
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
    this.#pile.value = { ...this.#piled(EMPTY_PILE, all), more };
    if (earlier !== null) for (const said of all) if (said.seq > earlier.seq) this.#tellNews(said);
  }

  /** Somebody said something. */
  heard(said: Said): void {
    this.#pile.value = this.#piled(readTo(this.#pile.value, this.#mark.value), [said]);
    this.#tellNews(said);
  }

  removed(seq: Seq): void {
    this.#pile.value = withdrawn(this.#pile.value, seq);
  }

  #piled(pile: Pile, said: readonly Said[]): Pile {
    return piled(pile, said, this.#mark.value, this.#options.you.value.id, this.#options.isMention);
  }

  #tellNews(said: Said): void {
    const { you, isAttended, onNews } = this.#options;
    if (!isAttended.value && said.seq > this.#mark.value && said.from.id !== you.value.id && !said.removed)
      onNews(said);
  }

  /** Somebody looks, or looks away, or there is more to see. `newest` is what one sees at the end; null: not the end. */
  #look(isLooking: boolean, isPresent: boolean, newest: Seq | null): void {
    if (isPresent && !this.#isPresent) this.#came();
    this.#isPresent = isPresent;
    if (!isLooking) this.#isBack = true;
    if (newest !== null) {
      this.#readHere.value = Math.max(this.#readHere.value, newest);
      this.#pile.value = readTo(this.#pile.value, newest);
    }
    this.#tell(isLooking);
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

  /** Tells the room, now and then while one reads, and at once when one looks away. */
  #tell(isLooking: boolean): void {
    const { clock, countPeople, tell, toldUpTo } = this.#options;
    const now = clock.now();
    if (this.#readHere.value <= toldUpTo.value) return;
    const everyMs = Math.max(MARK_EVERY_MS, countPeople() * MARK_EVERY_MS_PER_PERSON);
    const waitMs = isLooking ? this.#toldAt + everyMs - now : 0;
    if (waitMs > 0) {
      this.#cancelTelling ??= clock.after(waitMs, () => {
        this.#cancelTelling = null;
        this.#tell(this.#isPresent);
      });
      return;
    }
    this.#cancelTelling?.();
    this.#cancelTelling = null;
    this.#toldAt = now;
    tell(this.#readHere.value);
  }
}
