/** The rooms that were opened on this page, each with what this device has kept of it. */
import { effect, type ReadonlySignal } from "@preact/signals";
import type { PersonName, RoomName } from "../protocol/values/names.ts";
import type { Said } from "../protocol/events.ts";
import { Drafts } from "./composer/index.ts";
import type { Identity } from "../client/identity.ts";
import { newId } from "../client/ids.ts";
import type { RoomSession } from "../client/room-session.ts";
import { OpenRoom } from "./open-room.ts";
import type { RoomCache } from "./storage/room-cache.ts";
import { BROWSER_CLOCK, openSocket } from "../client/connection/web-socket.ts";
import { drop } from "./storage/local-storage.ts";
import { thisTab } from "./storage/tab.ts";

/** What this device has for all rooms: a key, and a cache if the browser has a database. */
export interface Device {
  readonly identity: Identity;
  readonly cache: RoomCache | null;
}

export interface SessionsOptions {
  readonly device: Promise<Device>;
  readonly name: () => PersonName;
  readonly isAttended: ReadonlySignal<boolean>;
  /** As in `RoomSessionOptions`. */
  readonly onNews: (session: RoomSession, said: Said) => void;
}

export class Sessions {
  readonly #options: SessionsOptions;
  readonly #rooms = new Map<RoomName, OpenRoom>();
  readonly #drafts = new Drafts(thisTab());

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** `room`, opened now unless it is already. */
  async open(room: RoomName): Promise<OpenRoom> {
    return this.#rooms.get(room) ?? (await this.#make(room));
  }

  /** Opens each room in which something waits to be sent. It connects, and disconnects when all is sent. */
  async openLeftovers(): Promise<void> {
    const { cache } = await this.#options.device;
    for (const room of (await cache?.roomsWithOutbox()) ?? []) await this.open(room);
  }

  /** The user visits `room`: what they see there is kept from now on. */
  remember(room: RoomName): void {
    this.#withCache((cache) => cache.remember(room));
  }

  /** Deletes what this device kept of `room`, except for what was said there and is not confirmed. */
  forget(room: RoomName): void {
    const opened = this.#rooms.get(room);
    if (opened !== undefined) opened.composer.draft.value = "";
    drop(room);
    this.#withCache((cache) => cache.forget(room));
  }

  /** There may be a network again, or the user looks at the page again. */
  wake(): void {
    for (const { session } of this.#rooms.values()) session.wake();
  }

  async #make(room: RoomName): Promise<OpenRoom> {
    const { device, name, isAttended, onNews } = this.#options;
    const { identity, cache } = await device;
    const timeline = await cache?.timelineOf(room).catch(() => undefined); // unreadable: as if there were none
    const isGone = await thisTab().goneNow();
    const already = this.#rooms.get(room);
    if (already !== undefined) return already; // it was opened a second time while we read
    const opened = new OpenRoom(
      {
        room,
        identity,
        newId,
        timeline,
        clock: BROWSER_CLOCK,
        open: (subprotocol, events) => openSocket(location.href, room, subprotocol, events),
        name,
        isAttended,
        onNews,
        onRemoved: (target) => cache?.withdraw(room, target),
        onForgotten: (oldest) => cache?.forgetBefore(room, oldest),
      },
      this.#drafts.takeOver(room, isGone),
    );
    const { session, composer } = opened;
    this.#rooms.set(room, opened);
    effect(() => this.#drafts.keep(room, composer.draft.value)); // it survives the page
    cache?.attach(session);
    return opened;
  }

  #withCache(act: (cache: RoomCache) => void): void {
    void this.#options.device.then(({ cache }) => cache && act(cache)).catch(() => undefined); // no device, no page
  }
}
