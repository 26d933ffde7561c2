/**
 * The proof of identity for `GET /unread`: a signature that is valid for one server, one room and a few minutes. It is separate
 * from `unread.ts` because the page's first view does not need it.
 */
import { fromBase64Url, toBase64Url } from "../values/identity.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, UNREAD_PROOF_VALID_MS } from "../limits.ts";
import type { RoomName } from "../values/names.ts";
import type { Signed } from "./signatures.ts";

/** A key, and its signature of `unreadProofOf` for a room and a time. */
export interface UnreadProof extends Signed {
  /** When it was signed, in milliseconds since 1970: the client's estimate of the server's clock. */
  readonly at: number;
}

/**
 * The text that a key signs (as UTF-8) to ask for its own unread count. The first line differs from that of a `hello`, so neither
 * signature can be used as the other.
 */
export function unreadProofOf(host: string, room: RoomName, at: number): string {
  return `foyer.1 unread\n${host}\n${room}\n${at}`;
}

/** Whether a proof signed at `at` is valid at `now`. The client's clock may also be ahead. */
export function isFresh(at: number, now: number): boolean {
  return Math.abs(now - at) <= UNREAD_PROOF_VALID_MS;
}

const SCHEME = "Foyer ";
/** A whole number of at most 16 digits as JavaScript writes it, so that each number has exactly one text. */
const TIME = /^(?:0|[1-9]\d{0,15})$/;

/** `proof` as the value of the header `Authorization`. */
export function encodeProof({ key, at, signature }: UnreadProof): string {
  return `${SCHEME}${toBase64Url(key)}.${at}.${toBase64Url(signature)}`;
}

/** Decodes the result of `encodeProof`; null for anything else. */
export function parseProof(header: string | null): UnreadProof | null {
  if (header === null || !header.startsWith(SCHEME)) return null;
  const [key = "", at = "", signature = "", ...more] = header.slice(SCHEME.length).split(".", 4);
  const parsed = { key: fromBase64Url(key, PUBLIC_KEY_BYTES), signature: fromBase64Url(signature, SIGNATURE_BYTES) };
  if (parsed.key === null || parsed.signature === null || !TIME.test(at) || more.length > 0) return null;
  return { key: parsed.key, at: Number(at), signature: parsed.signature };
}
