import type { ReadonlySignal } from "@preact/signals";
import { parseRoomName, type RoomName } from "../../protocol/values/names.ts";
import { PersistedSignal } from "../storage/persisted-signal.ts";

/** The list keeps this many rooms; those visited longest ago are dropped. */
export const VISITED_MAX_ROOMS = 50;

/** The rooms that were visited on this device, the latest first. */
export class VisitedRooms {
  readonly #rooms = new PersistedSignal("foyer.rooms", { parse: parseRooms, print: (rooms) => JSON.stringify(rooms) });

  get all(): ReadonlySignal<readonly RoomName[]> {
    return this.#rooms.signal;
  }

  /** Puts `room` first. Returns the rooms that were dropped to make space. */
  add(room: RoomName): readonly RoomName[] {
    let forgotten: readonly RoomName[] = [];
    this.#rooms.update((rooms) => {
      const all = [room, ...rooms.filter((visited) => visited !== room)];
      forgotten = all.slice(VISITED_MAX_ROOMS);
      return all.slice(0, VISITED_MAX_ROOMS);
    });
    return forgotten;
  }

  delete(room: RoomName): void {
    this.#rooms.update((rooms) => rooms.filter((visited) => visited !== room));
  }
}

/** Ignores whatever is not a room's name. Losing the list does little harm. */
export function parseRooms(kept: string | null): readonly RoomName[] {
  try {
    const stored: unknown = JSON.parse(kept ?? "[]");
    const names = Array.isArray(stored) ? stored.filter((name) => typeof name === "string") : [];
    return [...new Set(names.map((name) => parseRoomName(name)).filter((room) => room !== null))];
  } catch {
    return []; // not JSON: something else wrote there
  }
}
