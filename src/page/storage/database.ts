/** The page's IndexedDB: which stores there are, and the few ways in which they are read and written, as promises. */
import type { RoomName } from "../../protocol/values/names.ts";
import type { Outbox, OutboxEntry } from "../../client/sending/outbox.ts";
import type { Timeline } from "../../client/state/timeline.ts";

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

interface Stores {
  keys: { key: "self"; value: StoredKey };
  outboxes: { key: [RoomName, string]; value: StoredOutbox };
  timelines: { key: RoomName; value: Timeline };
}

type StoreName = keyof Stores;
type Key<Name extends StoreName> = Stores[Name]["key"];
type Value<Name extends StoreName> = Stores[Name]["value"];

/** A store within a transaction. Each promise rejects where the browser cannot do it. */
export interface Store<Name extends StoreName> {
  get(key: Key<Name>): Promise<Value<Name> | undefined>;
  /** `key` where the values do not hold it. */
  put(value: Value<Name>, key?: Key<Name>): Promise<unknown>;
  delete(key: Key<Name>): Promise<unknown>;
}

/** What is done to `store`, together or not at all. */
interface Transaction<Name extends StoreName> {
  readonly store: Store<Name>;
  /** Resolves when all of it is kept. Rejects where none of it is. */
  readonly done: Promise<unknown>;
  /** Nothing more is asked for: a page that ends in this moment takes back what it had not committed. */
  commit(): void;
}

export interface Database {
  get<Name extends StoreName>(name: Name, key: Key<Name>): Promise<Value<Name> | undefined>;
  /** The rooms and tabs of all outboxes. */
  getAllKeys(name: "outboxes"): Promise<readonly Key<"outboxes">[]>;
  getAllFromIndex(name: "outboxes", index: "room", room: RoomName): Promise<readonly StoredOutbox[]>;
  transaction<Name extends StoreName>(name: Name, mode: "readwrite"): Transaction<Name>;
}

/**
 * Milliseconds after which a browser's storage will not answer any more: another tab holds it, the disk is gone, or the
 * browser has one of its bad days. Longer than a slow phone takes, and short enough to wait for once.
 */
const ANSWER_WITHIN_MS = 5_000;

let answerWithinMs = ANSWER_WITHIN_MS;

/** Rejects where storage does not answer `asked` in time. Then it is not waited for any more. */
export async function inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      answerWithinMs = 0;
      reject(new Error("no answer"));
    }, answerWithinMs);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Opens the database, or resolves with null where the browser gives none (some private modes). */
export async function openDatabase(): Promise<Database | null> {
  try {
    return databaseOf(await inTime(open()));
  } catch {
    return null; // whatever the reason: the page works, and forgets when it is closed
  }
}

function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open("foyer", 2);
  opening.onupgradeneeded = ({ oldVersion }) => upgrade(opening, oldVersion);
  const opened = answerTo(opening);
  // Another tab has a later version of the page, and would wait for ours: it is told to load itself again anyway.
  opened.then(
    (db) => (db.onversionchange = () => db.close()),
    () => undefined, // the caller hears of it
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
  // Version 1 knew messages only.
  const outboxes = transaction?.objectStore("outboxes");
  const reading: IDBRequest<StoredOutbox[]> | undefined = outboxes?.getAll();
  reading?.addEventListener("success", () => {
    for (const stored of reading.result) outboxes?.put({ ...stored, outbox: stored.outbox.map(withWish) });
  });
}

function databaseOf(db: IDBDatabase): Database {
  const storeOf = (name: StoreName): IDBObjectStore => db.transaction(name).objectStore(name);
  // Async, so that what throws (the database was closed, say) rejects.
  return {
    get: async (name, key) => await answerTo(storeOf(name).get(key)),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- by the store's key path
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
  done.catch(() => undefined); // the caller hears of it, at the latest, where it awaits this
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

function withWish(outgoing: OutboxEntry & { readonly text?: string }): OutboxEntry {
  const { text, ...rest } = outgoing;
  return text === undefined ? rest : { ...rest, wish: { type: "say", text, replyTo: null } };
}
