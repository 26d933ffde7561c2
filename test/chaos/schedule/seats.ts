/** Who is in which room, which tabs belong to one member, and what a plain client asks for. */

/** Most people are in one room, so that it is a busy one; the other is small. */
export const ROOMS = ["square", "nook"] as const;

/** With more, everybody might react to one message; then not all are named ([E7]), and nobody can compare. */
export const CLIENTS_MAX = 80;

/** Plain clients, the same number in each room. */
export const GUESTS = 2 * ROOMS.length;

/** The room of a client: one in four is in the nook. */
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

/** The client whose key this client uses: its own, or that of the tab whose second tab it is. Both are in one room. */
export function keyOwnerOf(client: number): number {
  return client % 8 === 4 ? client - 2 : client;
}
