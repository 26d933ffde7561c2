import { fail, ok, type Result } from "../shared/result.ts";
import { NAME_MAX_LENGTH, ROOM_NAME_MAX_LENGTH } from "../limits.ts";
import type { Brand } from "../shared/brand.ts";
import { hasControls, isInvisible, visibleOf } from "./text.ts";

/** A room's canonical name: NFKC, lower case, 1 to 64 characters of letters, marks, digits, `-`, `_` and `.`. */
export type RoomName = Brand<string, "RoomName">;

/** A person's name as shown: NFC, single spaces, visible, without bidirectional controls, 1 to 40 UTF-16 code units. */
export type PersonName = Brand<string, "PersonName">;

/** A person's name as compared: names that differ only in case, width or spacing fold to the same text. */
export type FoldedName = Brand<string, "FoldedName">;

/** Why a person's name is refused; each is a `reason` of `refused`. */
export type NameFault = "name_blank" | "name_too_long" | "name_forbidden_characters" | "name_reserved";

/** The room at `/`, and of a socket that does not name a room. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- canonical by inspection, and tested
export const LOBBY = "lobby" as RoomName;

/** The room's own name in the plain dialect, which is reserved. */
export const ROOM_VOICE = "foyer";

/** `\p{Nd}` rather than `\p{N}`: NFKC has replaced circled digits and fractions, and nobody types other numerals. */
const ROOM_NAME = /^[\p{L}\p{M}\p{Nd}_.-]+$/u;

/** Format characters reorder or hide text. The joiners (U+200C, U+200D) stay: Persian words and emoji need them. */
const FORBIDDEN_IN_NAME = /[^\P{Cf}\u200c\u200d]|[\u2028\u2029\p{Co}]/u;

/**
 * The canonical room name for `raw`, or null if it is not a valid name. Case, width and outer spaces are ignored, and inner spaces
 * become dashes: `" Ｃhat Room "` is `chat-room`. A name cannot be only dots, because browsers resolve `.` and `..` in a path.
 */
export function parseRoomName(raw: string): RoomName | null {
  // No name this long can shrink to the limit, so do not normalise it.
  if (raw.length > ROOM_NAME_MAX_LENGTH * 4) return null;
  // Lower-casing can denormalise (`İ`), and normalising can produce capitals, so both happen until nothing changes.
  const folded = raw.normalize("NFKC").toLowerCase().normalize("NFKC").trim().replace(/\s+/g, "-");
  if (folded.length > ROOM_NAME_MAX_LENGTH || !ROOM_NAME.test(folded) || /^\.+$/.test(folded)) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a RoomName is made
  return folded as RoomName;
}

/** The path of a room's page: `/` for the lobby, `/r/<name>` for any other. */
export function roomPath(room: RoomName): string {
  return room === LOBBY ? "/" : `/r/${encodeURIComponent(room)}`;
}

/** The room of a page's path (percent-encoded, as in `URL.pathname`), or null if no room has that path. */
export function roomOfPath(pathname: string): RoomName | null {
  if (pathname === "/") return LOBBY;
  const encoded = /^\/r\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (encoded === undefined) return null;
  try {
    return parseRoomName(decodeURIComponent(encoded));
  } catch {
    return null; // a malformed percent sequence, the only error of decodeURIComponent
  }
}

/** A person's name with single inner spaces and no outer ones, or why it is refused. */
export function parsePersonName(raw: string): Result<PersonName, NameFault> {
  if (!raw.isWellFormed()) return fail("name_forbidden_characters");
  const spaced = raw.replace(/\s+/g, " ").trim();
  if (isInvisible(spaced)) return fail("name_blank");
  // NFC shortens text at most to a quarter, and it is slow for many marks.
  if (spaced.length > NAME_MAX_LENGTH * 4) return fail("name_too_long");
  const name = spaced.normalize("NFC");
  if (name.length > NAME_MAX_LENGTH) return fail("name_too_long");
  if (FORBIDDEN_IN_NAME.test(name) || hasControls(name)) return fail("name_forbidden_characters");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a PersonName is made
  const parsed = name as PersonName;
  return foldName(parsed) === ROOM_VOICE ? fail("name_reserved") : ok(parsed);
}

/** `name` as it is compared with others: without case, width, spaces and other invisible characters. */
export function foldName(name: PersonName): FoldedName {
  const folded = visibleOf(name.normalize("NFKC").toLowerCase().normalize("NFKC"));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a FoldedName is made
  return folded as FoldedName;
}
