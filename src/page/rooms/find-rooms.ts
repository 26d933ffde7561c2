/** Owns which rooms a few letters may mean: those one was in, and the one that is called just so. Pure. */
import { parseRoomName, type RoomName } from "../../protocol/values/names.ts";

export interface RoomChoice {
  readonly room: RoomName;
  /** Whether one was there; a room of another name is opened by going there. */
  readonly isKnown: boolean;
}

/**
 * Of `known`, the rooms in whose name (or title) `query` stands, in the order given, those first that begin with it; and
 * behind them the room of that name, where it is another.
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
