/** Owns the question to a room, without a socket, how much of it one has not read. */
import type { PersonName, RoomName } from "../protocol/names.ts";
import { encodeCredentials, unreadProofOf, type Unread } from "../protocol/unread.ts";
import type { Identity } from "./identity.ts";

// One part of the page, loaded when there are rooms to ask.
export { UnreadRooms } from "./unread-rooms.ts";

/** Milliseconds after which there will be no answer: a network that went away says nothing. */
const ANSWER_WITHIN_MS = 20_000;

/**
 * Asks rooms as the holder of `identity`, who is called what `name` gives; a signature for each room does for good. Rejects
 * where there is no network, and where the room is in trouble.
 */
export function asker(identity: Identity, name: () => PersonName): (room: RoomName) => Promise<Unread> {
  const authorizations = new Map<RoomName, string>();
  async function sign(room: RoomName): Promise<string> {
    const signature = await identity.sign(unreadProofOf(room));
    const authorization = encodeCredentials({ key: identity.publicKey, signature });
    authorizations.set(room, authorization);
    return authorization;
  }
  return async (room) => {
    const Authorization = authorizations.get(room) ?? (await sign(room));
    const query = new URLSearchParams({ room, name: name() });
    const response = await fetch(`/unread?${query.toString()}`, {
      headers: { Authorization },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (!response.ok) throw new Error(`The room ${room} was not counted: ${response.status}`);
    const count: Unread = await response.json();
    return count;
  };
}
