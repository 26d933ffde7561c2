/** Owns what a room and a person may be called: names are parsed here, once, at the border, and trusted inside. */
import { fail, ok, type Result } from "../shared/result.ts";
import { NAME_MAX_LENGTH, ROOM_NAME_MAX_LENGTH } from "../limits.ts";
import type { Brand } from "../shared/brand.ts";
import { hasControls, isInvisible, visibleOf } from "./text.ts";

/** A room's canonical name: NFKC, lower case, 1 to 64 characters of letters, marks, digits, `-`, `_` and `.`. */
export type RoomName = Brand<string, "RoomName">;

/** A person's name as shown: NFC, single spaces, visible, without bidirectional controls, 1 to 40 UTF-16 code units. */
export type PersonName = Brand<string, "PersonName">;

/** A person's name as compared: two names that look alike by case, width or spacing fold to one. */
export type FoldedName = Brand<string, "FoldedName">;

/** Why a person's name is refused; each is a `reason` of `refused`. */
export type NameFault = "name_blank" | "name_too_long" | "name_forbidden_characters" | "name_reserved";

/** The room at `/`, and of a socket that names none. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- canonical by inspection, and tested
export const LOBBY = "lobby" as RoomName;

/** Speaks for the room itself in the plain dialect, so nobody may be called so. */
export const ROOM_VOICE = "foyer";

/** `\p{Nd}` and not `\p{N}`: circled digits and fractions are gone after NFKC, other numerals are not typed. */
const ROOM_NAME = /^[\p{L}\p{M}\p{Nd}_.-]+$/u;

/** Format characters reorder or hide text. The joiners (U+200C, U+200D) stay: Persian words and emoji need them. */
const FORBIDDEN_IN_NAME = /[^\P{Cf}\u200c\u200d]|[\u2028\u2029\p{Co}]/u;

/**
 * The canonical name of the room that a person means by `raw`, or null where that is no room's name.
 * Case, width, spaces around and between make no difference: `" Ｃhat Room "` is `chat-room`.
 * Only dots make no name: `.` and `..` are steps in a path, which browsers resolve away.
 */
export function parseRoomName(raw: string): RoomName | null {
  // Longer than any name that could shrink into the limit; spares normalising what cannot be right.
  if (raw.length > ROOM_NAME_MAX_LENGTH * 4) return null;
  // Lower-casing may denormalise (`İ`), normalising may bring capitals forth: so both, until neither has work left.
  const folded = raw.normalize("NFKC").toLowerCase().normalize("NFKC").trim().replace(/\s+/g, "-");
  if (folded.length > ROOM_NAME_MAX_LENGTH || !ROOM_NAME.test(folded) || /^\.+$/.test(folded)) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a RoomName is made
  return folded as RoomName;
}

/** The path of a room's page: `/` for the lobby, `/r/<name>` for any other. */
export function roomPath(room: RoomName): string {
  return room === LOBBY ? "/" : `/r/${encodeURIComponent(room)}`;
}

/** The room of a page's path (percent-encoded, as in `URL.pathname`), or null where no room has that path. */
export function roomOfPath(pathname: string): RoomName | null {
  if (pathname === "/") return LOBBY;
  const encoded = /^\/r\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (encoded === undefined) return null;
  try {
    return parseRoomName(decodeURIComponent(encoded));
  } catch {
    return null; // a malformed percent sequence is no name; decodeURIComponent has no other error
  }
}

/** The name by which a person asks to be shown, or why it cannot be. Spaces around and between are made single. */
export function parsePersonName(raw: string): Result<PersonName, NameFault> {
  if (!raw.isWellFormed()) return fail("name_forbidden_characters");
  const spaced = raw.replace(/\s+/g, " ").trim();
  if (isInvisible(spaced)) return fail("name_blank");
  // NFC makes one of four at most; and takes its time for many marks.
  if (spaced.length > NAME_MAX_LENGTH * 4) return fail("name_too_long");
  const name = spaced.normalize("NFC");
  if (name.length > NAME_MAX_LENGTH) return fail("name_too_long");
  if (FORBIDDEN_IN_NAME.test(name) || hasControls(name)) return fail("name_forbidden_characters");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a PersonName is made
  const parsed = name as PersonName;
  return foldName(parsed) === ROOM_VOICE ? fail("name_reserved") : ok(parsed);
}

/** `name` as it is compared with others: without case, width, spaces and whatever else does not show. */
export function foldName(name: PersonName): FoldedName {
  const folded = visibleOf(name.normalize("NFKC").toLowerCase().normalize("NFKC"));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a FoldedName is made
  return folded as FoldedName;
}
