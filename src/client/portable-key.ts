/** Owns Ed25519 for a browser that has none, or not here (plain http on a LAN). Loaded only then. */
import { getPublicKey, hashes, sign, utils } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import type { Identity } from "./identity.ts";

hashes.sha512 = sha512;

/** A fresh secret key of 32 bytes. */
export function makeSecretKey(): Uint8Array {
  return utils.randomSecretKey();
}

export function openSecretKey(secretKey: Uint8Array): Identity {
  return {
    publicKey: getPublicKey(secretKey),
    sign: async (text) => sign(new TextEncoder().encode(text), secretKey),
  };
}
