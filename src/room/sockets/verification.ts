import { proofOf, type MemberId } from "../../protocol/values/identity.ts";
import type { RoomName } from "../../protocol/values/names.ts";
import { signerOf } from "../../protocol/shared/signatures.ts";
import type { Hello } from "../../protocol/commands.ts";

/** The member's id, if the signature of `hello` proves its key for this host, room and nonce; else null. */
export async function prove(hello: Hello, host: string, room: RoomName, nonce: string): Promise<MemberId | null> {
  return await signerOf(proofOf(host, room, nonce), hello);
}
