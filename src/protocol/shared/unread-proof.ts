/**
 * The proof of who asks `GET /unread`: a signature that holds for one server, one room and a few minutes. It is apart from
 * `unread.ts` because the page's first view needs none of it.
 */
import { fromBase64Url, toBase64Url } from "../values/identity.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, UNREAD_PROOF_VALID_MS } from "../limits.ts";
import type { RoomName } from "../values/names.ts";
import type { Signed } from "./signatures.ts";

/** A key, and its signature of `unreadProofOf` a room at a time. */
export interface UnreadProof extends Signed {
  /** When it was made, in milliseconds since 1970 by the server's clock, as far as the client knows it. */
  readonly at: number;
}

/**
 * What a key signs (as UTF-8) to ask about its own reading mark. Its first line is not that of a `hello`, so neither can
 * stand in for the other.
 */
export function unreadProofOf(host: string, room: RoomName, at: number): string {
  return `foyer.1 unread\n${host}\n${room}\n${at}`;
}

/** Whether a proof that was made at `at` still holds at `now`. A client's clock may be ahead, too. */
export function isFresh(at: number, now: number): boolean {
  return Math.abs(now - at) <= UNREAD_PROOF_VALID_MS;
}

const SCHEME = "Foyer ";
/** A whole number as JavaScript writes it, of at most 16 digits: one text for each. */
const TIME = /^(?:0|[1-9]\d{0,15})$/;

/** `proof` as the value of the header `Authorization`. */
export function encodeProof({ key, at, signature }: UnreadProof): string {
  return `${SCHEME}${toBase64Url(key)}.${at}.${toBase64Url(signature)}`;
}

/** What `encodeProof` encoded, or null where it is anything else. */
export function parseProof(header: string | null): UnreadProof | null {
  if (header === null || !header.startsWith(SCHEME)) return null;
  const [key = "", at = "", signature = "", ...more] = header.slice(SCHEME.length).split(".", 4);
  const parsed = { key: fromBase64Url(key, PUBLIC_KEY_BYTES), signature: fromBase64Url(signature, SIGNATURE_BYTES) };
  if (parsed.key === null || parsed.signature === null || !TIME.test(at) || more.length > 0) return null;
  return { key: parsed.key, at: Number(at), signature: parsed.signature };
}
