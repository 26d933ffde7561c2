/** Owns the way to localStorage, which a browser may block: everything works without it, but for the next visit. */
import type { RoomName } from "../../protocol/values/names.ts";

/** Of a room: what was begun there and not sent, and which message its last notification was about. */
const OF_ROOM = ["draft", "shown"] as const;

/** What the browser would not take, because it blocks or is full: it lasts as long as the page. */
const refused = new Map<string, string>();

/** Null where nothing is kept. */
export function read(key: string): string | null {
  try {
    return refused.get(key) ?? localStorage.getItem(key);
  } catch {
    return null; // blocked: as at a first visit
  }
}

/** An empty value is none. */
export function write(key: string, value: string): void {
  refused.delete(key);
  try {
    if (value === "") localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    refused.set(key, value);
  }
}

/** The key of what is kept of one room, or by one tab of it. No room's name has a slash in it. */
export function keyOf(room: RoomName, what: (typeof OF_ROOM)[number], tab?: string): string {
  return tab === undefined ? `foyer.${what}.${room}` : `foyer.${what}.${room}/${tab}`;
}

/** The keys under which something may be kept of `room`, by whatever tab. */
export function keysOf(room: RoomName, what: (typeof OF_ROOM)[number]): readonly string[] {
  const key = keyOf(room, what);
  const keys = [key, ...refused.keys()];
  try {
    for (let index = 0; index < localStorage.length; index++) keys.push(localStorage.key(index) ?? "");
  } catch {
    // blocked: as at a first visit
  }
  return keys.filter((one) => one === key || one.startsWith(`${key}/`));
}

/** Keeps nothing of `room` any more. */
export function drop(room: RoomName): void {
  for (const what of OF_ROOM) for (const key of keysOf(room, what)) write(key, "");
}
