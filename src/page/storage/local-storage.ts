import type { RoomName } from "../../protocol/values/names.ts";

/** For each room: the unsent draft, and the message that was last shown as a notification. */
const OF_ROOM = ["draft", "shown"] as const;

/** Values that the browser refused to store, because storage is blocked or full. They last as long as the page. */
const refused = new Map<string, string>();

/** Null if nothing is stored. */
export function read(key: string): string | null {
  try {
    return refused.get(key) ?? localStorage.getItem(key);
  } catch {
    return null; // blocked: as on a first visit
  }
}

/** Storing an empty value deletes the key. */
export function write(key: string, value: string): void {
  refused.delete(key);
  try {
    if (value === "") localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    refused.set(key, value);
  }
}

/** The key for one room, or for one tab in it. Room names contain no slash. */
export function keyOf(room: RoomName, what: (typeof OF_ROOM)[number], tab?: string): string {
  return tab === undefined ? `foyer.${what}.${room}` : `foyer.${what}.${room}/${tab}`;
}

/** The keys of `room` and of all its tabs, whether or not anything is stored under them. */
export function keysOf(room: RoomName, what: (typeof OF_ROOM)[number]): readonly string[] {
  const key = keyOf(room, what);
  const keys = [key, ...refused.keys()];
  try {
    for (let index = 0; index < localStorage.length; index++) keys.push(localStorage.key(index) ?? "");
  } catch {
    // blocked: as on a first visit
  }
  return keys.filter((one) => one === key || one.startsWith(`${key}/`));
}

/** Deletes everything stored for `room`. */
export function drop(room: RoomName): void {
  for (const what of OF_ROOM) for (const key of keysOf(room, what)) write(key, "");
}
