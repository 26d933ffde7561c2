/** Owns what a room is called in a heading, in a list and in the tab: the lobby has a name in every language. */
import { LOBBY, type RoomName } from "../protocol/names.ts";
import type { Place } from "./store.ts";
import { words } from "./words/words.ts";

export function roomTitle(room: RoomName): string {
  return room === LOBBY ? words.lobby : room;
}

/** The tab's title. */
export function titleOf(place: Place): string {
  return place.room === null ? "Foyer" : `${roomTitle(place.room)} · Foyer`;
}
