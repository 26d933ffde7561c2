/** Owns the list of the rooms one was in, the latest first. */
import type { ReadonlySignal } from "@preact/signals";
import { parseRoomName, type RoomName } from "../../protocol/values/names.ts";
import { PersistedSignal } from "../storage/persisted-signal.ts";

/** Rooms that the list remembers; the ones visited longest ago are forgotten. */
export const VISITED_MAX_ROOMS = 50;

export class VisitedRooms {
  readonly #rooms = new PersistedSignal("foyer.rooms", { parse: parseRooms, print: (rooms) => JSON.stringify(rooms) });

  get all(): ReadonlySignal<readonly RoomName[]> {
    return this.#rooms.signal;
  }

  /** One is in `room`. Returns the rooms that are forgotten for it. */
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

/** What else stands there is left out: a list of rooms is no great loss. */
export function parseRooms(kept: string | null): readonly RoomName[] {
  try {
    const stored: unknown = JSON.parse(kept ?? "[]");
    const names = Array.isArray(stored) ? stored.filter((name) => typeof name === "string") : [];
    return [...new Set(names.map((name) => parseRoomName(name)).filter((room) => room !== null))];
  } catch {
    return []; // not JSON: something else wrote there
  }
}
