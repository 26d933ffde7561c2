import { toBase64Url } from "../protocol/values/identity.ts";
import { parseRoomName, type RoomName } from "../protocol/values/names.ts";

/** No letters that look alike, and no vowels, which would make words. */
const ROOM_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz";
/** Three times 5 characters of 28: 72 bits. Nobody finds a room by guessing. */
const ROOM_GROUPS = 3;
const ROOM_GROUP_LENGTH = 5;

/** 128 bits as 22 characters. (`crypto.randomUUID` is missing on plain http.) */
export function newId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
}

/** The name of a new room, such as `k7x2m-9fqtz-w3bnd`. */
export function newRoomName(): RoomName {
  const groups = Array.from({ length: ROOM_GROUPS }, () => randomText(ROOM_GROUP_LENGTH));
  const room = parseRoomName(groups.join("-"));
  if (room === null) throw new Error("A made-up room name must be a room's name.");
  return room;
}

/** `length` characters of the alphabet, each equally likely: bytes beyond the last whole multiple of its length are drawn again. */
function randomText(length: number): string {
  const fair = 256 - (256 % ROOM_ALPHABET.length);
  let text = "";
  while (text.length < length) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    for (const byte of bytes)
      if (byte < fair && text.length < length) text += ROOM_ALPHABET[byte % ROOM_ALPHABET.length];
  }
  return text;
}
