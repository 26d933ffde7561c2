/**
 * Owns the page's IndexedDB: which stores there are, and opening them once. Where it cannot be opened all goes on
 * without.
 */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from "idb";
import type { RoomName } from "../protocol/names.ts";
import type { Outbox, Outgoing } from "./outbox.ts";
import type { Timeline } from "./timeline.ts";

/** `native`: held by the browser, which gives it to nobody. `portable`: bytes, where the browser cannot hold one. */
export type StoredKey =
  | { readonly kind: "native"; readonly privateKey: CryptoKey; readonly publicKey: Uint8Array }
  | { readonly kind: "portable"; readonly secretKey: Uint8Array };

/** What one tab has said in one room and the room has not confirmed. */
interface StoredOutbox {
  readonly room: RoomName;
  readonly tab: string;
  readonly outbox: Outbox;
}

interface Schema extends DBSchema {
  keys: { key: "self"; value: StoredKey };
  outboxes: { key: [RoomName, string]; value: StoredOutbox; indexes: { room: RoomName } };
  timelines: { key: RoomName; value: Timeline };
}

export type Database = IDBPDatabase<Schema>;

/** A store while it is written to. */
export type Writable<Name extends "outboxes" | "timelines"> = IDBPObjectStore<Schema, [Name], Name, "readwrite">;

/** Opens the database, or resolves with null where the browser gives none (some private modes). */
export async function openDatabase(): Promise<Database | null> {
  try {
    return await openDB<Schema>("foyer", 2, {
      async upgrade(database, from, _to, transaction) {
        if (from < 1) {
          database.createObjectStore("keys");
          database.createObjectStore("outboxes", { keyPath: ["room", "tab"] }).createIndex("room", "room");
          database.createObjectStore("timelines");
          return;
        }
        // Version 1 knew messages only.
        const outboxes = transaction.objectStore("outboxes");
        for (const stored of await outboxes.getAll()) {
          await outboxes.put({ ...stored, outbox: stored.outbox.map(withWish) });
        }
      },
      // Another tab has a later version of the page, and would wait for ours: it is told to load itself again anyway.
      blocking: (_from, _to, { target }) => target instanceof IDBDatabase && target.close(),
    });
  } catch {
    return null; // whatever the reason: the page works, and forgets when it is closed
  }
}

function withWish(outgoing: Outgoing & { readonly text?: string }): Outgoing {
  const { text, ...rest } = outgoing;
  return text === undefined ? rest : { ...rest, wish: { type: "say", text, replyTo: null } };
}
