import { expect, it } from "vitest";
import { INDEXED_SEARCH_ROWS_PER_HOUR, SEARCH_ROWS_PER_HOUR } from "../../../src/protocol/limits.ts";
import { parseQuery } from "../../../src/protocol/values/query.ts";
import { SearchBudget } from "../../../src/room/search/search-budget.ts";
import { SearchScan } from "../../../src/room/search/search-scan.ts";
import { draft, LIN } from "../../support/people.ts";
import { newRoom, inStorage } from "../../support/workerd/rooms.ts";
import { countRows, watchCursors } from "../../support/workerd/rows.ts";
import { build, fill, FIRST_AT, open } from "../../support/workerd/searching.ts";

const HOUR_MS = 60 * 60 * 1_000;
const NOW = 1_795_000_000_000;
const UNINDEXED_ROWS_PER_HOUR = SEARCH_ROWS_PER_HOUR - INDEXED_SEARCH_ROWS_PER_HOUR;

/** A walk through all of a room's messages. */
function walk(storage: DurableObjectStorage, query: string, budget = new SearchBudget(storage.sql)): SearchScan {
  const { index, head } = open(storage);
  const before = head.seq + 1;
  return new SearchScan({
    sql: storage.sql,
    index,
    budget,
    query: parseQuery(query),
    head: head.seq,
    oldest: 1,
    before,
    enough: 21,
  });
}

/** Steps that a search takes which finds nothing. */
function stepsOf(search: SearchScan): number {
  let steps = 1;
  while (!search.step(NOW)) steps += 1;
  expect(search.found).toEqual([]);
  return steps;
}

it("[Q8] goes on in another step after 150,000 characters", async () => {
  const room = newRoom();
  // Each has every gram of the query, and 4,000 characters.
  await fill(room, Array<string>(100).fill(`abc bcd ${"x".repeat(3_992)}`));
  await build(room);
  await inStorage(room, (storage) => expect(stepsOf(walk(storage, "abcd"))).toBe(3));
  await inStorage(room, (storage) => expect(stepsOf(walk(storage, "zz"))).toBe(3));
});

it("[Q8] goes on in another step after 3,000 messages without the index, and after 3 groups that it adds", async () => {
  const room = newRoom();
  await fill(room, Array<string>(512 * 15).fill("abc"));
  await inStorage(room, (storage) => expect(stepsOf(walk(storage, "zz"))).toBe(3));
  // Five steps add 15 groups; each is followed by one that looks at what was added.
  await inStorage(room, (storage) => expect(stepsOf(walk(storage, "absent"))).toBe(10));
  await inStorage(room, (storage) => expect(stepsOf(walk(storage, "absent"))).toBe(1));
});

it("[Q8] goes on in another step after 3,000 messages that were removed, and after 3 groups of such", async () => {
  const room = newRoom();
  await fill(room, Array<string>(512 * 15).fill("abc"));
  await inStorage(room, (storage) => {
    storage.sql.exec("UPDATE messages SET removed = 1, text = ''");
    expect(stepsOf(walk(storage, "zz"))).toBe(3);
    expect(stepsOf(walk(storage, "absent"))).toBe(10);
    expect(stepsOf(walk(storage, "from:Lin"))).toBe(1);
  });
});

it("[G3] reads no more for a message the larger the index is, and for a search only the days that it is for", async () => {
  const perMessage = async (count: number): Promise<number> => {
    const room = newRoom();
    await fill(room, Array<string>(count).fill("abc"), 1_000);
    await build(room);
    return await inStorage(room, (storage) => {
      const history = open(storage, count);
      history.append({ ...draft(LIN, "the first reads what the tables look like", FIRST_AT + 1_000 * count) });
      const from = history.index.range?.last ?? 0;
      rows();
      history.append(draft(LIN, "one more", FIRST_AT + 1_000 * count));
      history.index.groups(from - 1, from, 256);
      return rows().read;
    });
  };
  const rows = await countRows();
  expect(await perMessage(512 * 12)).toBe(await perMessage(512 * 2));
});

it("leaves no cursor open, whether it stops for its bounds or for what it has found", async () => {
  const room = newRoom();
  await fill(
    room,
    Array.from({ length: 1_000 }, (_, index) => `message ${index} about nothing in particular`),
  );
  const cursors = await watchCursors();
  await inStorage(room, (storage) => {
    expect(walk(storage, "ut").step(NOW)).toBe(true);
    stepsOf(walk(storage, "absent"));
    expect(walk(storage, "message").step(NOW)).toBe(true);
    const opened = cursors();
    expect(opened.length).toBeGreaterThan(3);
    for (const cursor of opened) expect(cursor.next()).toMatchObject({ done: true });
  });
});

it("[Q9] looks at no more messages in an hour than the room may, says how far it came, and goes on from there", async () => {
  const room = newRoom();
  await fill(room, Array<string>(9_000).fill("abc"));
  await inStorage(room, (storage) => {
    const budget = new SearchBudget(storage.sql);
    budget.spend(UNINDEXED_ROWS_PER_HOUR - 4_000, NOW);
    const first = walk(storage, "zz", budget);
    while (!first.step(NOW));
    expect(first.stoppedAt).toMatchObject({ seq: 5_001 });
    expect([budget.left(NOW, false), budget.left(NOW, true)]).toEqual([0, INDEXED_SEARCH_ROWS_PER_HOUR]);
    const second = walk(storage, "zz", budget);
    expect(second.step(NOW)).toBe(true);
    expect(second.stoppedAt).toMatchObject({ seq: 9_001 });
    budget.save();
    // Another life of the room, the same hour; and the next one.
    expect(new SearchBudget(storage.sql).left(NOW, false)).toBe(0);
    const later = walk(storage, "zz", new SearchBudget(storage.sql));
    while (!later.step(NOW + HOUR_MS));
    expect([later.stoppedAt, later.found]).toEqual([null, []]);
    // What the index can help with costs a row for each group, and is answered when the rest is used up.
    const indexed = walk(storage, "absent", budget);
    while (!indexed.step(NOW));
    expect([indexed.stoppedAt, indexed.found]).toEqual([null, []]);
    expect(budget.left(NOW, true)).toBe(INDEXED_SEARCH_ROWS_PER_HOUR - Math.ceil(9_000 / 512));
    budget.spend(INDEXED_SEARCH_ROWS_PER_HOUR, NOW);
    const last = walk(storage, "absent", budget);
    expect([last.step(NOW), last.stoppedAt?.seq]).toEqual([true, 9_001]);
  });
});

it("[Q9] a search is a partial answer only where it had to stop before it had enough", async () => {
  const room = newRoom();
  await fill(room, Array<string>(100).fill("abc"));
  await inStorage(room, (storage) => {
    const budget = new SearchBudget(storage.sql);
    budget.spend(UNINDEXED_ROWS_PER_HOUR - 21, NOW);
    const search = walk(storage, "bc", budget);
    while (!search.step(NOW));
    expect([search.stoppedAt, search.found.length, budget.left(NOW, false)]).toEqual([null, 21, 0]);
  });
});

it("[Q8] writes a row for each group of messages that the index takes in, and one for what was looked at without it", async () => {
  const room = newRoom();
  await fill(room, Array<string>(512 * 10).fill("abc"));
  const rows = await countRows();
  await inStorage(room, (storage) => {
    stepsOf(walk(storage, "absent"));
    expect(rows().written).toBe(10);
    const budget = new SearchBudget(storage.sql);
    stepsOf(walk(storage, "zz", budget));
    budget.save();
    budget.save();
    expect(rows().written).toBe(1);
  });
});
