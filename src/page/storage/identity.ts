/** Owns who one is on this device: an Ed25519 key pair, made by the browser once, kept in IndexedDB, never sent. */
import { memberIdOf } from "../../protocol/values/identity.ts";
import type { Identity } from "../../client/identity.ts";
import { lazyModule } from "../ui/lazy.ts";
import { inTime, type Database, type StoredKey } from "./database.ts";

/** Ed25519 in JavaScript, for browsers that cannot sign by themselves. */
const portableKey = lazyModule(() => import("./portable-key.ts"));

const encoder = new TextEncoder();

/**
 * This device's identity: the one in `db`, or a new one. Two tabs that open at once end up with the same one. Where the
 * key cannot be read or kept, whatever the reason, a new one lasts as long as the page.
 */
export async function loadIdentity(db: Database | null): Promise<Identity> {
  try {
    if (db !== null) return await keptIdentity(db);
  } catch (error) {
    console.info("This browser keeps no key for this page:", error);
  }
  return await openIdentity(await makeKey());
}

async function keptIdentity(db: Database): Promise<Identity> {
  const kept = await inTime(db.get("keys", "self"));
  if (kept !== undefined) {
    const identity = await openIdentity(kept);
    await identity.sign(""); // or something else was kept in the place of the key
    return identity;
  }
  const made = await makeKey();
  try {
    return await openIdentity(await inTime(keep(db, made)));
  } catch (error) {
    // Some browsers cannot store a key that they hold themselves, but can store bytes.
    if (made.kind === "portable") throw error;
    return await openIdentity(await inTime(keep(db, await makePortableKey())));
  }
}

/** Stores `made`, unless another tab was faster: then that one's key is returned. Rejects where it is not kept. */
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
    return await makePortableKey(); // `crypto.subtle` is missing on plain http, and an older browser has no Ed25519
  }
}

async function makePortableKey(): Promise<StoredKey> {
  const { makeSecretKey } = await portableKey.load();
  return { kind: "portable", secretKey: makeSecretKey() };
}

/** The identity that `stored` is the key of. */
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
