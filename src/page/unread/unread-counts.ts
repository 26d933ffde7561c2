/**
 * The unread counts of all rooms that were visited. The current room counts for itself. For the others, `unread-rooms.ts` polls
 * the server; it is loaded once there is another room.
 */
import { computed, effect, type ReadonlySignal } from "@preact/signals";
import type { PersonName, RoomName } from "../../protocol/values/names.ts";
import type { Unread } from "../../protocol/unread.ts";
import { isPageActive } from "../ui/page-activity.ts";
import { alertCount, type NotificationLevels } from "./notification-levels.ts";
import type { RoomSession } from "../../client/room-session.ts";
import type { Device } from "../sessions.ts";
import { BROWSER_CLOCK } from "../../client/connection/web-socket.ts";
import { lazyModule } from "../ui/lazy.ts";

export interface UnreadCountsOptions {
  readonly device: Promise<Device>;
  readonly name: () => PersonName;
  /** The current room; null before it has been entered. */
  readonly session: ReadonlySignal<RoomSession | null>;
  /** The visited rooms without the current one, the latest first. */
  readonly elsewhere: ReadonlySignal<readonly RoomName[]>;
  readonly notificationLevels: NotificationLevels;
}

export class UnreadCounts {
  readonly #options: UnreadCountsOptions;
  readonly #rooms = lazyModule(async () => {
    const [{ unreadFetcher }, { UnreadRooms }] = await Promise.all([
      import("../../client/requests/unread-request.ts"),
      import("./unread-rooms.ts"),
    ]);
    const { device, name, elsewhere: rooms } = this.#options;
    const { identity } = await device;
    const ask = unreadFetcher({ identity, name, host: location.host, now: () => BROWSER_CLOCK.now() });
    return new UnreadRooms({ clock: BROWSER_CLOCK, isPageActive, rooms, ask });
  });

  constructor(options: UnreadCountsOptions) {
    this.#options = options;
    effect(() => {
      if (options.elsewhere.value.length > 0) this.#rooms.prefetch();
    });
  }

  readonly all = computed<ReadonlyMap<RoomName, Unread>>(() => {
    const session = this.#options.session.value;
    const counts = new Map(this.#rooms.value?.counts.value);
    return session === null ? counts : counts.set(session.room, session.reading.unread.value);
  });

  /** The number of alerts in all rooms. */
  readonly alerts = computed(() => {
    const { session, elsewhere, notificationLevels } = this.#options;
    const rooms = new Set([...elsewhere.value, session.value?.room]);
    return [...this.all.value].reduce(
      (sum, [room, unread]) => sum + (rooms.has(room) ? alertCount(unread, notificationLevels.of(room)) : 0),
      0,
    );
  });

  /** The user has left this room. */
  left({ room, reading }: RoomSession): void {
    const count = reading.unread.value;
    this.#rooms.load().then(
      (rooms) => rooms.left(room, count),
      () => undefined, // it failed to load: the next change of room tries again
    );
  }

  /** Call this when the network may be back, or when the page becomes visible. */
  refresh(): void {
    this.#rooms.value?.refresh();
  }
}
