import { memberIdOf } from "../../protocol/values/identity.ts";
import type { Identity } from "../../client/identity.ts";
import { lazyModule } from "../ui/lazy.ts";
import { inTime, type Database, type StoredKey } from "./database.ts";

/** Ed25519 in JavaScript, for browsers that cannot sign by themselves. */
const portableKey = lazyModule(() => import("./portable-key.ts"));

const encoder = new TextEncoder();

/**
 * This device's identity: an Ed25519 key pair that is created once, kept in IndexedDB and never sent. Two tabs that open at
 * the same time end up with the same one. If the key cannot be read or stored, a new one lasts as long as the page.
 */
export async function loadIdentity(db: Database | null): Promise<Identity> {
  try {
    if (db !== null) return await storedIdentity(db);
  } catch (error) {
    console.info("This browser could not store a key for this page:", error);
  }
  return await openIdentity(await makeKey());
}

async function storedIdentity(db: Database): Promise<Identity> {
  const stored = await inTime(db.get("keys", "self"));
  if (stored !== undefined) {
    const identity = await openIdentity(stored);
    await identity.sign(""); // throws if the stored value is not a working key
    return identity;
  }
  const made = await makeKey();
  try {
    return await openIdentity(await inTime(keep(db, made)));
  } catch (error) {
    // Some browsers cannot store a key object, but can store bytes.
    if (made.kind === "portable") throw error;
    return await openIdentity(await inTime(keep(db, await makePortableKey())));
  }
}

/** Stores `made`, or returns the key of another tab that was faster. Rejects if it could not be stored. */
async function keep(db: Database, made: StoredKey): Promise<StoredKey> {
  const { store, done } = db.transaction("keys", "readwrite");
  const earlier = await store.get("self");
  if (earlier === undefined) await store.put(made, "self");
  await done;
  return earlier ?? made;
}

async function makeKey(): Promise<StoredKey> {
  try {
    const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    if (!("privateKey" in pair)) throw new TypeError("Ed25519 makes pairs");
    const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    return { kind: "native", privateKey: pair.privateKey, publicKey };
  } catch {
    return await makePortableKey(); // plain http has no `crypto.subtle`, and older browsers have no Ed25519
  }
}

async function makePortableKey(): Promise<StoredKey> {
  const { makeSecretKey } = await portableKey.load();
  return { kind: "portable", secretKey: makeSecretKey() };
}

export async function openIdentity(stored: StoredKey): Promise<Identity> {
  if (stored.kind === "portable") {
    const { sha256, publicKey, sign } = (await portableKey.load()).openSecretKey(stored.secretKey);
    return { id: memberIdOf(sha256), publicKey, sign };
  }
  const { privateKey, publicKey } = stored;
  return {
    id: memberIdOf(new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(publicKey)))),
    publicKey,
    sign: async (text) => new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, encoder.encode(text))),
  };
}
