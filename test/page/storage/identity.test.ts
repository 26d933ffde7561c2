import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openDatabase } from "../../../src/page/storage/database.ts";
import { loadIdentity, openIdentity } from "../../../src/page/storage/identity.ts";
import type { Identity } from "../../../src/client/identity.ts";
import { makeSecretKey, openSecretKey } from "../../../src/page/storage/portable-key.ts";
import { proofOf } from "../../../src/protocol/values/identity.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import type { Hello } from "../../../src/protocol/commands.ts";
import { prove } from "../../../src/room/sockets/verification.ts";
import { settle } from "../../support/client/clock.ts";
import { MemoryDatabase, type Failure, type Step } from "../../support/client/database.ts";
import { HOST, LIN } from "../../support/people.ts";

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
  it("[H6] has one identity for good, even if its first two tabs open at once", async () => {
    const database = new MemoryDatabase().asDatabase;
    const [one, other] = await Promise.all([loadIdentity(database), loadIdentity(database)]);
    const later = await loadIdentity(database);
    expect([other.id, later.id]).toEqual([one.id, one.id]);
    expect(await prove(await helloOf(later, "nonce-1"), HOST, LOBBY, "nonce-1")).toBe(one.id);
  });
});

describe("a device that cannot store its key", () => {
  const quota = new DOMException("There is no place left.", "QuotaExceededError");
  const unreadable = new DOMException("Internal error.", "UnknownError");
  const closed = new DOMException("The database is closing.", "InvalidStateError");
  const aborted = new DOMException("The transaction was aborted.", "AbortError");

  it.each<[string, Step, Failure]>([
    ["nothing finds a place", "put", quota],
    ["the place is found missing at the end", "done", quota],
    ["the transaction is aborted", "done", aborted],
    ["the transaction never ends", "done", "never"],
    ["nothing can be written", "put", new TypeError("No keys here.")],
    ["a write is never answered", "put", "never"],
    ["nothing can be read", "get", unreadable],
    ["a read is never answered", "get", "never"],
    ["the database was closed", "transaction", closed],
    ["the database is held by another tab", "transaction", "never"],
  ])("is a member as long as the page is open, if %s", async (_what, step, failure) => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const database = new MemoryDatabase();
    database.failures.set(step, failure);
    const loading = loadIdentity(database.asDatabase);
    let isOver = false;
    const over = (): void => void (isOver = true);
    loading.then(over, over);
    while (!isOver) {
      await settle();
      vi.advanceTimersByTime(5_000);
    }
    const identity = await loading;
    expect(await prove(await helloOf(identity, "nonce-1"), HOST, LOBBY, "nonce-1")).toBe(identity.id);
  });

  it("stores bytes if the browser cannot store key objects", async () => {
    const database = new MemoryDatabase();
    database.failures.set("put", new DOMException("A CryptoKey could not be cloned.", "DataCloneError"));
    database.onlyFor = (value) => Reflect.get(Object(value), "kind") === "native";
    const first = await loadIdentity(database.asDatabase);
    expect(await database.get("keys", "self")).toMatchObject({ kind: "portable" });
    const second = await loadIdentity(database.asDatabase);
    expect(second.id).toBe(first.id);
    expect(await prove(await helloOf(second, "nonce-1"), HOST, LOBBY, "nonce-1")).toBe(first.id);
  });

  it("does not lose a key that it cannot read today", async () => {
    const database = new MemoryDatabase();
    const before = await loadIdentity(database.asDatabase);
    database.failures.set("get", unreadable);
    expect((await loadIdentity(database.asDatabase)).id).not.toBe(before.id);
    database.failures.clear();
    expect((await loadIdentity(database.asDatabase)).id).toBe(before.id);
  });

  it.each<[string, unknown]>([
    ["of another version", { kind: "wrapped", bytes: new Uint8Array(32) }],
    ["that has lost its secret", { kind: "native", privateKey: {}, publicKey: new Uint8Array(32) }],
    ["that is none", "key"],
    ["of too few bytes", { kind: "portable", secretKey: new Uint8Array(3) }],
  ])("is a member even if there is a key %s, and leaves that in place", async (_what, kept) => {
    const database = new MemoryDatabase();
    await database.put("keys", kept, "self");
    const identity = await loadIdentity(database.asDatabase);
    expect(await prove(await helloOf(identity, "nonce-1"), HOST, LOBBY, "nonce-1")).toBe(identity.id);
    expect(await database.get("keys", "self")).toEqual(kept);
  });
});

describe("a database", () => {
  const request = (): EventTarget =>
    Object.assign(new EventTarget(), { error: new DOMException("No.", "VersionError") });

  it.each<[string, () => unknown]>([
    ["there is none", () => undefined],
    [
      "the browser forbids it",
      () => ({
        open: () => {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      }),
    ],
    [
      "there is one of a newer version",
      () => ({
        open: () => {
          const opening = request();
          setImmediate(() => opening.dispatchEvent(new Event("error")));
          return opening;
        },
      }),
    ],
    [
      "another tab does not let go of an older one",
      () => ({
        open: () => {
          const opening = request();
          setImmediate(() => opening.dispatchEvent(new Event("blocked")));
          return opening;
        },
      }),
    ],
    ["there is no answer", () => ({ open: request })],
  ])("is not needed: %s", async (_what, indexedDB) => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    vi.stubGlobal("indexedDB", indexedDB());
    const opening = openDatabase();
    await settle();
    await settle();
    vi.advanceTimersByTime(5_000);
    expect(await opening).toBeNull();
  });
});

describe("a portable key", () => {
  it("is the same member when it is opened again from its bytes", async () => {
    const secretKey = makeSecretKey();
    expect(openSecretKey(secretKey).publicKey).toEqual(openSecretKey(secretKey).publicKey);
  });
});
