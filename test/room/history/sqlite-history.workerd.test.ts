import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { MemoryHistory } from "../../support/memory-history.ts";
import { foldName } from "../../../src/protocol/values/names.ts";
import { migrate } from "../../../src/room/history/schema.ts";
import type { SqliteHistory } from "../../../src/room/history/sqlite-history.ts";
import { describeChanges } from "../../support/changes-contract.ts";
import { describeHistory } from "../../support/history-contract.ts";
import { draft, LIN, MEI } from "../../support/people.ts";
import { openHistory } from "../../support/workerd/histories.ts";
import { inStorage, newRoom } from "../../support/workerd/rooms.ts";

/** Opens the history in `storage`, as a room does when it wakes. */
function open(storage: DurableObjectStorage, limit = 0, epoch = "epoch-1"): SqliteHistory {
  return openHistory(storage, { historyLimit: limit, epoch });
}

function countOf({ sql }: DurableObjectStorage): unknown {
  return sql.exec("SELECT count(*) AS count FROM messages").one()["count"];
}

describeHistory("SqliteHistory", (limit, test) => inStorage(newRoom(), (storage) => test(open(storage, limit))));
describeChanges("SqliteHistory", (limit, test) => inStorage(newRoom(), (storage) => test(open(storage, limit))));

describe("a history in SQLite", () => {
  it("[O4] keeps its epoch and all that was said when it is opened again", async () => {
    await inStorage(newRoom(), (storage) => {
      const { said } = open(storage).append({ ...draft(LIN, "one", 5_000), replyTo: 1 });
      const again = open(storage, 0, "epoch-2");
      expect(again.epoch).toBe("epoch-1");
      expect(again.head).toEqual({ seq: 1, at: 5_000 });
      expect(again.after(0, 10)).toEqual([said]);
      expect(again.append(draft(MEI, "two")).said.seq).toBe(2);
    });
  });

  it("[O1] [E1] goes on behind the last change when it is opened again, and not behind the last message", async () => {
    await inStorage(newRoom(), (storage) => {
      const history = open(storage);
      history.append(draft(LIN, "one", 5_000));
      const edited = { type: "edited", at: 6_000, by: LIN, clientId: "e", target: 1, text: "two" } as const;
      history.change(edited);
      const again = open(storage);
      expect(again.head).toEqual({ seq: 2, at: 6_000 });
      expect(again.message(1)?.text).toBe("two");
      expect(again.append(draft(MEI, "three", 7_000)).said.seq).toBe(3);
    });
  });

  it("[E2] has the text of a removed message nowhere in its tables", async () => {
    await inStorage(newRoom(), (storage) => {
      const history = open(storage);
      const by = { at: 1_000, by: LIN, target: 1 };
      history.append({ ...draft(LIN, "the first secret"), clientId: "s" });
      history.change({ type: "edited", ...by, clientId: "e", text: "the second secret" });
      history.change({ type: "removed", ...by, clientId: "r" });
      const tables = storage.sql
        .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
        .toArray();
      const rows = tables
        .filter(({ name }) => !name.startsWith("_cf_"))
        .flatMap(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray());
      expect(rows.length).toBeGreaterThan(2);
      expect(JSON.stringify(rows)).not.toContain("secret");
    });
  });

  it("takes in a room whose tables are of the first step", async () => {
    await inStorage(newRoom(), (storage) => {
      migrate(storage, () => "epoch-1", 1);
      storage.sql.exec("INSERT INTO messages VALUES (1, 1000, ?, 'Lin', 'one', 'c', NULL)", LIN.id);
      storage.sql.exec("INSERT INTO names VALUES (?, ?)", foldName(LIN.name), LIN.id);
      const history = open(storage);
      expect(history.message(1)).toMatchObject({ text: "one" });
      expect(history.isClaimed(foldName(LIN.name))).toBe(true);
      history.change({ type: "edited", at: 2_000, by: LIN, clientId: "e", target: 1, text: "two" });
      expect(history.message(1)).toMatchObject({ text: "two", editedAt: 2_000 });
    });
  });

  it("[G3] counts on from the messages of a room whose tables are of the second step", async () => {
    await inStorage(newRoom(), (storage) => {
      migrate(storage, () => "epoch-1", 2);
      for (let n = 1; n <= 4; n++) {
        storage.sql.exec(
          "INSERT INTO messages (seq, at, member, name, text, client_id) VALUES (?1, 1000, ?2, 'Lin', ?3, ?3)",
          n,
          LIN.id,
          `${n}`,
        );
      }
      const history = open(storage, 3);
      expect(history.oldest).toBe(2);
      history.append(draft(LIN, "5"));
      expect(history.after(0, 10).map(({ text }) => text)).toEqual(["3", "4", "5"]);
    });
  });

  it("takes in reactions, reading marks and a former index, also a corrupt one, of the third step", async () => {
    await inStorage(newRoom(), (storage) => {
      migrate(storage, () => "epoch-1", 3);
      const { sql } = storage;
      sql.exec(
        "INSERT INTO messages (seq, at, member, name, text, client_id, nth) VALUES (1, 1, 'm', 'M', 'tea', 'c', 1)",
      );
      sql.exec("UPDATE messages SET changed_seq = 9");
      for (const [seq, [emoji, { id, name }]] of (
        [
          ["b", MEI],
          ["a", LIN],
          ["b", LIN],
        ] as const
      ).entries()) {
        const first = emoji === "b" ? 2 : 3;
        sql.exec("INSERT INTO reactions VALUES (1, ?, ?, ?, ?, ?)", emoji, id, name, first, seq + 2);
      }
      sql.exec("INSERT INTO reads VALUES (?, 1)", LIN.id);
      sql.exec("CREATE VIRTUAL TABLE search_index USING fts5 (text, block, content='', tokenize='trigram')");
      sql.exec("CREATE TABLE search_range (only INTEGER, first INTEGER, last INTEGER)");
      sql.exec("INSERT INTO search_range VALUES (1, 1, 1)");
      sql.exec("INSERT INTO search_index (rowid, text, block) VALUES (1, 'tea', '')");
      const remove = "INSERT INTO search_index (search_index, rowid, text, block) VALUES ('delete', 1, 'tea', '')";
      sql.exec(remove);
      expect(() => sql.exec(remove)).toThrow("malformed"); // what every message met from then on
      const history = open(storage);
      expect(history.message(1)?.reactions).toEqual([
        { emoji: "b", count: 2, by: [MEI, LIN] },
        { emoji: "a", count: 1, by: [LIN] },
      ]);
      expect(history.readOf(LIN.id)).toBe(1);
      expect(history.firstSaidAt(LIN.id)).toBeNull();
      history.append(draft(LIN, "two"));
      expect(history.firstSaidAt(LIN.id)).toBe(1_000);
      expect(sql.exec("SELECT name FROM sqlite_master WHERE name GLOB 'search_[ir]*'").toArray()).toEqual([]);
    });
  });

  it("makes its tables once, and writes nothing when it is opened again", async () => {
    await inStorage(newRoom(), (storage) => {
      open(storage);
      const exec = vi.spyOn(storage.sql, "exec");
      open(storage);
      expect(exec.mock.calls.filter(([statement]) => /CREATE|INSERT|UPDATE|DELETE/.test(statement))).toEqual([]);
      expect(storage.sql.exec("SELECT step FROM room").one()).toEqual({ step: 4 });
      exec.mockRestore();
    });
  });

  it("is not there at all where its tables could not all be made", async () => {
    await inStorage(newRoom(), (storage) => {
      storage.sql.exec("CREATE TABLE names (in_the_way INTEGER)");
      expect(() => open(storage)).toThrow(/names/);
      storage.sql.exec("DROP TABLE names");
      expect(open(storage).epoch).toBe("epoch-1");
    });
  });

  it("[O1] is as it was before a message that could not be written", async () => {
    await inStorage(newRoom(), (storage) => {
      const history = open(storage);
      history.append(draft(LIN, "one"));
      vi.spyOn(storage.sql, "exec").mockImplementationOnce(() => {
        throw new Error("SQLITE_FULL");
      });
      expect(() => history.append(draft(LIN, "two"))).toThrow("SQLITE_FULL");
      expect(history.head.seq).toBe(1);
      expect(history.append(draft(LIN, "two"))).toMatchObject({ said: { seq: 2 }, fresh: true });
    });
  });

  it("[G3] shows no more than a lowered limit at once, and deletes the rest 500 rows at a time", async () => {
    await inStorage(newRoom(), (storage) => {
      const unlimited = open(storage);
      for (let n = 1; n <= 1_200; n++) unlimited.append(draft(LIN, `${n}`));
      const history = open(storage, 10);
      expect([history.oldest, countOf(storage)]).toEqual([1_191, 1_200]);
      for (const shown of [history.after(0, 100), history.before(1_201, 100), history.around(1_195, 100)]) {
        expect([shown.length, shown[0]?.seq]).toEqual([10, 1_191]);
      }
      expect(history.changesSince(0)).toHaveLength(10);
      expect(history.find(LIN.id, "1190")).toBeNull();
      history.append(draft(LIN, "1201"));
      expect(countOf(storage)).toBe(701);
      history.append(draft(LIN, "1202"));
      expect(countOf(storage)).toBe(202);
      history.append(draft(LIN, "1203"));
      expect(countOf(storage)).toBe(10);
      history.append(draft(LIN, "1204"));
      expect([history.oldest, history.after(0, 100).length, countOf(storage)]).toEqual([1_195, 10, 10]);
    });
  });

  it("[S4] [G3] takes a client id for a new one, also while its forgotten message waits for deletion", async () => {
    await inStorage(newRoom(), (storage) => {
      const unlimited = open(storage);
      for (let n = 1; n <= 1_200; n++) unlimited.append(draft(LIN, `${n}`));
      const history = open(storage, 10);
      expect(history.find(LIN.id, "1100")).toBeNull();
      expect(history.append(draft(LIN, "1100"))).toMatchObject({ said: { seq: 1_201 }, fresh: true });
      expect(history.find(LIN.id, "1100")).toMatchObject({ seq: 1_201 });
    });
  });

  it("[G3] deletes as many messages as come, however much happened between them", async () => {
    await inStorage(newRoom(), (storage) => {
      const history = open(storage, 2);
      for (let n = 1; n <= 5; n++) {
        history.append(draft(LIN, `${n}`));
        const target = history.head.seq;
        for (let k = 0; k < 600; k++) {
          history.change({ type: "edited", at: 1_000, by: LIN, clientId: `${n} ${k}`, target, text: `${n}` });
        }
      }
      expect(history.after(0, 10).map(({ text }) => text)).toEqual(["4", "5"]);
      expect(countOf(storage)).toBe(2);
    });
  });

  it("[G3] keeps what it has when the limit is raised", async () => {
    await inStorage(newRoom(), (storage) => {
      const short = open(storage, 2);
      for (let n = 1; n <= 5; n++) short.append(draft(LIN, `${n}`));
      const long = open(storage, 100);
      expect([long.oldest, long.head.seq]).toEqual([4, 5]);
      long.append(draft(LIN, "6"));
      expect(long.after(0, 100).map(({ seq }) => seq)).toEqual([4, 5, 6]);
    });
  });

  it("answers as the history in memory does, whatever is said and asked", async () => {
    const seq = fc.nat(25);
    const limit = fc.nat(12);
    const act = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ act: fc.constant("append"), from: fc.constantFrom(LIN, MEI), id: fc.nat(9) }),
      },
      { weight: 1, arbitrary: fc.record({ act: fc.constantFrom("before", "after", "around"), seq, limit }) },
      { weight: 1, arbitrary: fc.record({ act: fc.constant("reopen") }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 1, 4), fc.array(act, { maxLength: 40 }), async (kept, acts) => {
        await inStorage(newRoom(), (storage) => {
          const memory = new MemoryHistory("epoch-1", kept);
          let sqlite = open(storage, kept);
          for (const step of acts) {
            if ("from" in step) {
              const said = draft(step.from, `${step.id}`, memory.head.at + 1);
              expect(sqlite.append(said)).toEqual(memory.append(said));
              expect(sqlite.find(step.from.id, "0")).toEqual(memory.find(step.from.id, "0"));
            }
            if (step.act === "reopen") sqlite = open(storage, kept);
            if ("seq" in step) {
              expect(sqlite[step.act](step.seq, step.limit)).toEqual(memory[step.act](step.seq, step.limit));
              expect(sqlite.changesSince(step.seq)).toEqual(memory.changesSince(step.seq));
            }
            expect([sqlite.head, sqlite.oldest]).toEqual([memory.head, memory.oldest]);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});
