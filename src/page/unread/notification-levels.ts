/** Owns what one wants to hear of each room, and what the counts of its unread messages come to in a list and a title. */
import type { RoomName } from "../../protocol/values/names.ts";
import type { Unread } from "../../protocol/unread.ts";
import { PersistedSignal } from "../storage/persisted-signal.ts";

/** What of a room calls one: every message, those that mention one, or none. */
export type Level = "everything" | "mentions" | "nothing";

export const LEVELS: readonly Level[] = ["everything", "mentions", "nothing"];

const DEFAULT_LEVEL: Level = "mentions";

/** The level of each room that has another than the usual one; kept on this device. */
export class Levels {
  readonly #levels = new PersistedSignal("foyer.levels", {
    parse: parseLevels,
    print: (levels) => (levels.size === 0 ? "" : JSON.stringify([...levels])),
  });

  of(room: RoomName): Level {
    return this.#levels.signal.value.get(room) ?? DEFAULT_LEVEL;
  }

  set(room: RoomName, level: Level): void {
    this.#levels.update((levels) => {
      const others = [...levels].filter(([other]) => other !== room);
      return new Map(level === DEFAULT_LEVEL ? others : [...others, [room, level]]);
    });
  }

  /** `room` is at the usual level again. */
  reset(room: RoomName): void {
    this.set(room, DEFAULT_LEVEL);
  }
}

/** How many of a room's unread messages call one. */
export function callsOf({ unread, mentions }: Unread, level: Level): number {
  switch (level) {
    case "everything":
      return unread;
    case "mentions":
      return mentions;
    case "nothing":
      return 0;
  }
}

export function parseLevels(kept: string | null): ReadonlyMap<RoomName, Level> {
  try {
    const stored: unknown = JSON.parse(kept ?? "[]");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `set`; a room of another name is never asked for
    return new Map((stored as [RoomName, Level][]).filter(([, level]) => LEVELS.includes(level)));
  } catch {
    return new Map(); // something else wrote there: every room is at the usual level
  }
}
