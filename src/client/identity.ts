import type { MemberId } from "../protocol/values/identity.ts";

/** A person's key pair, as the client needs it. Where the private key is kept is the caller's business. */
export interface Identity {
  readonly id: MemberId;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Returns the 64 bytes of the Ed25519 signature over `text` as UTF-8. */
  sign(text: string): Promise<Uint8Array>;
}
