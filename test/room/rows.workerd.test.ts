/** Shows how many rows a room writes for what people do: rows are what a host pays for. */
import { expect, it, vi } from "vitest";
import type { RoomName } from "../../src/protocol/names.ts";
import { connect, enter, enterPlain } from "../support/workerd/clients.ts";
import { inStorage, newRoom } from "../support/workerd/rooms.ts";

/** Counts the rows that `room` writes from now on; the returned function gives the number until then. */
async function countRows(room: RoomName): Promise<() => number> {
  const exec = await inStorage(room, ({ sql }) => vi.spyOn(sql, "exec"));
  return () =>
    exec.mock.results.reduce((rows, result) => rows + (result.type === "return" ? result.value.rowsWritten : 0), 0);
}

it("a message writes two rows: its own and its client id's", async () => {
  const room = newRoom();
  const lin = await enter(room, "Lin");
  const written = await countRows(room);
  lin.client.say("one");
  await lin.client.hears("one");
  expect(written()).toBe(2);
  lin.client.say("two", { replyTo: 1 });
  await lin.client.hears("two");
  expect(written()).toBe(4);
});

it("[S4] a repeated message writes none", async () => {
  const room = newRoom();
  const lin = await enter(room, "Lin");
  lin.client.say("one");
  await lin.client.hears("one");
  const written = await countRows(room);
  lin.client.say("one");
  await lin.client.hears("one");
  expect(written()).toBe(0);
});

it("a newcomer writes one row, for the name, and a returning member none", async () => {
  const room = newRoom();
  await enter(room, "Lin");
  const written = await countRows(room);
  const mei = await enter(room, "Mei");
  expect(written()).toBe(1);
  await enter(room, "Mei", { key: mei.key });
  expect(written()).toBe(1);
});

it("typing, pages and guests write none", async () => {
  const room = newRoom();
  const lin = await enter(room, "Lin");
  const written = await countRows(room);
  lin.client.tell([{ type: "typing" }, { type: "page", requestId: "r", before: 9 }]);
  await lin.client.next("typed");
  await lin.client.next("page");
  const bob = await enterPlain(room, { name: "Bob", history: "10" });
  await lin.client.next("presence", ({ count }) => count === 2);
  bob.close();
  await lin.client.next("presence", ({ left }) => left.length > 0);
  expect(written()).toBe(0);
});

it("whoever only knocks leaves nothing behind", async () => {
  const room = newRoom();

  const client = await connect(room);
  client.say("let me in");
  await client.next("refused");
  const tables = await inStorage(room, ({ sql }) =>
    sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\'").toArray(),
  );
  expect(tables).toEqual([]);
});
