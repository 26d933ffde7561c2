/**
 * Owns what is kept of rooms beyond the life of the page: what was said and not confirmed, and the messages last seen.
 * What a write cannot keep (the disk is full, say) is lost with the page, as it would be without.
 */
import { effect } from "@preact/signals";
import type { RoomName } from "../../protocol/values/names.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { Clock } from "../../client/clock.ts";
import { inTime, type Database, type Store, restoredEntry, storedEntry } from "./database.ts";
import { dropped, type Outbox } from "../../client/sending/outbox.ts";
import type { RoomSession } from "../../client/room-session.ts";
import type { Tab } from "./tab.ts";
import { isLive, newestOf, since, withdrawn, type Timeline } from "../../client/state/timeline.ts";

/** Messages that are kept of a room: what one wants to read again without a network. */
const KEPT_MAX_MESSAGES = 100;
/** Milliseconds between two writes of a room's messages. */
const KEEP_EVERY_MS = 1_000;

export class RoomCache {
  readonly #db: Database;
  readonly #tab: Pick<Tab, "id" | "afterEndOf">;
  readonly #clock: Clock;
  /** Rooms of which nothing more is to be kept until they are visited again. */
  readonly #forgotten = new Set<RoomName>();

  constructor(db: Database, tab: Pick<Tab, "id" | "afterEndOf">, clock: Clock) {
    this.#db = db;
    this.#tab = tab;
    this.#clock = clock;
  }

  /** The messages of `room` that were seen last, or undefined. */
  async timelineOf(room: RoomName): Promise<Timeline | undefined> {
    return await inTime(this.#db.get("timelines", room));
  }

  /** The rooms in which something was said, here or in another tab, and not confirmed. */
  async roomsWithOutbox(): Promise<readonly RoomName[]> {
    return [...new Set((await this.#db.getAllKeys("outboxes")).map(([room]) => room))];
  }

  /** `room` is visited again after it was forgotten, or for the first time. */
  remember(room: RoomName): void {
    this.#forgotten.delete(room);
  }

  /** Keeps what this session says and sees, and gives it what tabs that are gone had left to say. */
  attach(session: RoomSession): void {
    const awaited = new Set<string>();
    effect(() => attempt(this.#keepOutbox(session.room, session.outbox.value)));
    this.#keepTimeline(session);
    // Now, and each time that messages can be sent: another tab may have begun to wait, and ended, since.
    let isFirst = true;
    effect(() => {
      if (session.status.value.state === "open" || isFirst) attempt(this.#adopt(session, awaited));
      isFirst = false;
    });
  }

  /** Forgets the messages of `room`. What was said there and is not confirmed stays. */
  forget(room: RoomName): void {
    this.#forgotten.add(room);
    attempt(this.#write("timelines", (store) => store.delete(room)));
  }

  /** The message `target` was taken back: its text goes, also where the reader is far up and nothing else is kept. */
  withdraw(room: RoomName, target: Seq): void {
    attempt(this.#amend(room, (kept) => withdrawn(kept, target)));
  }

  /** The history of `room` begins with `oldest` now: what was before goes, as above. */
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
      // A reader far up sees no stretch that a resume could go on from.
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

  /** Makes one change, committed at once: a page that ends in this moment takes back what it had not committed. */
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
   * Takes over the outboxes of other tabs, each when its tab is gone. `awaited` are those whose end is awaited
   * already.
   */
  async #adopt(session: RoomSession, awaited: Set<string>): Promise<void> {
    const { room } = session;
    for (const { tab } of await this.#db.getAllFromIndex("outboxes", "room", room)) {
      if (tab === this.#tab.id || awaited.has(tab)) continue;
      awaited.add(tab);
      const adopting = this.#tab.afterEndOf(tab, () => this.#takeOver(session, tab));
      attempt(adopting, () => awaited.delete(tab)); // with the next connection it is tried again
    }
  }

  /**
   * The session takes them first, what it holds then is kept, and only then theirs goes: whichever of these writes, and of
   * the session's own, is the last that a crash lets through, nothing is lost. What is kept twice meanwhile is said once,
   * by its client id.
   */
  async #takeOver(session: RoomSession, tab: string): Promise<void> {
    const { room } = session;
    const abandoned = await this.#db.get("outboxes", [room, tab]);
    if (abandoned === undefined) return; // it has sent all, or a third tab was faster
    session.adopt(dropped(abandoned.outbox.map(restoredEntry)));
    await this.#keepOutbox(room, session.outbox.peek());
    await this.#write("outboxes", (store) => store.delete([room, tab]));
  }
}

/** Lets a failure be one: without a place to keep things the page works as before there was any. */
function attempt(work: Promise<unknown>, onFailure?: () => void): void {
  work.catch((error: unknown) => {
    console.info("Something could not be kept on this device:", error);
    onFailure?.();
  });
}
