/**
 * Polls the unread counts of rooms that this page has no socket to. A room in which nothing happens is polled less and less,
 * because each request wakes it.
 */
import { effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import type { RoomName } from "../../protocol/values/names.ts";
import type { Unread } from "../../protocol/unread.ts";
import type { Clock } from "../../client/clock.ts";

/** Only this many of the rooms visited last are polled: what the list shows without scrolling. */
const POLLED_MAX_ROOMS = 10;
/** Milliseconds until the first round: the current room loads first. */
const FIRST_ROUND_MS = 1_000;
/** Milliseconds between two requests to a room whose count changes … */
const POLL_EVERY_MS = 90_000;
/** … and at most, when it does not: the time doubles with each answer that is the same. */
const POLL_EVERY_MAX_MS = 15 * 60_000;
/** Milliseconds after which a count is too old for a user who comes back to the page. */
const STALE_MS = 30_000;
/** The largest share by which a time is shortened or lengthened, so that pages opened together do not poll together. */
const JITTER = 0.25;

interface Poll {
  readonly at: number;
  readonly everyMs: number;
}

export interface UnreadRoomsOptions {
  readonly clock: Clock;
  readonly isPageActive: ReadonlySignal<boolean>;
  /** The visited rooms without the current one, the latest first. */
  readonly rooms: ReadonlySignal<readonly RoomName[]>;
  /** Rejects if there was no answer. */
  readonly ask: (room: RoomName) => Promise<Unread>;
}

export class UnreadRooms {
  readonly #options: UnreadRoomsOptions;
  readonly #counts = signal<ReadonlyMap<RoomName, Unread>>(new Map());
  readonly #polls = new Map<RoomName, Poll>();
  #cancel: () => void = () => {};

  constructor(options: UnreadRoomsOptions) {
    this.#options = options;
    effect(() => {
      const isPageActive = options.isPageActive.value;
      const rooms = options.rooms.value;
      untracked(() => (isPageActive && rooms.length > 0 ? this.refresh() : this.#cancel()));
    });
  }

  get counts(): ReadonlySignal<ReadonlyMap<RoomName, Unread>> {
    return this.#counts;
  }

  /** The user left `room` with `count`. It is polled later, when the room has received the read marker. */
  left(room: RoomName, count: Unread): void {
    this.#polls.set(room, { at: this.#options.clock.now(), everyMs: POLL_EVERY_MS });
    this.#counts.value = new Map(this.#counts.value).set(room, count);
  }

  /** Polls old counts soon, even those of rooms that are polled seldom. */
  refresh(): void {
    const now = this.#options.clock.now();
    if (!this.#options.isPageActive.peek()) return;
    for (const [room, { at }] of this.#polls) {
      if (now - at >= STALE_MS) this.#polls.set(room, { at, everyMs: STALE_MS });
    }
    this.#schedule(FIRST_ROUND_MS);
  }

  /** Schedules the next round for when the first room is due, but in no less than `leastMs` milliseconds. */
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
    // Includes rooms that are nearly due, which saves a timer.
    const due = this.#rooms().filter((room) => this.#dueAt(room) - now <= POLL_EVERY_MS * JITTER);
    await Promise.all(due.map((room) => this.#ask(room)));
    if (this.#options.isPageActive.value) this.#schedule(STALE_MS);
  }

  async #ask(room: RoomName): Promise<void> {
    const { clock, ask } = this.#options;
    const before = this.#counts.value.get(room);
    const everyMs = this.#polls.get(room)?.everyMs ?? 0;
    const request = { at: clock.now(), everyMs: Math.min(POLL_EVERY_MAX_MS, 2 * Math.max(POLL_EVERY_MS, everyMs)) };
    this.#polls.set(room, request);
    const count = await ask(room).catch(() => null); // keep the known count, and poll again later
    // The user has been in the room meanwhile, so its count is newer than this answer.
    if (this.#polls.get(room) !== request || !this.#rooms().includes(room)) return;
    if (count !== null && isSame(count, before)) return;
    this.#polls.set(room, { at: clock.now(), everyMs: POLL_EVERY_MS });
    if (count !== null) this.#counts.value = new Map(this.#counts.value).set(room, count);
  }

  #rooms(): readonly RoomName[] {
    return this.#options.rooms.peek().slice(0, POLLED_MAX_ROOMS);
  }

  #dueAt(room: RoomName): number {
    const poll = this.#polls.get(room);
    return poll === undefined ? Number.NEGATIVE_INFINITY : poll.at + poll.everyMs;
  }
}

function isSame(a: Unread, b: Unread | undefined): boolean {
  return a.unread === b?.unread && a.mentions === b.mentions && a.more === b.more;
}
