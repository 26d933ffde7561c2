/** Owns who one is on this device: an Ed25519 key pair, made by the browser once, kept in IndexedDB, never sent. */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

export interface Identity {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** The 64 bytes of the signature over `text` as UTF-8. */
  sign(text: string): Promise<Uint8Array>;
}

/** `native`: held by the browser, which gives it to nobody. `portable`: bytes, where the browser cannot hold one. */
type StoredKey =
  | { readonly kind: "native"; readonly privateKey: CryptoKey; readonly publicKey: Uint8Array }
  | { readonly kind: "portable"; readonly secretKey: Uint8Array };

interface IdentitySchema extends DBSchema {
  keys: { key: "self"; value: StoredKey };
}

const encoder = new TextEncoder();

/**
 * This device's identity: the stored one, or a new one. Where nothing can be stored (some private modes) it lasts as
 * long as the page. Two tabs that open at once end up with the same one.
 */
export async function loadIdentity(): Promise<Identity> {
  try {
    const db = await openDB<IdentitySchema>("foyer-identity", 1, {
      upgrade: (fresh) => void fresh.createObjectStore("keys"),
    });
    const stored = (await db.get("keys", "self")) ?? (await keep(db, await makeKey()));
    db.close();
    return await open(stored);
  } catch {
    // Any failure of IndexedDB: better a person who is new each time than nobody.
    return await open(await makeKey());
  }
}

/** Stores `made`, unless another tab was faster: then that one's key is returned. */
async function keep(db: IDBPDatabase<IdentitySchema>, made: StoredKey): Promise<StoredKey> {
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
    // `crypto.subtle` is missing on plain http, and an older browser has no Ed25519.
    const { makeSecretKey } = await import("./portable-key.ts");
    return { kind: "portable", secretKey: makeSecretKey() };
  }
}

async function open(stored: StoredKey): Promise<Identity> {
  if (stored.kind === "portable") return (await import("./portable-key.ts")).openSecretKey(stored.secretKey);
  const { privateKey, publicKey } = stored;
  return {
    publicKey,
    sign: async (text) => new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, encoder.encode(text))),
  };
}
