/**
 * Owns what is asked over HTTP about a room to which one has no socket: how much of it one has not read, and the proof of
 * who asks.
 */
import { fromBase64Url, toBase64Url } from "./identity.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "./limits.ts";
import type { RoomName } from "./names.ts";

/** What others said since one's reading mark, among the first `UNREAD_MAX_MESSAGES` messages behind it. */
export interface Unread {
  readonly unread: number;
  /** How many of them call the name that was asked for. */
  readonly mentions: number;
  /** Whether there are messages beyond those that were looked at. */
  readonly more: boolean;
}

export const NOTHING_UNREAD: Unread = { unread: 0, mentions: 0, more: false };

/** A key, and its signature of `unreadProofOf` a room. */
export interface Credentials {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/**
 * What a key signs (as UTF-8) to ask about its own reading mark. Always the same, so that one signature does for a visit:
 * it lets its holder count one person's unread messages in one room, and nothing else. No `hello` can be made of it.
 */
export function unreadProofOf(room: RoomName): string {
  return `foyer.1 unread\n${room}`;
}

const SCHEME = "Foyer ";

/** `credentials` as the value of the header `Authorization`. */
export function encodeCredentials({ key, signature }: Credentials): string {
  return `${SCHEME}${toBase64Url(key)}.${toBase64Url(signature)}`;
}

/** What `encodeCredentials` encoded, or null where it is anything else. */
export function parseCredentials(header: string | null): Credentials | null {
  if (header === null || !header.startsWith(SCHEME)) return null;
  const [key = "", signature = "", ...more] = header.slice(SCHEME.length).split(".");
  const parsed = { key: fromBase64Url(key, PUBLIC_KEY_BYTES), signature: fromBase64Url(signature, SIGNATURE_BYTES) };
  if (parsed.key === null || parsed.signature === null || more.length > 0) return null;
  return { key: parsed.key, signature: parsed.signature };
}
