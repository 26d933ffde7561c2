/** Owns what a room is called in a heading, in a list and in the tab: the lobby has a name in every language. */
import { LOBBY, type RoomName } from "../../protocol/values/names.ts";
import type { Place } from "./location.ts";
import { badgeText } from "../ui/badge.ts";
import { words } from "../words/words.ts";

export function roomTitle(room: RoomName): string {
  return room === LOBBY ? words.lobby : room;
}

/** The tab's title, with how many messages call one. */
export function titleOf(place: Place, calls: number): string {
  const title = place.room === null ? "Foyer" : `${roomTitle(place.room)} · Foyer`;
  return calls === 0 ? title : `(${badgeText(calls, false)}) ${title}`;
}
