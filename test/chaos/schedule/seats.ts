/** Owns who sits where: the rooms, whose tabs belong together, and what a plain client asks for. */

/** Most people are in one room, so that it is a busy one; the other is small. */
export const ROOMS = ["square", "nook"] as const;

/** Of more, all might react to one message, and then not everybody would be named ([E7]), and nobody could compare. */
export const CLIENTS_MAX = 80;

/** Plain clients in all, as many in each room. */
export const GUESTS = 2 * ROOMS.length;

/** The room of a client: one in four sits in the nook. */
export function roomOf(client: number): number {
  return client % 4 === 3 ? 1 : 0;
}

/** The room of a plain client. */
export function roomOfGuest(guest: number): number {
  return guest % ROOMS.length;
}

/** Whether a plain client asks for the new texts of edited messages: one in each room does. */
export function wantsEdits(guest: number): boolean {
  return guest >= ROOMS.length;
}

/** The client whose key this one shares, as a second tab of it; itself where it is the first. Both are in one room. */
export function keyOwnerOf(client: number): number {
  return client % 8 === 4 ? client - 2 : client;
}
