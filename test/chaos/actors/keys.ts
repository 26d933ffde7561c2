import type { Identity } from "../../../src/client/identity.ts";
import { memberIdOf } from "../../../src/protocol/values/identity.ts";
import type { Random } from "../random.ts";

/** The bytes before the 32 secret bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** An identity with a real Ed25519 key pair, which `random` determines. */
export async function makeKey(random: Random): Promise<Identity> {
  const secret = new Uint8Array([...PKCS8_HEAD, ...random.bytes(32)]);
  const privateKey = await crypto.subtle.importKey("pkcs8", secret, "Ed25519", true, ["sign"]);
  const { x = "" } = await crypto.subtle.exportKey("jwk", privateKey);
  const publicKey = new Uint8Array(Buffer.from(x, "base64url"));
  return {
    publicKey,
    id: memberIdOf(new Uint8Array(await crypto.subtle.digest("SHA-256", publicKey))),
    sign: async (text) =>
      new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, new TextEncoder().encode(text))),
  };
}
