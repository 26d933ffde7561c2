/**
 * Owns how much one has not read, of each room of which that is known: the room looked at counts for itself, of the others
 * `unread-rooms.ts` asks, which is loaded when there are any.
 */
import { computed, effect, type ReadonlySignal } from "@preact/signals";
import type { PersonName, RoomName } from "../../protocol/values/names.ts";
import type { Unread } from "../../protocol/unread.ts";
import { isAttended } from "../ui/page-attention.ts";
import { callsOf, type Levels } from "./notification-levels.ts";
import type { RoomSession } from "../../client/room-session.ts";
import type { Device } from "../sessions.ts";
import { BROWSER_CLOCK } from "../../client/connection/web-socket.ts";
import { lazyModule } from "../ui/lazy.ts";

export interface UnreadCountsOptions {
  readonly device: Promise<Device>;
  readonly name: () => PersonName;
  /** The room looked at, if one is in it. */
  readonly session: ReadonlySignal<RoomSession | null>;
  /** The rooms one was in, but for the one looked at, the latest first. */
  readonly elsewhere: ReadonlySignal<readonly RoomName[]>;
  readonly levels: Levels;
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
    return new UnreadRooms({ clock: BROWSER_CLOCK, isAttended, rooms, ask });
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

  /** How many messages call one, in all rooms. */
  readonly calls = computed(() => {
    const { session, elsewhere, levels } = this.#options;
    const rooms = new Set([...elsewhere.value, session.value?.room]);
    return [...this.all.value].reduce(
      (sum, [room, unread]) => sum + (rooms.has(room) ? callsOf(unread, levels.of(room)) : 0),
      0,
    );
  });

  /** One was in this room until now. */
  left({ room, reading }: RoomSession): void {
    const count = reading.unread.value;
    this.#rooms.load().then(
      (rooms) => rooms.left(room, count),
      () => undefined, // it failed to load: the next move to another room tries again
    );
  }

  /** There may be a network again, or somebody looks at the page. */
  wake(): void {
    this.#rooms.value?.wake();
  }
}
