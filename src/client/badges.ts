/** Owns what one wants to hear of each room, and what the counts of its unread messages come to in a list and a title. */
import { signal, type ReadonlySignal } from "@preact/signals";
import type { RoomName } from "../protocol/names.ts";
import type { Unread } from "../protocol/unread.ts";
import { read, write } from "./storage.ts";

/** What of a room calls one: every message, those that mention one, or none. */
export type Level = "everything" | "mentions" | "nothing";

export const LEVELS: readonly Level[] = ["everything", "mentions", "nothing"];

const DEFAULT_LEVEL: Level = "mentions";
const LEVELS_KEY = "foyer.levels";

/** The level of each room that has another than the usual one; kept on this device. */
export class Levels {
  readonly #levels = signal(readLevels());

  constructor() {
    addEventListener("storage", ({ key }) => {
      if (key === LEVELS_KEY) this.#levels.value = readLevels();
    });
  }

  get all(): ReadonlySignal<ReadonlyMap<RoomName, Level>> {
    return this.#levels;
  }

  of(room: RoomName): Level {
    return this.#levels.value.get(room) ?? DEFAULT_LEVEL;
  }

  set(room: RoomName, level: Level): void {
    // What another tab has set since is in storage.
    const levels = new Map(readLevels()).set(room, level);
    if (level === DEFAULT_LEVEL) levels.delete(room);
    write(LEVELS_KEY, levels.size === 0 ? "" : JSON.stringify([...levels]));
    this.#levels.value = levels;
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

/** A count as a badge shows it: `7`, or `99+`. */
export function badgeText(count: number, more: boolean): string {
  return count > 99 ? "99+" : `${count}${more ? "+" : ""}`;
}

function readLevels(): ReadonlyMap<RoomName, Level> {
  try {
    const stored: unknown = JSON.parse(read(LEVELS_KEY) ?? "[]");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `set`; a room of another name is never asked for
    return new Map(stored as [RoomName, Level][]);
  } catch {
    return new Map(); // something else wrote there: every room is at the usual level
  }
}
