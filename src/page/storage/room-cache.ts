import { effect } from "@preact/signals";
import type { RoomName } from "../../protocol/values/names.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { Clock } from "../../client/clock.ts";
import { inTime, type Database, type Store, restoredEntry, storedEntry } from "./database.ts";
import { dropped, type Outbox } from "../../client/sending/outbox.ts";
import type { RoomSession } from "../../client/room-session.ts";
import type { Tab } from "./tab.ts";
import { isLive, newestOf, since, withdrawn, type Timeline } from "../../client/state/timeline.ts";

/** Messages kept of each room, to read without a network. */
const KEPT_MAX_MESSAGES = 100;
/** Milliseconds between two writes of a room's messages. */
const KEEP_EVERY_MS = 1_000;

/**
 * What this device keeps of rooms when the page is closed: the outbox, and the messages last seen. If a write fails, for example
 * because the disk is full, that is lost with the page.
 */
export class RoomCache {
  readonly #db: Database;
  readonly #tab: Pick<Tab, "id" | "afterEndOf">;
  readonly #clock: Clock;
  /** Rooms of which nothing is kept until they are visited again. */
  readonly #forgotten = new Set<RoomName>();

  constructor(db: Database, tab: Pick<Tab, "id" | "afterEndOf">, clock: Clock) {
    this.#db = db;
    this.#tab = tab;
    this.#clock = clock;
  }

  /** The messages of `room` that the user saw last, or undefined. */
  async timelineOf(room: RoomName): Promise<Timeline | undefined> {
    return await inTime(this.#db.get("timelines", room));
  }

  /** The rooms with something unconfirmed, from this tab or another. */
  async roomsWithOutbox(): Promise<readonly RoomName[]> {
    return [...new Set((await this.#db.getAllKeys("outboxes")).map(([room]) => room))];
  }

  /** The user visits `room`: it is kept from now on. */
  remember(room: RoomName): void {
    this.#forgotten.delete(room);
  }

  /** Keeps the outbox and the messages of this session, and gives it the outboxes of tabs that are gone. */
  attach(session: RoomSession): void {
    const awaited = new Set<string>();
    effect(() => attempt(this.#keepOutbox(session.room, session.outbox.value)));
    this.#keepTimeline(session);
    // Now and at each connection: other tabs may have filled an outbox and closed since.
    let isFirst = true;
    effect(() => {
      if (session.status.value.state === "open" || isFirst) attempt(this.#adopt(session, awaited));
      isFirst = false;
    });
  }

  /** Deletes the messages of `room`. Its outboxes stay. */
  forget(room: RoomName): void {
    this.#forgotten.add(room);
    attempt(this.#write("timelines", (store) => store.delete(room)));
  }

  /** The message `target` was removed: deletes its text, even if the reader is far up and nothing else is written. */
  withdraw(room: RoomName, target: Seq): void {
    attempt(this.#amend(room, (kept) => withdrawn(kept, target)));
  }

  /** The history of `room` begins with `oldest` now: deletes what was before, in the same way. */
  forgetBefore(room: RoomName, oldest: Seq): void {
    attempt(this.#amend(room, (kept) => since(kept, oldest)));
  }

  async #amend(room: RoomName, amend: (kept: Timeline) => Timeline): Promise<void> {
    const { store, done } = this.#db.transaction("timelines", "readwrite");
    const kept = await store.get(room);
    const amended = kept && amend(kept);
    if (amended !== undefined && amended !== kept) await store.put(amended, room);
    await done;
  }

  async #keepOutbox(room: RoomName, outbox: Outbox): Promise<void> {
    const { id: tab } = this.#tab;
    await this.#write("outboxes", (store) =>
      outbox.length === 0 ? store.delete([room, tab]) : store.put({ room, tab, outbox: outbox.map(storedEntry) }),
    );
  }

  #keepTimeline(session: RoomSession): void {
    let isWaiting = false;
    const write = (): void => {
      isWaiting = false;
      const timeline = session.timeline.peek();
      // A reader far up has no messages that a resume could continue from.
      if (timeline.cursor !== null && isLive(timeline) && !this.#forgotten.has(session.room)) {
        const kept = newestOf(timeline, KEPT_MAX_MESSAGES);
        attempt(this.#write("timelines", (store) => store.put(kept, session.room)));
      }
    };
    effect(() => {
      if (session.timeline.value.cursor === null || isWaiting) return;
      isWaiting = true;
      this.#clock.after(KEEP_EVERY_MS, write);
    });
    addEventListener("pagehide", write);
  }

  /** Writes in a transaction of its own, committed at once: a page that ends now loses what it has not committed. */
  async #write<Name extends "outboxes" | "timelines">(
    name: Name,
    change: (store: Store<Name>) => Promise<unknown>,
  ): Promise<void> {
    const writing = this.#db.transaction(name, "readwrite");
    const changed = change(writing.store);
    writing.commit();
    await Promise.all([changed, writing.done]);
  }

  /**
   * Takes over the outbox of each other tab once the tab is gone. `awaited` has the tabs that we wait for already.
   */
  async #adopt(session: RoomSession, awaited: Set<string>): Promise<void> {
    const { room } = session;
    for (const { tab } of await this.#db.getAllFromIndex("outboxes", "room", room)) {
      if (tab === this.#tab.id || awaited.has(tab)) continue;
      awaited.add(tab);
      const adopting = this.#tab.afterEndOf(tab, () => this.#takeOver(session, tab));
      attempt(adopting, () => awaited.delete(tab)); // tried again at the next connection
    }
  }

  /**
   * In this order: the session takes the entries, its outbox is written, and only then the other outbox is deleted. So nothing
   * is lost if the page crashes between any two writes. An entry that is stored twice meanwhile is said once, by its client id.
   */
  async #takeOver(session: RoomSession, tab: string): Promise<void> {
    const { room } = session;
    const abandoned = await this.#db.get("outboxes", [room, tab]);
    if (abandoned === undefined) return; // it had sent everything, or a third tab was faster
    session.adopt(dropped(abandoned.outbox.map(restoredEntry)));
    await this.#keepOutbox(room, session.outbox.peek());
    await this.#write("outboxes", (store) => store.delete([room, tab]));
  }
}

/** Ignores a failure: without storage the page works, but forgets everything when it is closed. */
function attempt(work: Promise<unknown>, onFailure?: () => void): void {
  work.catch((error: unknown) => {
    console.info("Something could not be kept on this device:", error);
    onFailure?.();
  });
}
