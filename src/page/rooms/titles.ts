import { LOBBY, type RoomName } from "../../protocol/values/names.ts";
import type { Place } from "./location.ts";
import { badgeText } from "../ui/badge.ts";
import { words } from "../words/words.ts";

/** The room's name as shown to people. The lobby has one in each language. */
export function roomTitle(room: RoomName): string {
  return room === LOBBY ? words.lobby : room;
}

/** The tab's title, with the number of alerts. */
export function titleOf(place: Place, alerts: number): string {
  const title = place.room === null ? "Foyer" : `${roomTitle(place.room)} · Foyer`;
  return alerts === 0 ? title : `(${badgeText(alerts, false)}) ${title}`;
}
