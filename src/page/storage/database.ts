// The page's IndexedDB: its stores, and the few ways to read and write them, as promises.
import type { RoomName } from "../../protocol/values/names.ts";
import type { OutboxEntry } from "../../client/sending/outbox.ts";
import type { Timeline } from "../../client/state/timeline.ts";

/** `native`: the browser holds the key and never reveals it. `portable`: plain bytes, if the browser cannot hold it. */
export type StoredKey =
  | { readonly kind: "native"; readonly privateKey: CryptoKey; readonly publicKey: Uint8Array }
  | { readonly kind: "portable"; readonly secretKey: Uint8Array };

/**
 * An outbox entry as it is stored. The field of its command keeps the name that every released version reads, so an older page
 * can still send it after a rollback.
 */
type StoredEntry = Omit<OutboxEntry, "command"> & { readonly wish: OutboxEntry["command"] };

export function storedEntry({ command, ...entry }: OutboxEntry): StoredEntry {
  return { ...entry, wish: command };
}

export function restoredEntry({ wish, ...entry }: StoredEntry): OutboxEntry {
  return { ...entry, command: wish };
}

/** What one tab has sent to one room and the room has not confirmed. */
interface StoredOutbox {
  readonly room: RoomName;
  readonly tab: string;
  readonly outbox: readonly StoredEntry[];
}

interface Stores {
  keys: { key: "self"; value: StoredKey };
  outboxes: { key: [RoomName, string]; value: StoredOutbox };
  timelines: { key: RoomName; value: Timeline };
}

type StoreName = keyof Stores;
type Key<Name extends StoreName> = Stores[Name]["key"];
type Value<Name extends StoreName> = Stores[Name]["value"];

/** A store within a transaction. Each promise rejects if the browser fails. */
export interface Store<Name extends StoreName> {
  get(key: Key<Name>): Promise<Value<Name> | undefined>;
  /** `key` is for stores whose values do not contain it. */
  put(value: Value<Name>, key?: Key<Name>): Promise<unknown>;
  delete(key: Key<Name>): Promise<unknown>;
}

/** All changes to `store` happen together or not at all. */
interface Transaction<Name extends StoreName> {
  readonly store: Store<Name>;
  /** Resolves when everything is stored. Rejects if nothing is. */
  readonly done: Promise<unknown>;
  /** Call this after the last request: if the page is closed before, the transaction may be rolled back. */
  commit(): void;
}

export interface Database {
  get<Name extends StoreName>(name: Name, key: Key<Name>): Promise<Value<Name> | undefined>;
  /** The room and tab of each outbox. */
  getAllKeys(name: "outboxes"): Promise<readonly Key<"outboxes">[]>;
  getAllFromIndex(name: "outboxes", index: "room", room: RoomName): Promise<readonly StoredOutbox[]>;
  transaction<Name extends StoreName>(name: Name, mode: "readwrite"): Transaction<Name>;
}

/**
 * Milliseconds after which the browser's storage is given up on. It may hang because another tab blocks it or the disk is gone.
 * A slow phone takes less; and it is short enough to wait for once.
 */
const ANSWER_WITHIN_MS = 5_000;

let answerWithinMs = ANSWER_WITHIN_MS;

/** Rejects if storage does not answer in time. After that, later calls do not wait at all. */
export async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      answerWithinMs = 0;
      reject(new Error("no answer"));
    }, answerWithinMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves with null if the browser has no database, as in some private modes. */
export async function openDatabase(): Promise<Database | null> {
  try {
    return databaseOf(await inTime(open()));
  } catch {
    return null; // whatever the reason: the page works, but forgets everything when it is closed
  }
}

function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open("foyer", 2);
  opening.onupgradeneeded = ({ oldVersion }) => upgrade(opening, oldVersion);
  const opened = answerTo(opening);
  // A tab with a later version of the page waits for us to close. This page will offer to reload anyway.
  opened.then(
    (db) => (db.onversionchange = () => db.close()),
    () => undefined, // the caller handles it
  );
  return opened;
}

function upgrade({ result: db, transaction }: IDBOpenDBRequest, from: number): void {
  if (from < 1) {
    db.createObjectStore("keys");
    db.createObjectStore("outboxes", { keyPath: ["room", "tab"] }).createIndex("room", "room");
    db.createObjectStore("timelines");
    return;
  }
  // Version 1 could only store messages.
  const outboxes = transaction?.objectStore("outboxes");
  const reading: IDBRequest<StoredOutbox[]> | undefined = outboxes?.getAll();
  reading?.addEventListener("success", () => {
    for (const stored of reading.result) outboxes?.put({ ...stored, outbox: stored.outbox.map(withCommand) });
  });
}

function databaseOf(db: IDBDatabase): Database {
  const storeOf = (name: StoreName): IDBObjectStore => db.transaction(name).objectStore(name);
  // Async, so that errors thrown at once, as by a closed database, become rejections.
  return {
    get: async (name, key) => await answerTo(storeOf(name).get(key)),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the store's key path says so
    getAllKeys: async (name) => (await answerTo(storeOf(name).getAllKeys())) as Key<"outboxes">[],
    getAllFromIndex: async (name, index, value) => await answerTo(storeOf(name).index(index).getAll(value)),
    transaction: (name, mode) => transactionOf(db.transaction(name, mode), name),
  };
}

function transactionOf<Name extends StoreName>(transaction: IDBTransaction, name: Name): Transaction<Name> {
  const store = transaction.objectStore(name);
  const done = new Promise((resolve, reject) => {
    transaction.addEventListener("complete", resolve);
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("aborted")));
  });
  done.catch(() => undefined); // the caller handles it when it awaits `done`
  return {
    store: {
      get: async (key) => await answerTo(store.get(key)),
      put: async (value, key) => await answerTo(store.put(value, key)),
      delete: async (key) => await answerTo(store.delete(key)),
    },
    done,
    commit: () => transaction.commit(),
  };
}

function answerTo<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("failed")));
  });
}

/** Version 1 stored the text of a message, not a command. */
function withCommand(entry: StoredEntry & { readonly text?: string }): StoredEntry {
  const { text, ...rest } = entry;
  return text === undefined ? rest : { ...rest, wish: { type: "say", text, replyTo: null } };
}
