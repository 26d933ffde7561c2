/** Owns Ed25519 for a browser that has none, or not here (plain http on a LAN). Loaded only then. */
import { getPublicKey, hashes, sign, utils } from "@noble/ed25519";
import { sha256, sha512 } from "@noble/hashes/sha2.js";

hashes.sha512 = sha512;

/** A fresh secret key of 32 bytes. */
export function makeSecretKey(): Uint8Array {
  return utils.randomSecretKey();
}

/**
 * A key as an identity needs it, with the SHA-256 of its public half. It imports nothing of ours, so that it is one
 * chunk.
 */
interface PortableKey {
  readonly publicKey: Uint8Array;
  readonly sha256: Uint8Array;
  readonly sign: (text: string) => Promise<Uint8Array>;
}

export function openSecretKey(secretKey: Uint8Array): PortableKey {
  const publicKey = getPublicKey(secretKey);
  return {
    sha256: sha256(publicKey),
    publicKey,
    sign: async (text) => sign(new TextEncoder().encode(text), secretKey),
  };
}
