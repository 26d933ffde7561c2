import { isFields } from "../../protocol/codec/fields.ts";
import { UNREAD_PROOF_VALID_MS } from "../../protocol/limits.ts";
import type { PersonName, RoomName } from "../../protocol/values/names.ts";
import { encodeProof, unreadProofOf } from "../../protocol/shared/unread-proof.ts";
import type { Unread } from "../../protocol/unread.ts";
import type { Identity } from "../identity.ts";

/** Milliseconds to wait for an answer: a lost network says nothing. */
const ANSWER_WITHIN_MS = 20_000;
/** Milliseconds for which a signature is reused: it must still be valid when the request arrives. */
const REUSE_MS = UNREAD_PROOF_VALID_MS / 2;

export interface UnreadFetcherOptions {
  readonly identity: Identity;
  /** The user's name now. */
  readonly name: () => PersonName;
  /** The server's host, as in the page's address. */
  readonly host: string;
  /** Milliseconds since 1970, by this device. */
  readonly now: () => number;
}

/**
 * Returns a function that asks a room, without a socket, how much of it the user has not read. It rejects if there is no network
 * or the room has a fault. A device whose clock is wrong learns the server's time from its first refusal.
 */
export function unreadFetcher({
  identity,
  name,
  host,
  now,
}: UnreadFetcherOptions): (room: RoomName) => Promise<Unread> {
  const proofs = new Map<RoomName, { readonly at: number; readonly authorization: string }>();
  /** Milliseconds by which the server's clock is ahead of this device's. */
  let aheadMs = 0;

  async function authorizationFor(room: RoomName): Promise<string> {
    const at = Math.max(0, Math.round(now() + aheadMs));
    const kept = proofs.get(room);
    if (kept !== undefined && Math.abs(at - kept.at) <= REUSE_MS) return kept.authorization;
    const signature = await identity.sign(unreadProofOf(host, room, at));
    const authorization = encodeProof({ key: identity.publicKey, at, signature });
    proofs.set(room, { at, authorization });
    return authorization;
  }

  async function ask(room: RoomName): Promise<Response> {
    const query = new URLSearchParams({ room, name: name() });
    return await fetch(`/unread?${query.toString()}`, {
      headers: { Authorization: await authorizationFor(room) },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  }

  return async (room) => {
    let response = await ask(room);
    const serverNow = response.status === 401 ? await timeIn(response) : null;
    if (serverNow !== null) {
      aheadMs = serverNow - now();
      proofs.clear();
      response = await ask(room);
    }
    if (!response.ok) throw new Error(`The room ${room} was not counted: ${response.status}`);
    const count: Unread = await response.json();
    return count;
  };
}

/** The server's time, from its answer that a signature is too old or from the future; null if it answers something else. */
async function timeIn(response: Response): Promise<number | null> {
  const body: unknown = await response.json().catch(() => null); // not an answer of Foyer
  const error = isFields(body) ? body["error"] : null;
  const now = isFields(error) && error["code"] === "signature_expired" ? error["now"] : null;
  return typeof now === "number" ? now : null;
}
