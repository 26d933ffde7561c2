/** The keys of people in tests: Ed25519 by WebCrypto, as a browser makes them. */
import { memberIdOf, proofOf, toBase64Url, type MemberId } from "../../../src/protocol/values/identity.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { unreadProofOf } from "../../../src/protocol/shared/unread-proof.ts";
import { HOST } from "../people.ts";

export class Key {
  readonly id: MemberId;
  /** The raw public key as base64url. */
  readonly publicKey: string;
  readonly #privateKey: CryptoKey;

  private constructor(id: MemberId, publicKey: string, privateKey: CryptoKey) {
    this.id = id;
    this.publicKey = publicKey;
    this.#privateKey = privateKey;
  }

  static async make(): Promise<Key> {
    const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
    if (!("privateKey" in pair)) throw new Error("Ed25519 has key pairs.");
    const raw = await crypto.subtle.exportKey("raw", pair.publicKey);
    if (!(raw instanceof ArrayBuffer)) throw new Error("A raw key is bytes.");
    const id = memberIdOf(new Uint8Array(await crypto.subtle.digest("SHA-256", raw)));
    return new Key(id, toBase64Url(new Uint8Array(raw)), pair.privateKey);
  }

  /** The signature that `hello` needs, as base64url. */
  async sign(room: RoomName, nonce: string, host = HOST): Promise<string> {
    return await this.signText(proofOf(host, room, nonce));
  }

  /** The header by which `GET /unread` of `room` knows this key. */
  async credentials(room: RoomName, at = Date.now(), host = HOST): Promise<string> {
    return `Foyer ${this.publicKey}.${at}.${await this.signText(unreadProofOf(host, room, at))}`;
  }

  /** This key's signature of `text`, as base64url. */
  async signText(text: string): Promise<string> {
    const bytes = new TextEncoder().encode(text);
    return toBase64Url(new Uint8Array(await crypto.subtle.sign("Ed25519", this.#privateKey, bytes)));
  }
}
