/**
 * A database in memory with as much of IndexedDB's ways as the client uses: what is done in a transaction is kept
 * together or not at all, and one that writes waits for those before it. A test says what it cannot do, and when it ends.
 */
import type { Database } from "../../../src/page/storage/database.ts";

type StoreName = "keys" | "outboxes" | "timelines";

/** A step that may fail: with this error, by throwing it, or by never answering. */
export type Step = "get" | "put" | "delete" | "transaction" | "done";
export type Failure = Error | "never";

const KEY_PATHS: Readonly<Record<StoreName, readonly string[] | null>> = {
  keys: null,
  outboxes: ["room", "tab"],
  timelines: null,
};

/** By the key's JSON; as IndexedDB does, a store keeps copies. */
type Values = ReadonlyMap<string, { readonly key: unknown; readonly value: unknown }>;

/** What waits for an answer, and not for time, has gone on. */
async function answered(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

export class MemoryDatabase {
  isFull = false;
  /** What fails, in whatever store; `onlyFor` says for which values. */
  readonly failures = new Map<Step, Failure>();
  onlyFor: (value: unknown) => boolean = () => true;
  /** How many more transactions are kept, before the browser, or the machine, ends. */
  commitsLeft = Number.POSITIVE_INFINITY;
  readonly #values = new Map<StoreName, Values>();
  #last: Promise<unknown> = Promise.resolve();

  /** For what takes the real one. */
  get asDatabase(): Database {
    return this as unknown as Database;
  }

  /** Another browser opens it: nobody waits any more for what the last one had begun. */
  restart(): void {
    this.#last = Promise.resolve();
  }

  async get(store: StoreName, key: unknown): Promise<unknown> {
    await this.#step("get");
    return structuredClone(this.#of(store).get(JSON.stringify(key))?.value);
  }

  async getAllKeys(store: StoreName): Promise<readonly unknown[]> {
    await this.#step("get");
    return [...this.#of(store).values()].map(({ key }) => key);
  }

  async getAllFromIndex(store: StoreName, index: string, wanted: unknown): Promise<readonly unknown[]> {
    await this.#step("get");
    const all = structuredClone([...this.#of(store).values()].map(({ value }) => value));
    return all.filter((one) => Reflect.get(Object(one), index) === wanted);
  }

  async put(store: StoreName, value: unknown, key?: unknown): Promise<void> {
    const { store: writable, done } = this.transaction(store);
    await Promise.all([writable.put(value, key), done]);
  }

  transaction(name: StoreName): {
    readonly store: {
      get(key: unknown): Promise<unknown>;
      put(value: unknown, key?: unknown): Promise<void>;
      delete(key: unknown): Promise<void>;
    };
    readonly done: Promise<void>;
    commit(): void;
  } {
    const failure = this.failures.get("transaction");
    if (failure instanceof Error) throw failure;
    const before = this.#last;
    const changed = new Map<string, { key: unknown; value: unknown } | null>();
    let asked = 0;
    let end = (): void => {};
    const isOver = new Promise<void>((resolve) => (end = resolve));
    const ask = async <Answer>(step: Step, act: () => Answer): Promise<Answer> => {
      asked += 1;
      await before;
      try {
        await this.#step(step);
        return act();
      } finally {
        asked -= 1;
        // As there, it is committed when nothing more is asked for in what follows an answer.
        void answered().then(() => asked === 0 && end());
      }
    };
    const commit = async (): Promise<void> => {
      await before;
      if (failure === "never") await new Promise(() => {});
      await isOver;
      await this.#step("done");
      if (this.commitsLeft-- <= 0) return await new Promise(() => {});
      const values = new Map(this.#of(name));
      for (const [id, put] of changed) {
        if (put === null) values.delete(id);
        else values.set(id, put);
      }
      this.#values.set(name, values);
    };
    const done = commit();
    this.#last = done.catch(() => undefined);
    return {
      store: {
        get: (key) => {
          const id = JSON.stringify(key);
          return ask("get", () => structuredClone((changed.has(id) ? changed.get(id) : this.#of(name).get(id))?.value));
        },
        put: (value, key) => {
          const fault = this.failures.get("put");
          const isFailing = this.isFull || (fault instanceof Error && this.onlyFor(value));
          const by = KEY_PATHS[name]?.map((field) => Reflect.get(Object(value), field)) ?? key;
          const copy = structuredClone(value);
          return ask("put", () => {
            if (isFailing) throw fault ?? new DOMException("There is no place left.", "QuotaExceededError");
            changed.set(JSON.stringify(by), { key: by, value: copy });
          });
        },
        delete: (key) => ask("delete", () => void changed.set(JSON.stringify(key), null)),
      },
      done,
      commit: () => {},
    };
  }

  #of(name: StoreName): Values {
    return this.#values.get(name) ?? new Map();
  }

  async #step(step: Step): Promise<void> {
    const failure = this.failures.get(step);
    if (failure === "never") await new Promise(() => {});
    if (failure !== undefined && step !== "put") throw failure;
  }
}
