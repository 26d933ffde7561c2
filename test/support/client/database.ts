/** Owns a database in memory with as much of IndexedDB's ways as the client uses; it may have no place left. */
import type { Database } from "../../../src/client/database.ts";

type StoreName = "keys" | "outboxes" | "timelines";

/** As IndexedDB does, a store keeps copies. */
class Store {
  readonly #values = new Map<string, unknown>();
  readonly #keys = new Map<string, unknown>();
  readonly #keyPath: readonly string[] | null;
  readonly #hasPlace: () => boolean;

  constructor(keyPath: readonly string[] | null, hasPlace: () => boolean) {
    this.#keyPath = keyPath;
    this.#hasPlace = hasPlace;
  }

  async get(key: unknown): Promise<unknown> {
    return structuredClone(this.#values.get(JSON.stringify(key)));
  }

  async getAll(): Promise<readonly unknown[]> {
    return structuredClone([...this.#values.values()]);
  }

  async getAllKeys(): Promise<readonly unknown[]> {
    return [...this.#keys.values()];
  }

  async put(value: unknown, key?: unknown): Promise<void> {
    if (!this.#hasPlace()) throw new DOMException("There is no place left.", "QuotaExceededError");
    const by = this.#keyPath === null ? key : this.#keyPath.map((field) => Reflect.get(Object(value), field));
    this.#keys.set(JSON.stringify(by), by);
    this.#values.set(JSON.stringify(by), structuredClone(value));
  }

  async delete(key: unknown): Promise<void> {
    this.#keys.delete(JSON.stringify(key));
    this.#values.delete(JSON.stringify(key));
  }
}

/** What is done in it is done at once. */
interface Transaction {
  readonly store: Store;
  readonly done: Promise<void>;
  readonly commit: () => void;
}

export class MemoryDatabase {
  isFull = false;
  readonly #hasPlace = (): boolean => !this.isFull;
  readonly #stores: Readonly<Record<StoreName, Store>> = {
    keys: new Store(null, this.#hasPlace),
    outboxes: new Store(["room", "tab"], this.#hasPlace),
    timelines: new Store(null, this.#hasPlace),
  };

  /** For what takes the real one. */
  get asDatabase(): Database {
    return this as unknown as Database;
  }

  get(store: StoreName, key: unknown): Promise<unknown> {
    return this.#stores[store].get(key);
  }

  getAllKeys(store: StoreName): Promise<readonly unknown[]> {
    return this.#stores[store].getAllKeys();
  }

  async getAllFromIndex(store: StoreName, index: string, value: unknown): Promise<readonly unknown[]> {
    const all = await this.#stores[store].getAll();
    return all.filter((one) => Reflect.get(Object(one), index) === value);
  }

  put(store: StoreName, value: unknown, key?: unknown): Promise<void> {
    return this.#stores[store].put(value, key);
  }

  delete(store: StoreName, key: unknown): Promise<void> {
    return this.#stores[store].delete(key);
  }

  transaction(store: StoreName): Transaction {
    return { store: this.#stores[store], done: Promise.resolve(), commit: () => {} };
  }
}
