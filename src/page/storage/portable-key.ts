// Ed25519 for browsers without it, and for plain http, where the browser's own is not available.
import { getPublicKey, hashes, sign, utils } from "@noble/ed25519";
import { sha256, sha512 } from "@noble/hashes/sha2.js";

hashes.sha512 = sha512;

/** 32 random bytes. */
export function makeSecretKey(): Uint8Array {
  return utils.randomSecretKey();
}

/** Includes the SHA-256 of the public key, which plain http cannot compute otherwise. */
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
