/**
 * Owns the counts of unread messages in rooms to which there is no socket: which to ask, and how often. A room in which
 * nothing happens is asked less and less, because each question wakes it.
 */
import { effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import type { RoomName } from "../../protocol/values/names.ts";
import type { Unread } from "../../protocol/unread.ts";
import type { Clock } from "../../client/clock.ts";

/** Rooms that are asked, of those visited last: what a list shows without scrolling. */
const ASKED_MAX_ROOMS = 10;
/** Milliseconds until the first round: the room that one came for goes first. */
const FIRST_ROUND_MS = 1_000;
/** Milliseconds between two questions to a room whose answer changes … */
const ASK_EVERY_MS = 90_000;
/** … and at most, once it has not: the time doubles with each answer that is the same. */
const ASK_EVERY_MAX_MS = 15 * 60_000;
/** Milliseconds after which somebody who comes back to the page is told anew. */
const STALE_MS = 30_000;
/** By which part of itself a time is shortened or lengthened at most, so that pages that came together do not stay so. */
const JITTER = 0.25;

interface Asked {
  readonly at: number;
  readonly everyMs: number;
}

export interface UnreadRoomsOptions {
  readonly clock: Clock;
  readonly isAttended: ReadonlySignal<boolean>;
  /** The rooms that one was in and has no socket to, the latest first. */
  readonly rooms: ReadonlySignal<readonly RoomName[]>;
  /** Rejects where there was no answer. */
  readonly ask: (room: RoomName) => Promise<Unread>;
}

export class UnreadRooms {
  readonly #options: UnreadRoomsOptions;
  readonly #counts = signal<ReadonlyMap<RoomName, Unread>>(new Map());
  readonly #asked = new Map<RoomName, Asked>();
  #cancel: () => void = () => {};

  constructor(options: UnreadRoomsOptions) {
    this.#options = options;
    effect(() => {
      const isAttended = options.isAttended.value;
      const rooms = options.rooms.value;
      untracked(() => (isAttended && rooms.length > 0 ? this.wake() : this.#cancel()));
    });
  }

  get counts(): ReadonlySignal<ReadonlyMap<RoomName, Unread>> {
    return this.#counts;
  }

  /** One was in `room` until now, and left it with `count`: it is asked when the mark that one left has arrived. */
  left(room: RoomName, count: Unread): void {
    this.#asked.set(room, { at: this.#options.clock.now(), everyMs: ASK_EVERY_MS });
    this.#counts.value = new Map(this.#counts.value).set(room, count);
  }

  /**
   * Somebody looks at the page, or at another room, or there may be a network again: what is old is asked anew, also where
   * it was asked seldom.
   */
  wake(): void {
    const now = this.#options.clock.now();
    if (!this.#options.isAttended.peek()) return;
    for (const [room, { at }] of this.#asked) {
      if (now - at >= STALE_MS) this.#asked.set(room, { at, everyMs: STALE_MS });
    }
    this.#schedule(FIRST_ROUND_MS);
  }

  /** The next question is due with the first room's, but not before `leastMs` milliseconds. */
  #schedule(leastMs: number): void {
    const { clock } = this.#options;
    const dueIn = Math.min(...this.#rooms().map((room) => this.#dueAt(room) - clock.now()));
    const jitter = 1 + JITTER * (2 * clock.random() - 1);
    this.#cancel();
    if (dueIn === Number.POSITIVE_INFINITY) return;
    this.#cancel = clock.after(Math.max(leastMs, dueIn * jitter), () => void this.#round());
  }

  async #round(): Promise<void> {
    const now = this.#options.clock.now();
    // What is nearly due goes along: its own timer would be no better.
    const due = this.#rooms().filter((room) => this.#dueAt(room) - now <= ASK_EVERY_MS * JITTER);
    await Promise.all(due.map((room) => this.#ask(room)));
    if (this.#options.isAttended.value) this.#schedule(STALE_MS);
  }

  async #ask(room: RoomName): Promise<void> {
    const { clock, ask } = this.#options;
    const before = this.#counts.value.get(room);
    const everyMs = this.#asked.get(room)?.everyMs ?? 0;
    const asking = { at: clock.now(), everyMs: Math.min(ASK_EVERY_MAX_MS, 2 * Math.max(ASK_EVERY_MS, everyMs)) };
    this.#asked.set(room, asking);
    const count = await ask(room).catch(() => null); // what was known stays, and it is asked again
    // Who was there meanwhile knows better.
    if (this.#asked.get(room) !== asking || !this.#rooms().includes(room)) return;
    if (count !== null && isSame(count, before)) return;
    this.#asked.set(room, { at: clock.now(), everyMs: ASK_EVERY_MS });
    if (count !== null) this.#counts.value = new Map(this.#counts.value).set(room, count);
  }

  #rooms(): readonly RoomName[] {
    return this.#options.rooms.peek().slice(0, ASKED_MAX_ROOMS);
  }

  #dueAt(room: RoomName): number {
    const asked = this.#asked.get(room);
    return asked === undefined ? Number.NEGATIVE_INFINITY : asked.at + asked.everyMs;
  }
}

function isSame(a: Unread, b: Unread | undefined): boolean {
  return a.unread === b?.unread && a.mentions === b.mentions && a.more === b.more;
}
