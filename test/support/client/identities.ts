/** The keys that clients under test sign with: a real one, and one that only looks like it. */
import type { Identity } from "../../../src/client/identity.ts";
import { memberIdOf } from "../../../src/protocol/values/identity.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "../../../src/protocol/limits.ts";

/** A fresh Ed25519 key pair, and a way to tell whether a signature is its own. */
export async function realIdentity(): Promise<
  Identity & { isSignatureOf(text: string, signature: Uint8Array<ArrayBuffer>): Promise<boolean> }
> {
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new TypeError("Ed25519 makes pairs");
  const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return {
    id: memberIdOf(new Uint8Array(await crypto.subtle.digest("SHA-256", publicKey))),
    publicKey,
    sign: async (text) => new Uint8Array(await crypto.subtle.sign("Ed25519", pair.privateKey, bytesOf(text))),
    isSignatureOf: (text, signature) => crypto.subtle.verify("Ed25519", pair.publicKey, signature, bytesOf(text)),
  };
}

/** Signs at once, and nothing: for tests in which nobody judges. Its public key begins with the bytes of `label`. */
export function standInIdentity(label: string): Identity {
  const publicKey = new Uint8Array(PUBLIC_KEY_BYTES);
  publicKey.set(new TextEncoder().encode(label).subarray(0, 12));
  return { id: memberIdOf(publicKey), publicKey, sign: () => Promise.resolve(new Uint8Array(SIGNATURE_BYTES)) };
}
