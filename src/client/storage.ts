/** Owns the way to localStorage, which a browser may block: everything works without it, but for the next visit. */
import type { RoomName } from "../protocol/names.ts";

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

/** The key of what is kept of one room. */
export function keyOf(room: RoomName, what: (typeof OF_ROOM)[number]): string {
  return `foyer.${what}.${room}`;
}

/** Keeps nothing of `room` any more. */
export function drop(room: RoomName): void {
  for (const what of OF_ROOM) write(keyOf(room, what), "");
}
