import { parseRoomName, type RoomName } from "../../protocol/values/names.ts";

export interface RoomChoice {
  readonly room: RoomName;
  /** Whether the user has been there. Other rooms are created by entering them. */
  readonly isKnown: boolean;
}

/**
 * The rooms of `known` whose name or title contains `query`, in the given order, those that start with it first. Then the room
 * of exactly that name, if it is not among them.
 */
export function roomsFor(
  query: string,
  known: readonly RoomName[],
  titleOf: (room: RoomName) => string,
): readonly RoomChoice[] {
  const named = parseRoomName(query);
  const letters = named ?? query.normalize("NFKC").toLowerCase().trim().replace(/\s+/g, "-");
  const found = known.filter((room) => room.includes(letters) || titleOf(room).includes(letters));
  const isFirst = (room: RoomName): boolean => room.startsWith(letters);
  const choices = [...found.filter(isFirst), ...found.filter((room) => !isFirst(room))];
  const other = named === null || known.includes(named) ? [] : [{ room: named, isKnown: false }];
  return [...choices.map((room) => ({ room, isKnown: true })), ...other];
}
