/** Shows that both kinds of key that a browser may have to use prove themselves to a room, and that a device has one. */
import { describe, expect, it } from "vitest";
import { loadIdentity, openIdentity, type Identity } from "../../src/client/identity.ts";
import { makeSecretKey, openSecretKey } from "../../src/client/portable-key.ts";
import { proofOf } from "../../src/protocol/identity.ts";
import { LOBBY } from "../../src/protocol/names.ts";
import type { Hello } from "../../src/protocol/commands.ts";
import { prove } from "../../src/room/identity.ts";
import { MemoryDatabase } from "../support/client/database.ts";
import { HOST, LIN } from "../support/people.ts";

async function helloOf(identity: Identity, nonce: string): Promise<Hello> {
  const signature = new Uint8Array(await identity.sign(proofOf(HOST, LOBBY, nonce)));
  return { type: "hello", name: LIN.name, key: new Uint8Array(identity.publicKey), signature, after: null };
}

describe.each([
  ["made by the browser, and kept by the page where nothing can be stored", () => loadIdentity(null)],
  [
    "made of bytes, where the browser has no Ed25519",
    () => openIdentity({ kind: "portable", secretKey: makeSecretKey() }),
  ],
])("an identity %s", (_kind, make) => {
  it("[H2] proves its key to the room, for one nonce only", async () => {
    const identity = await make();
    const hello = await helloOf(identity, "nonce-1");
    expect(identity.id).toMatch(/^[A-Za-z0-9_-]{16}$/);
    expect(await prove(hello, HOST, LOBBY, "nonce-1")).toBe(identity.id);
    expect(await prove(hello, HOST, LOBBY, "nonce-2")).toBeNull();
  });

  it("[H6] is the same member at each signature", async () => {
    const identity = await make();
    const first = await prove(await helloOf(identity, "nonce-1"), HOST, LOBBY, "nonce-1");
    expect(await prove(await helloOf(identity, "nonce-2"), HOST, LOBBY, "nonce-2")).toBe(first);
  });

  it("[H6] is another member than any other", async () => {
    const [one, other] = await Promise.all([make(), make()]);
    expect(one.publicKey).not.toEqual(other.publicKey);
    expect(one.publicKey).toHaveLength(32);
  });
});

describe("a device", () => {
  it("[H6] has one identity, for good, also where two tabs come first at once", async () => {
    const database = new MemoryDatabase().asDatabase;
    const [one, other] = await Promise.all([loadIdentity(database), loadIdentity(database)]);
    const later = await loadIdentity(database);
    expect([other.id, later.id]).toEqual([one.id, one.id]);
    expect(await prove(await helloOf(later, "nonce-1"), HOST, LOBBY, "nonce-1")).toBe(one.id);
  });
});

describe("a portable key", () => {
  it("is the same member when it is opened again from its bytes", async () => {
    const secretKey = makeSecretKey();
    expect(openSecretKey(secretKey).publicKey).toEqual(openSecretKey(secretKey).publicKey);
  });
});
