/** Shows that a step of a search, or of building the index, reads no more than it may, and leaves nothing open. */
import { expect, it } from "vitest";
import { parseQuery } from "../../src/protocol/query.ts";
import { SearchWalk } from "../../src/room/search-walk.ts";
import { newRoom, inStorage } from "../support/workerd/rooms.ts";
import { watchCursors } from "../support/workerd/rows.ts";
import { build, fill, open } from "../support/workerd/searching.ts";

/** A walk through all of a room's messages. */
function walk(storage: DurableObjectStorage, query: string): SearchWalk {
  const { index, head } = open(storage);
  const before = head.seq + 1;
  return new SearchWalk({ sql: storage.sql, index, query: parseQuery(query), oldest: 1, before, enough: 21 });
}

/** Steps that a search takes which finds nothing. */
function stepsOf(search: SearchWalk): number {
  let steps = 1;
  while (!search.step()) steps += 1;
  expect(search.found).toEqual([]);
  return steps;
}

it.each([false, true])("[Q8] goes on in another step after 150,000 characters (indexed: %s)", async (isBuilt) => {
  const room = newRoom();
  // Each has every trigram of the query, and 4,000 characters.
  await fill(room, Array<string>(100).fill(`abc bcd ${"x".repeat(3_992)}`));
  if (isBuilt) await build(room);
  await inStorage(room, (storage) => expect(stepsOf(walk(storage, "abcd"))).toBe(3));
});

it("[Q8] goes on in another step after 3,000 messages without an index, 1,000 with one", async () => {
  const room = newRoom();
  await fill(room, Array<string>(3_001).fill("abc bcd"));
  await inStorage(room, (storage) => expect(stepsOf(walk(storage, "abcd"))).toBe(2));
  await build(room);
  await inStorage(room, (storage) => expect(stepsOf(walk(storage, "abcd"))).toBe(4));
});

it("leaves no cursor open, whether it stops for its bounds or for what it has found", async () => {
  const room = newRoom();
  await fill(
    room,
    Array.from({ length: 1_000 }, (_, index) => `message ${index} about nothing in particular`),
  );
  const cursors = await watchCursors();
  await inStorage(room, (storage) => {
    expect(walk(storage, "message").step()).toBe(true);
    expect(open(storage).index.extend(1, 1_000)).toBe(false);
    expect(walk(storage, "message").step()).toBe(true);
    const opened = cursors();
    expect(opened.length).toBeGreaterThan(3);
    for (const cursor of opened) expect(cursor.next()).toMatchObject({ done: true });
  });
});
