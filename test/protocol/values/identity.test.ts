/** Compares base64url and member ids with Node's own base64url and SHA-256. */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fromBase64Url,
  guestIdOf,
  isGuestId,
  memberIdOf,
  proofOf,
  toBase64Url,
} from "../../../src/protocol/values/identity.ts";
import { roomName } from "../../support/people.ts";

describe("base64url", () => {
  it("[H2] follows RFC 4648, without padding", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
      }),
    );
  });

  it("[H2] decodes to the bytes that it was made from", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes), bytes.length)).toEqual(bytes);
      }),
    );
  });

  it("[H2] has exactly the requested length", () => {
    const text = toBase64Url(new Uint8Array(32));
    expect(fromBase64Url(text, 32)).toHaveLength(32);
    expect(fromBase64Url(text, 31)).toBeNull();
    expect(fromBase64Url(text, 33)).toBeNull();
    expect(fromBase64Url(`${text}A`, 32)).toBeNull();
  });

  it.each(["AA==", "A+", "A/", "A ", "Aé", "A\u0000", "🙂", "AB"])("[H2] is not %j, for one byte", (text) => {
    // The last text has an unused bit set: two texts must not decode to the same bytes.
    expect(fromBase64Url(text, 1)).toBeNull();
  });

  it("[H2] decodes to null, or to bytes that encode to the same text", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 4 }), (text) => {
        const bytes = fromBase64Url(text, 3);
        if (bytes !== null) expect(toBase64Url(bytes)).toBe(text);
      }),
    );
  });
});

describe("an id", () => {
  it("[H6] is the first 16 characters of base64url(SHA-256(public key))", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (key) => {
        const hash = createHash("sha256").update(key);
        expect(memberIdOf(new Uint8Array(hash.copy().digest()))).toBe(hash.digest("base64url").slice(0, 16));
      }),
    );
  });

  it("[D1] of a guest begins with guest-, and no key's id can look like one", () => {
    const guest = guestIdOf(new Uint8Array(9).fill(255));
    expect(guest).toBe("guest-____________");
    expect(isGuestId(guest)).toBe(true);
    // An attacker can search for a key whose id begins like this, but that id is shorter.
    expect(isGuestId(memberIdOf(new Uint8Array(Buffer.from("guest-ABCDEFGHIJ", "base64url"))))).toBe(false);
    expect(isGuestId(memberIdOf(new Uint8Array(32)))).toBe(false);
  });
});

describe("a proof", () => {
  it("[H2] has the protocol, the host, the room and the nonce", () => {
    expect(proofOf("foyer.test:8787", roomName("聊天室"), "n0nce")).toBe("foyer.1\nfoyer.test:8787\n聊天室\nn0nce");
  });
});
