/** Shows that a step of a search reads no more than it may, and leaves nothing open. */
import { expect, it } from "vitest";
import { SEARCH_ROWS_PER_HOUR } from "../../src/protocol/limits.ts";
import { parseQuery } from "../../src/protocol/query.ts";
import { SearchBudget } from "../../src/room/search-budget.ts";
import { SearchWalk } from "../../src/room/search-walk.ts";
import { newRoom, inStorage } from "../support/workerd/rooms.ts";
import { countRows, watchCursors } from "../support/workerd/rows.ts";
import { build, fill, open } from "../support/workerd/searching.ts";

const HOUR_MS = 60 * 60 * 1_000;
const NOW = 1_795_000_000_000;

/** A walk through all of a room's messages. */
function walk(storage: DurableObjectStorage, query: string, budget = new SearchBudget(storage.sql)): SearchWalk {
  const { index, head } = open(storage);
  const before = head.seq + 1;
  return new SearchWalk({
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
function stepsOf(search: SearchWalk): number {
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
    new SearchBudget(storage.sql).left(NOW);
    const budget = new SearchBudget(storage.sql);
    budget.spend(SEARCH_ROWS_PER_HOUR - 4_000, NOW);
    const first = walk(storage, "zz", budget);
    while (!first.step(NOW));
    expect(first.stoppedAt).toMatchObject({ seq: 5_001 });
    expect(budget.left(NOW)).toBe(0);
    const second = walk(storage, "zz", budget);
    expect(second.step(NOW)).toBe(true);
    expect(second.stoppedAt).toMatchObject({ seq: 9_001 });
    budget.save();
    // Another life of the room, the same hour; and the next one.
    expect(new SearchBudget(storage.sql).left(NOW)).toBe(0);
    const later = walk(storage, "zz", new SearchBudget(storage.sql));
    while (!later.step(NOW + HOUR_MS));
    expect([later.stoppedAt, later.found]).toEqual([null, []]);
    // What the index can help with costs a row for each group.
    const before = budget.left(NOW + HOUR_MS);
    const indexed = walk(storage, "absent", budget);
    while (!indexed.step(NOW + HOUR_MS));
    expect([indexed.stoppedAt, indexed.found]).toEqual([null, []]);
    expect(before - budget.left(NOW + HOUR_MS)).toBe(Math.ceil(9_000 / 512));
  });
});

it("[Q9] a search is a partial answer only where it had to stop before it had enough", async () => {
  const room = newRoom();
  await fill(room, Array<string>(100).fill("abc"));
  await inStorage(room, (storage) => {
    const budget = new SearchBudget(storage.sql);
    budget.spend(SEARCH_ROWS_PER_HOUR - 21, NOW);
    const search = walk(storage, "bc", budget);
    while (!search.step(NOW));
    expect([search.stoppedAt, search.found.length, budget.left(NOW)]).toEqual([null, 21, 0]);
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
