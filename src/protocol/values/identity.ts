import type { Brand } from "../shared/brand.ts";
import type { RoomName } from "./names.ts";

/** 16 characters of base64url(SHA-256(public key)), or `guest-` and 12 random characters for a plain client. */
export type MemberId = Brand<string, "MemberId">;

/** 96 bits: enough that no two people in a room share an id. */
const MEMBER_ID_LENGTH = 16;
const GUEST_PREFIX = "guest-";
const GUEST_RANDOM_LENGTH = 12;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The id of the member whose public key has this SHA-256. */
export function memberIdOf(sha256: Uint8Array): MemberId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of the two places where a MemberId is made
  return toBase64Url(sha256).slice(0, MEMBER_ID_LENGTH) as MemberId;
}

/** The id of a guest, from at least 9 random bytes. */
export function guestIdOf(random: Uint8Array): MemberId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of the two places where a MemberId is made
  return `${GUEST_PREFIX}${toBase64Url(random).slice(0, GUEST_RANDOM_LENGTH)}` as MemberId;
}

/** Whether this is a guest's id. It is longer than a member's, so nobody can search for a key whose id looks like it. */
export function isGuestId(id: MemberId): boolean {
  return id.length === GUEST_PREFIX.length + GUEST_RANDOM_LENGTH && id.startsWith(GUEST_PREFIX);
}

/**
 * The text that a key signs (as UTF-8) in `hello`. It contains the protocol, the host to which the client connected, and the room,
 * so a signature is valid nowhere else: a malicious server cannot have its visitors sign another server's challenge and join there
 * in their name. The nonce prevents a replay.
 */
export function proofOf(host: string, room: RoomName, nonce: string): string {
  return `foyer.1\n${host}\n${room}\n${nonce}`;
}

/** `bytes` as base64url without padding (RFC 4648, section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const bits = (a << 16) | (b << 8) | c;
    const characters = Math.min(bytes.length - i, 3) + 1;
    for (let k = 0; k < characters; k++) text += ALPHABET[(bits >> (18 - 6 * k)) & 63];
  }
  return text;
}

/** Decodes unpadded base64url, or returns null unless `text` is the canonical encoding of exactly `length` bytes. */
export function fromBase64Url(text: string, length: number): Uint8Array<ArrayBuffer> | null {
  if (text.length !== Math.ceil((length * 4) / 3)) return null;
  const bytes = new Uint8Array(length);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 0xff;
    }
  }
  return toBase64Url(bytes) === text ? bytes : null;
}
