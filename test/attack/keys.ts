/** Ed25519 keys, made and used synchronously: an attacker has a new one for each connection. */
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { memberIdOf, type MemberId } from "../../src/protocol/values/identity.ts";
import type { Random } from "../chaos/random.ts";

/** What stands before the 32 secret bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

export interface AttackKey {
  readonly id: MemberId;
  /** base64url of the raw public key. */
  readonly publicKey: string;
  /** base64url of the signature of `text`. */
  sign(text: string): string;
}

/** A key that `random` determines. */
export function makeAttackKey(random: Random): AttackKey {
  const der = Buffer.concat([PKCS8_HEAD, random.bytes(32)]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey).export({ format: "jwk" })["x"] ?? "";
  const digest = createHash("sha256").update(Buffer.from(publicKey, "base64url")).digest();
  return {
    id: memberIdOf(new Uint8Array(digest)),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString("base64url"),
  };
}
