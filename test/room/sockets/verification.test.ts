import { Buffer } from "node:buffer";
import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fromBase64Url, proofOf } from "../../../src/protocol/values/identity.ts";
import type { Hello } from "../../../src/protocol/commands.ts";
import { prove } from "../../../src/room/sockets/verification.ts";
import { HOST, personName, roomName } from "../../support/people.ts";

const ROOM = roomName("tea");
const NONCE = "jPCkwFt0yPS9ur0IVRmfYdHMDmXm26oO";

interface Pair {
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly secret: KeyObject;
}

function makeKey(): Pair {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = fromBase64Url(publicKey.export({ format: "jwk" }).x ?? "", 32);
  if (raw === null) throw new Error("A public key has 32 bytes.");
  return { raw, secret: privateKey };
}

function helloOf(key: Uint8Array<ArrayBuffer>, signature: Uint8Array): Hello {
  return { type: "hello", name: personName("Lin"), key, signature: new Uint8Array(signature), after: null };
}

function signed({ raw, secret }: Pair, room = ROOM, nonce = NONCE, host = HOST): Hello {
  return helloOf(raw, sign(null, Buffer.from(proofOf(host, room, nonce)), secret));
}

describe("a proof", () => {
  it("[H2] [H6] gives the member's id", async () => {
    const key = makeKey();
    const id = createHash("sha256").update(key.raw).digest("base64url").slice(0, 16);
    expect(await prove(signed(key), HOST, ROOM, NONCE)).toBe(id);
  });

  it("[H3] counts for this host, this room, this nonce and this key only", async () => {
    const key = makeKey();
    expect(await prove(signed(key, ROOM, NONCE, "evil.test"), HOST, ROOM, NONCE)).toBeNull();
    expect(await prove(signed(key, roomName("coffee")), HOST, ROOM, NONCE)).toBeNull();
    expect(await prove(signed(key, ROOM, "another"), HOST, ROOM, NONCE)).toBeNull();
    expect(await prove({ ...signed(key), key: makeKey().raw }, HOST, ROOM, NONCE)).toBeNull();
  });

  it("[H3] without the host, as an earlier version signed it, does not count", async () => {
    const { raw, secret } = makeKey();
    const hello = helloOf(raw, sign(null, Buffer.from(`foyer.1\n${ROOM}\n${NONCE}`), secret));
    expect(await prove(hello, HOST, ROOM, NONCE)).toBeNull();
    expect(await prove(hello, "", ROOM, NONCE)).toBeNull();
  });

  it("[H3] is lost with any one bit of the signature", async () => {
    const hello = signed(makeKey());
    for (const at of [0, 31, 32, 63]) {
      const signature = hello.signature.with(at, (hello.signature[at] ?? 0) ^ 1);
      expect(await prove({ ...hello, signature: new Uint8Array(signature) }, HOST, ROOM, NONCE)).toBeNull();
    }
  });

  it("[H3] cannot be given for bytes that are no key", async () => {
    expect(await prove(helloOf(new Uint8Array(32).fill(2), new Uint8Array(64)), HOST, ROOM, NONCE)).toBeNull();
  });
});
