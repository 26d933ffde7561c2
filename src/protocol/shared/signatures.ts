/** Verifies Ed25519 signatures, in the Worker and in the room. */
import { memberIdOf, type MemberId } from "../values/identity.ts";

/** A public key, and a signature that is claimed to be made with it. */
export interface Signed {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

const encoder = new TextEncoder();

/**
 * The points of small order, in hexadecimal and without the sign bit. These keys need no private key: anybody can make up a
 * signature of any text that fits one of them. WebCrypto's `verify` accepts them.
 */
const SMALL_ORDER_KEYS: ReadonlySet<string> = new Set([
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
]);

/**
 * The id of the member whose `key` made the `signature` of `text` (as UTF-8), or null if the signature is wrong. WebCrypto is
 * asynchronous, so other frames of the same socket may be handled before this returns.
 */
export async function signerOf(text: string, { key, signature }: Signed): Promise<MemberId | null> {
  const raw = new Uint8Array(key);
  const imported = isSmallOrder(raw) ? null : await importKey(raw);
  if (imported === null) return null;
  const isRight = await crypto.subtle.verify("Ed25519", imported, new Uint8Array(signature), encoder.encode(text));
  return isRight ? memberIdOf(new Uint8Array(await crypto.subtle.digest("SHA-256", raw))) : null;
}

function isSmallOrder(raw: Uint8Array): boolean {
  const hex = [...raw].map((byte, index) => (index === 31 ? byte & 0x7f : byte).toString(16).padStart(2, "0"));
  return SMALL_ORDER_KEYS.has(hex.join(""));
}

async function importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  } catch {
    return null; // not a point on the curve: treated like a wrong signature
  }
}
