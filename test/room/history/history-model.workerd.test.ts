/**
 * A room's history, its retention, its index and its searches against a model of a few lines: in whatever order things
 * happen, nothing is refused that should not be, and what is found is exactly what is there. The worst fault so far sat where
 * retention, search and removal met, each of them tested alone.
 */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { foldText } from "../../../src/protocol/values/folding.ts";
import { foldAuthor, parseQuery } from "../../../src/protocol/values/query.ts";
import type { Person } from "../../../src/protocol/wire.ts";
import { MemoryHistory } from "../../support/memory-history.ts";
import { SearchBudget } from "../../../src/room/search/search-budget.ts";
import { SearchScan } from "../../../src/room/search/search-scan.ts";
import type { SqliteHistory } from "../../../src/room/history/sqlite-history.ts";
import { openHistory } from "../../support/workerd/histories.ts";
import { inStorage, newRoom } from "../../support/workerd/rooms.ts";
import { expectWhole, mayHave } from "../../support/workerd/searching.ts";
import { draft, emojiOf, LIN, people, topicOf } from "../../support/people.ts";

const PEOPLE = people(3);
const EMOJI = [emojiOf("👍"), emojiOf("🎉")];
const WORDS = ["tea", "teapot", "三点见", "今天下午", "Café", "x", "ﬁne", "🎉🎉", "a b c", "STRASSE"];
const QUERIES = [
  "tea",
  "eapo",
  "下午",
  "见",
  "cafe",
  "x",
  "b c",
  "🎉",
  "from:person",
  '"tea tea"',
  "strasse tea",
  "absent",
];

/** What may have become of the index: the room must go on, and its searches with it. */
const DAMAGES = [
  "DROP TABLE search_groups",
  "ALTER TABLE search_groups DROP COLUMN last",
  "ALTER TABLE search_groups RENAME COLUMN signature TO other",
  "DELETE FROM search_groups",
  "DELETE FROM search_groups WHERE first % 2 = 0",
  "UPDATE search_groups SET signature = x''",
  "UPDATE search_groups SET signature = zeroblob(length(signature))",
  "UPDATE search_groups SET signature = (SELECT signature FROM search_groups ORDER BY first LIMIT 1)",
  "UPDATE search_groups SET last = last + 100",
  "UPDATE search_groups SET first = first - 1, last = last - 1",
];

/** What may happen to a room. `nth`: which of the messages that are there, or were. */
const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("say" as const),
      who: fc.nat(2),
      words: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("repeat" as const), nth: fc.nat(40) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("edit" as const),
      nth: fc.nat(40),
      words: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("remove" as const), nth: fc.nat(40) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("react" as const), who: fc.nat(2), nth: fc.nat(40), emoji: fc.nat(1) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("topic" as const), who: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("search" as const), query: fc.nat(QUERIES.length - 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("index step" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const), limit: fc.constantFrom(0, 1, 5, 20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("damage" as const), how: fc.nat(DAMAGES.length - 1) }) },
  // Enough to fill groups of the index.
  { weight: 1, arbitrary: fc.record({ do: fc.constant("chatter" as const), count: fc.integer({ min: 1, max: 600 }) }) },
);
type Action = typeof action extends fc.Arbitrary<infer Each> ? Each : never;

class Room {
  readonly #storage: DurableObjectStorage;
  #limit: number;
  #history: SqliteHistory;
  /** The plainest history there is; it has a contract with the other one, and no index. */
  readonly #model: MemoryHistory;
  #said = 0;
  #isDamaged = false;

  constructor(storage: DurableObjectStorage, limit: number) {
    this.#storage = storage;
    this.#limit = limit;
    this.#history = this.#open();
    this.#model = new MemoryHistory("epoch-1", limit);
  }

  do(each: Action): void {
    switch (each.do) {
      case "say":
        return this.#say(PEOPLE[each.who] ?? never(), textOf(each.words), `c${++this.#said}`);
      case "chatter":
        for (let n = 0; n < each.count; n++) this.#say(PEOPLE[n % 3] ?? never(), `chatter ${n}`, `c${++this.#said}`);
        return;
      case "repeat": {
        // Of a message that may be forgotten: then it is a new one.
        const n = this.#said - each.nth;
        if (n > 0) this.#say(PEOPLE[n % 3] ?? never(), "again", `c${n}`);
        return;
      }
      case "edit":
        return this.#change(each.nth, (target, by) => ({ type: "edited", target, by, text: textOf(each.words) }));
      case "remove":
        return this.#change(each.nth, (target, by) => ({ type: "removed", target, by }));
      case "react": {
        const by = PEOPLE[each.who] ?? never();
        const emoji = EMOJI[each.emoji] ?? never();
        return this.#change(each.nth, (target) => {
          return { type: "reacted", target, by, emoji, on: !this.#model.hasReacted(target, emoji, by.id) };
        });
      }
      case "topic":
        return this.#both((history) => {
          const by = PEOPLE[each.who] ?? never();
          return history.change({
            type: "topic_set",
            at: 1,
            by,
            clientId: `t${history.head.seq}`,
            topic: topicOf("tea"),
          });
        });
      case "search":
        return this.#search(QUERIES[each.query] ?? never());
      case "index step":
        if (this.#history.oldest <= this.#history.head.seq) {
          this.#history.index.extendDown(this.#history.oldest, this.#history.head.seq);
        }
        this.#history.index.extendUp(this.#history.head.seq);
        return;
      case "restart":
        return this.#restart(each.limit);
      case "damage":
        this.#isDamaged = true;
        this.#damage(DAMAGES[each.how] ?? never());
    }
  }

  /** What a newcomer would be told is the same as in the model, and the index is whole. */
  check(): void {
    const { oldest, head } = this.#history;
    expect([oldest, head]).toEqual([this.#model.oldest, this.#model.head]);
    expect(this.#history.after(0, 10_000)).toEqual(this.#model.after(0, 10_000));
    for (const query of QUERIES) this.#search(query);
    expect(this.#history.index.isUsable).toBe(true);
    // Where nothing is left to search, nobody had a reason to look at the index, and to find it damaged.
    if (oldest <= head.seq) expectWhole(this.#storage, oldest);
  }

  #damage(statement: string): void {
    try {
      this.#storage.sql.exec(statement);
    } catch {
      // It is damaged like that already.
    }
  }

  #open(): SqliteHistory {
    return openHistory(this.#storage, {
      historyLimit: this.#limit,
      onIndexFault: (error) => {
        if (!this.#isDamaged) throw error;
      },
    });
  }

  /** Never with a higher limit: what waits for its deletion would be there again, or not, as it happens. */
  #restart(limit: number): void {
    if (limit !== 0 && (this.#limit === 0 || limit < this.#limit)) {
      this.#limit = limit;
      this.#model.lowerLimit(limit);
    }
    this.#history = this.#open();
  }

  #say(from: Person, text: string, clientId: string): void {
    this.#both((history) => history.append({ at: 1, from, text, clientId }));
  }

  #change(nth: number, changeOf: (target: number, by: Person) => object): void {
    const messages = this.#model.after(0, 10_000).filter(({ removed }) => !removed);
    const said = messages[nth % Math.max(1, messages.length)];
    if (said === undefined) return;
    const change = changeOf(said.seq, said.from);
    this.#both((history) => history.change({ at: 1, clientId: `e${history.head.seq}`, ...change } as never));
  }

  #both(act: (history: SqliteHistory | MemoryHistory) => unknown): void {
    expect(act(this.#history)).toEqual(act(this.#model));
  }

  #search(text: string): void {
    const query = parseQuery(text);
    const { index, head, oldest } = this.#history;
    const walk = new SearchScan({
      sql: this.#storage.sql,
      index,
      budget: new SearchBudget(this.#storage.sql),
      query,
      head: head.seq,
      oldest,
      before: head.seq + 1,
      enough: 100_000,
    });
    for (let steps = 0; !walk.step(1); steps++) expect(steps).toBeLessThan(1_000);
    const expected = this.#model
      .after(0, 10_000)
      .filter(({ removed }) => !removed)
      .filter(({ text: said }) => query.terms.every((term) => foldText(said).includes(term)))
      .filter(({ from }) => query.authors.every((author) => foldAuthor(from.name).startsWith(author)))
      .map(({ seq }) => seq);
    expect([text, walk.found.toReversed()]).toEqual([text, expected]);
  }
}

describe("a room's history", () => {
  it.each([0, 1, 20])(
    "[Q2] [Q6] [G3] [E2] takes everything that may happen, and finds exactly what is there, with a HISTORY_LIMIT of %d",
    async (limit) => {
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
          await inStorage(newRoom(), (storage) => {
            const room = new Room(storage, limit);
            for (const each of actions) room.do(each);
            room.check();
          });
        }),
        { numRuns: 60 },
      );
    },
    60_000,
  );

  it.each(DAMAGES)("[F7] [Q6] says, changes and finds everything after %s", async (damage) => {
    for (const next of ["search", "edit", "restart"] as const) {
      await inStorage(newRoom(), (storage) => {
        const room = new Room(storage, 0);
        for (let n = 0; n < 4; n++) {
          room.do({ do: "chatter", count: 500 });
          room.do({ do: "say", who: 0, words: [n, 7, 3] });
        }
        for (let n = 0; n < 4; n++) room.do({ do: "index step" });
        room.do({ do: "damage", how: DAMAGES.indexOf(damage) });
        if (next === "edit") for (const nth of [0, 700, 1_999]) room.do({ do: "edit", nth, words: [0, 1] });
        if (next === "restart") room.do({ do: next, limit: 0 });
        room.check();
      });
    }
  });

  it("[F7] [Q6] goes on where the index fails and cannot even be emptied, and trusts it no more after a restart", async () => {
    await inStorage(newRoom(), (storage) => {
      const room = new Room(storage, 0);
      const search: Action = { do: "search", query: 0 };
      const acts: readonly Action[] = [
        { do: "chatter", count: 600 },
        search,
        { do: "damage", how: DAMAGES.length - 1 },
        { do: "edit", nth: 3, words: [0] },
        { do: "say", who: 1, words: [0] },
        search,
        { do: "edit", nth: 4, words: [0, 0] },
        { do: "remove", nth: 5 },
      ];
      for (const act of acts.slice(0, 2)) room.do(act);
      const exec = storage.sql.exec.bind(storage.sql);
      const spy = vi.spyOn(storage.sql, "exec").mockImplementation((statement: string, ...bindings: unknown[]) => {
        if (statement.includes("search_groups")) throw new Error("database disk image is malformed");
        return exec(statement, ...bindings);
      });
      for (const act of acts.slice(2)) room.do(act);
      spy.mockRestore();
      room.do(search); // without an index
      room.do({ do: "restart", limit: 0 });
      room.check();
    });
  });

  it("[F7] has the index that it had where the message fails that dropped it", async () => {
    await inStorage(newRoom(), (storage) => {
      const faults: unknown[] = [];
      const history = openHistory(storage, { onIndexFault: (error) => faults.push(error) });
      for (let n = 0; n < 600; n++) history.append(draft(LIN, `tea ${n}`));
      history.index.extendDown(1, 600);
      const exec = storage.sql.exec.bind(storage.sql);
      const edit = { type: "edited", at: 1, by: LIN, target: 3, text: "three o'clock" } as const;
      const spy = vi.spyOn(storage.sql, "exec").mockImplementation((statement: string, ...bindings: unknown[]) => {
        if (statement.startsWith("UPDATE search_groups")) throw new Error("It is damaged.");
        return exec(statement, ...bindings);
      });
      const change = (): unknown =>
        storage.transactionSync(() => {
          history.change({ ...edit, clientId: "lost" });
          throw new Error("The disk is full.");
        });
      expect(change).toThrow("The disk is full.");
      spy.mockRestore();
      expect(faults).toHaveLength(1);
      history.change({ ...edit, clientId: "kept" });
      expectWhole(storage, 1);
      expect(mayHave(storage, "o'clock")).toBe(true);
    });
  });

  it("[Q6] [G3] goes on after a search, removals and as many messages again as are kept", async () => {
    await inStorage(newRoom(), (storage) => {
      const room = new Room(storage, 20);
      const say: Action = { do: "say", who: 0, words: [0] };
      for (let n = 0; n < 20; n++) room.do(say);
      room.do({ do: "search", query: 0 });
      for (const nth of [0, 0, 5, 9]) room.do({ do: "remove", nth });
      for (let n = 0; n < 60; n++) room.do(say);
      room.check();
    });
  });
});

function textOf(words: readonly number[]): string {
  return words.map((word) => WORDS[word]).join(" ");
}

function never(): never {
  throw new Error("There is one.");
}
