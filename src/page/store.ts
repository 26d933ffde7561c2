/**
 * Owns the page's state beyond a single room: who one is, which room is looked at, which were visited, and how much one
 * has not read in each.
 */
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
  /** The message that the address names, until the room is there that can be asked for it. */
  #wanted: Seq | null = readSeq();
  /** What of each room one wants to hear. */
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
    // Once one has a name: what was said before in other rooms, and never confirmed, is sent without a visit. Under another
    // name, whichever tab it was given in, one goes by that.
    effect(() => {
      if (this.#name.signal.value === null) return;
      untracked(() => this.#opened.value?.session.rename());
      this.#sessions.openLeftovers().catch(() => undefined); // they are sent when their room is visited
    });
    // Also after a deploy, which drops every connection.
    effect(() => {
      if (this.#opened.value?.session.status.value.state === "open") checkForUpdate();
    });
    // Where one is at now, the address names no message.
    effect(() => {
      const session = this.session.value;
      if (session?.status.value.state === "open" && session.isFollowing.value) dropSeq(session.room);
    });
    this.#listen();
  }

  /** The name one goes by; null until one has said it. */
  get name(): ReadonlySignal<PersonName | null> {
    return this.#name.signal;
  }

  /** Whether the page cannot work until it is loaded again: a part of it did not arrive. */
  get hasFailed(): ReadonlySignal<boolean> {
    return this.#hasFailed;
  }

  get place(): ReadonlySignal<Place> {
    return this.#place;
  }

  /** The rooms one was in, the latest first. */
  get visited(): ReadonlySignal<readonly RoomName[]> {
    return this.#visited.all;
  }

  /** The room looked at; null while there is none, or no name yet. */
  readonly opened = computed(() => {
    const opened = this.#opened.value;
    return opened?.session.room === this.#place.value.room ? opened : null;
  });

  /** Its session. */
  readonly session = computed(() => this.opened.value?.session ?? null);

  /** The rooms one was in, but for the one looked at. */
  readonly #elsewhere = computed(() => {
    const { room } = this.#place.value;
    return this.name.value === null ? [] : this.visited.value.filter((visited) => visited !== room);
  });

  /** How much one has not read, of each room of which that is known. */
  get unread(): ReadonlySignal<ReadonlyMap<RoomName, Unread>> {
    return this.#counts.all;
  }

  /** How many messages call one, in all rooms. */
  get alerts(): ReadonlySignal<number> {
    return this.#counts.alerts;
  }

  /** Goes by `name` from now on, here and at the next visit. */
  setName(name: PersonName): void {
    this.#name.update(() => name);
  }

  /** Looks at `room`, or at one message of it, without loading the page anew; in the room looked at, at the newest. */
  navigate(room: RoomName, seq: Seq | null = null): void {
    if (room === this.#place.value.room && seq === null) {
      this.#wanted = null;
      this.session.value?.enter(); // connects at once where the connection was lost
      this.session.value?.jumpToNewest();
      this.#place.value = { room }; // also what lies over it is done with
      return;
    }
    history.pushState(null, "", seq === null ? roomPath(room) : permalinkOf(room, seq));
    this.#wanted = seq;
    this.#place.value = { room };
  }

  /** Takes `room` off the list, with what this device kept of it. It is not left by that, if one is in it. */
  forget(room: RoomName): void {
    this.#visited.delete(room);
    this.#dropTraces(room);
  }

  #listen(): void {
    addEventListener("popstate", () => {
      this.#wanted = readSeq();
      this.#place.value = readPlace();
      // Back from a message, to the room: the address says that one is at now.
      if (this.#wanted === null) this.session.value?.jumpToNewest();
    });
    // A link to a room, in a message say, is followed without loading the page anew.
    document.addEventListener("click", (click) => {
      const target = targetOfClick(click);
      if (target === null) return;
      click.preventDefault();
      this.navigate(target.room, target.seq);
    });
    // A click on a notification, of which only the service worker was told.
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

  /** Goes to what a notification was about. Where nothing was said since, that is where the room is at now. */
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
