import type { RoomName } from "../../protocol/values/names.ts";
import type { Unread } from "../../protocol/unread.ts";
import { PersistedSignal } from "../storage/persisted-signal.ts";

/** Which of a room's messages alert you: all, those that mention you, or none. */
export type NotificationLevel = "everything" | "mentions" | "nothing";

export const NOTIFICATION_LEVELS: readonly NotificationLevel[] = ["everything", "mentions", "nothing"];

const DEFAULT_LEVEL: NotificationLevel = "mentions";

/** The notification level of each room, kept on this device. Stores only rooms that do not have the default level. */
export class NotificationLevels {
  readonly #levels = new PersistedSignal("foyer.levels", {
    parse: parseNotificationLevels,
    print: (levels) => (levels.size === 0 ? "" : JSON.stringify([...levels])),
  });

  of(room: RoomName): NotificationLevel {
    return this.#levels.signal.value.get(room) ?? DEFAULT_LEVEL;
  }

  set(room: RoomName, level: NotificationLevel): void {
    this.#levels.update((levels) => {
      const others = [...levels].filter(([other]) => other !== room);
      return new Map(level === DEFAULT_LEVEL ? others : [...others, [room, level]]);
    });
  }

  reset(room: RoomName): void {
    this.set(room, DEFAULT_LEVEL);
  }
}

/** How many of a room's unread messages alert you. */
export function alertCount({ unread, mentions }: Unread, level: NotificationLevel): number {
  switch (level) {
    case "everything":
      return unread;
    case "mentions":
      return mentions;
    case "nothing":
      return 0;
  }
}

export function parseNotificationLevels(kept: string | null): ReadonlyMap<RoomName, NotificationLevel> {
  try {
    const stored: unknown = JSON.parse(kept ?? "[]");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `set`; nobody asks for an invalid room
    const levels = stored as [RoomName, NotificationLevel][];
    return new Map(levels.filter(([, level]) => NOTIFICATION_LEVELS.includes(level)));
  } catch {
    return new Map(); // something else wrote there: every room has the default level
  }
}
