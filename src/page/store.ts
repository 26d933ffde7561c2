import { batch, computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import { parsePersonName, roomPath, type PersonName, type RoomName } from "../protocol/values/names.ts";
import type { Unread } from "../protocol/unread.ts";
import type { Seq } from "../protocol/wire.ts";
import {
  dropSeq,
  permalinkOf,
  type Place,
  readPlace,
  readSeq,
  targetOf,
  targetOfClick,
  VisitedRooms,
} from "./rooms/index.ts";
import { isPageActive } from "./ui/page-activity.ts";
import { NotificationLevels, UnreadCounts } from "./unread/index.ts";
import { PersistedSignal } from "./storage/persisted-signal.ts";
import { notifyOf } from "./notify/index.ts";
import type { OpenRoom } from "./open-room.ts";
import { Sessions, type Device } from "./sessions.ts";
import { announceActiveRoom } from "./storage/tab.ts";
import { checkForUpdate } from "./header/index.ts";

/** The page's state beyond a single room: the user's name, the room shown, the rooms visited, and what is unread in each. */
export class Store {
  readonly #name = new PersistedSignal<PersonName | null>("foyer.name", {
    parse: parseName,
    print: (name) => name ?? "",
  });
  readonly #place = signal(readPlace());
  readonly #visited = new VisitedRooms();
  readonly #opened = signal<OpenRoom | null>(null);
  readonly #hasFailed = signal(false);
  readonly #sessions: Sessions;
  /** The message that the address names, until its room is open and can load it. */
  #wanted: Seq | null = readSeq();
  /** Which messages of each room the user wants to hear of. */
  readonly notificationLevels = new NotificationLevels();
  readonly #counts: UnreadCounts;

  constructor(device: Promise<Device>) {
    const name = (): PersonName => this.#nameOfSelf();
    this.#sessions = new Sessions({
      device,
      name,
      isAttended: isPageActive,
      onNews: (from, said) => notifyOf(said, from, this.notificationLevels, (seq) => this.#show(from.room, seq)),
    });
    this.#counts = new UnreadCounts({
      device,
      name,
      session: this.session,
      elsewhere: this.#elsewhere,
      notificationLevels: this.notificationLevels,
    });
    effect(() => {
      const room = this.session.value?.room;
      return room !== undefined && isPageActive.value ? announceActiveRoom(room) : undefined;
    });
    effect(() => {
      const { room } = this.#place.value;
      const isWanted = room !== null && this.#name.signal.value !== null;
      untracked(() => {
        if (!isWanted || this.#opened.value?.session.room !== room) this.#leave();
        if (isWanted) this.#look(room).catch(() => (this.#hasFailed.value = true));
      });
    });
    // Once the user has a name, what was never confirmed in other rooms is sent without a visit. A new name, given in any tab,
    // goes to the room.
    effect(() => {
      if (this.#name.signal.value === null) return;
      untracked(() => this.#opened.value?.session.rename());
      this.#sessions.openLeftovers().catch(() => undefined); // it is sent when its room is visited
    });
    // A deploy drops every connection, so this also runs after one.
    effect(() => {
      if (this.#opened.value?.session.status.value.state === "open") checkForUpdate();
    });
    // At the newest message, the address names none.
    effect(() => {
      const session = this.session.value;
      if (session?.status.value.state === "open" && session.isFollowing.value) dropSeq(session.room);
    });
    this.#listen();
  }

  /** The user's name; null until they have given one. */
  get name(): ReadonlySignal<PersonName | null> {
    return this.#name.signal;
  }

  /** Whether part of the page failed to load, so that it does not work until it is reloaded. */
  get hasFailed(): ReadonlySignal<boolean> {
    return this.#hasFailed;
  }

  get place(): ReadonlySignal<Place> {
    return this.#place;
  }

  /** The rooms that the user has visited, the latest first. */
  get visited(): ReadonlySignal<readonly RoomName[]> {
    return this.#visited.all;
  }

  /** The room that the page shows; null if there is none, or no name yet. */
  readonly opened = computed(() => {
    const opened = this.#opened.value;
    return opened?.session.room === this.#place.value.room ? opened : null;
  });

  /** Its session. */
  readonly session = computed(() => this.opened.value?.session ?? null);

  /** The rooms that the user has visited, without the one shown. */
  readonly #elsewhere = computed(() => {
    const { room } = this.#place.value;
    return this.name.value === null ? [] : this.visited.value.filter((visited) => visited !== room);
  });

  /** How much the user has not read, of each room for which that is known. */
  get unread(): ReadonlySignal<ReadonlyMap<RoomName, Unread>> {
    return this.#counts.all;
  }

  /** How many messages in all rooms alert the user. */
  get alerts(): ReadonlySignal<number> {
    return this.#counts.alerts;
  }

  /** Sets the user's name, for this and later visits. */
  setName(name: PersonName): void {
    this.#name.update(() => name);
  }

  /** Shows `room`, or one message of it, without a page load. In the room that is shown already, goes to the newest message. */
  navigate(room: RoomName, seq: Seq | null = null): void {
    if (room === this.#place.value.room && seq === null) {
      this.#wanted = null;
      this.session.value?.enter(); // reconnects at once if the connection was lost
      this.session.value?.jumpToNewest();
      this.#place.value = { room }; // closes what is open on top of it
      return;
    }
    history.pushState(null, "", seq === null ? roomPath(room) : permalinkOf(room, seq));
    this.#wanted = seq;
    this.#place.value = { room };
  }

  /** Removes `room` from the list, with what this device kept of it. If it is shown, it stays open. */
  forget(room: RoomName): void {
    this.#visited.delete(room);
    this.#dropTraces(room);
  }

  #listen(): void {
    addEventListener("popstate", () => {
      this.#wanted = readSeq();
      this.#place.value = readPlace();
      // Back from a message to its room: the address means the newest message.
      if (this.#wanted === null) this.session.value?.jumpToNewest();
    });
    // A link to a room, such as one in a message, is followed without a page load.
    document.addEventListener("click", (click) => {
      const target = targetOfClick(click);
      if (target === null) return;
      click.preventDefault();
      this.navigate(target.room, target.seq);
    });
    // A click on a notification that the service worker had to show.
    navigator.serviceWorker?.addEventListener("message", ({ data }) => {
      const target = targetOf(new URL(String(data), location.href));
      if (target !== null && target.seq !== null) this.#show(target.room, target.seq);
    });
    addEventListener("online", () => this.#wake());
    addEventListener("pageshow", () => this.#wake());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#wake();
    });
  }

  async #look(room: RoomName): Promise<void> {
    const opened = await this.#sessions.open(room);
    if (this.#place.value.room !== room) return;
    batch(() => {
      if (this.#opened.value !== opened) this.#enter(opened);
      if (this.#wanted !== null) opened.session.paging.around(this.#wanted);
      this.#wanted = null;
    });
  }

  #enter(opened: OpenRoom): void {
    const { session } = opened;
    const { room } = session;
    this.#opened.value = opened;
    this.#sessions.remember(room);
    for (const old of this.#visited.add(room)) this.#dropTraces(old);
    session.enter();
  }

  #leave(): void {
    const opened = this.#opened.value;
    if (opened === null) return;
    opened.session.leave();
    this.#opened.value = null;
    this.#counts.left(opened.session);
  }

  /** Goes to the message of a notification. If it is still the newest, follows from there. */
  #show(room: RoomName, seq: Seq): void {
    const session = this.session.value;
    if (session?.room === room && session.timeline.value.newest === seq) session.jumpToNewest();
    else this.navigate(room, seq);
  }

  #dropTraces(room: RoomName): void {
    this.#sessions.forget(room);
    this.notificationLevels.reset(room);
  }

  #wake(): void {
    this.#sessions.wake();
    this.#counts.refresh();
    checkForUpdate();
  }

  #nameOfSelf(): PersonName {
    const name = this.name.peek();
    if (name === null) throw new Error("Rooms are reached only by somebody with a name.");
    return name;
  }
}

function parseName(kept: string | null): PersonName | null {
  const parsed = parsePersonName(kept ?? "");
  return parsed.ok ? parsed.value : null;
}
