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

/** What this device has for all rooms: a key, and where it can, a place to keep things. */
export interface Device {
  readonly identity: Identity;
  readonly shelf: RoomCache | null;
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

  /** A session for each room in which something waits to be sent; it connects, and leaves when all is sent. */
  async openLeftovers(): Promise<void> {
    const { shelf } = await this.#options.device;
    for (const room of (await shelf?.roomsWithOutbox()) ?? []) await this.open(room);
  }

  /** `room` is visited: what is seen there is kept. */
  remember(room: RoomName): void {
    this.#withShelf((shelf) => shelf.remember(room));
  }

  /** What this device kept of `room` is gone; what was said there and is not confirmed stays. */
  forget(room: RoomName): void {
    const opened = this.#rooms.get(room);
    if (opened !== undefined) opened.composer.draft.value = "";
    drop(room);
    this.#withShelf((shelf) => shelf.forget(room));
  }

  /** There may be a network again, or somebody looks at the page. */
  wake(): void {
    for (const { session } of this.#rooms.values()) session.wake();
  }

  async #make(room: RoomName): Promise<OpenRoom> {
    const { device, name, isAttended, onNews } = this.#options;
    const { identity, shelf } = await device;
    const timeline = await shelf?.timelineOf(room).catch(() => undefined); // unreadable: as if there were none
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
        onRemoved: (target) => shelf?.withdraw(room, target),
        onForgotten: (oldest) => shelf?.forgetBefore(room, oldest),
      },
      this.#drafts.takeOver(room, isGone),
    );
    const { session, composer } = opened;
    this.#rooms.set(room, opened);
    effect(() => this.#drafts.keep(room, composer.draft.value)); // it survives the page
    shelf?.attach(session);
    return opened;
  }

  #withShelf(act: (shelf: RoomCache) => void): void {
    void this.#options.device.then(({ shelf }) => shelf && act(shelf)).catch(() => undefined); // no device, no page
  }
}
