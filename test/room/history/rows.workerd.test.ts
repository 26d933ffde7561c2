import { expect, it } from "vitest";
import { ROWS, type Rows } from "../../../bench/cost/actions.ts";
import { historyText } from "../../../bench/servers/history-texts.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { emojiOf, people } from "../../support/people.ts";
import { connect, enter, enterPlain } from "../../support/workerd/clients.ts";
import { Key } from "../../support/workerd/keys.ts";
import { fillRoom, inStorage, newRoom, request, ring, sleep, withSettings } from "../../support/workerd/rooms.ts";
import { countRows } from "../../support/workerd/rows.ts";
import { build, buildIndex, fill, open } from "../../support/workerd/searching.ts";
import { openHistory } from "../../support/workerd/histories.ts";

function sum(...all: readonly Rows[]): Rows {
  return {
    read: all.reduce((rows, { read }) => rows + read, 0),
    written: all.reduce((rows, { written }) => rows + written, 0),
  };
}

/** A room with `count` messages, asleep. */
async function sleepingRoom(count: number): Promise<RoomName> {
  const room = newRoom();
  await fillRoom(room, count);
  await sleep(room);
  return room;
}

it("a message writes two rows: its own and its client id's", async () => {
  const lin = await enter(newRoom(), "Lin");
  lin.client.say("first"); // the first of a room reads what its tables look like
  await lin.client.hears("first");
  const rows = await countRows();
  lin.client.say("one");
  await lin.client.hears("one");
  expect(rows()).toEqual(ROWS.message);
  lin.client.say("two", { replyTo: 1 });
  await lin.client.hears("two");
  expect(rows()).toEqual({ ...ROWS.message, read: ROWS.message.read + 1 }); // whether there is such a message
});

it("[G3] where HISTORY_LIMIT is reached, it deletes one as well", async () => {
  withSettings({ HISTORY_LIMIT: 2 });
  const lin = await enter(newRoom(), "Lin");
  for (const text of ["one", "two", "more"]) {
    lin.client.say(text);
    await lin.client.hears(text);
  }
  const rows = await countRows();
  for (const text of ["three", "four"]) {
    lin.client.say(text);
    await lin.client.hears(text);
    expect(rows()).toEqual(ROWS.messageAtLimit);
  }
});

it("[E1] [E3] a change writes its own row and id, and what it changes; a reading mark one", async () => {
  const lin = await enter(newRoom(), "Lin");
  lin.client.say("one");
  await lin.client.hears("one");
  const rows = await countRows();
  for (const text of ["first", "second"]) {
    lin.client.tell({ type: "edit", clientId: text, target: 1, text });
    await lin.client.next("edited");
  }
  rows();
  lin.client.tell({ type: "edit", clientId: "e", target: 1, text: "third" });
  await lin.client.next("edited");
  expect(rows()).toEqual(ROWS.edit);
  lin.client.tell({ type: "react", clientId: "r", target: 1, emoji: "👍", on: true });
  await lin.client.next("reacted");
  expect(rows()).toEqual(ROWS.reaction);
  lin.client.tell({ type: "read", seq: 1 });
  await lin.client.next("seen");
  expect(rows().written).toBe(ROWS.readMarker.written + 1); // the first also has its index entry
  lin.client.tell({ type: "read", seq: 2 });
  await lin.client.next("seen");
  expect(rows()).toEqual(ROWS.readMarker);
});

it("[E3] a reaction reads no more where hundreds have reacted so", async () => {
  const room = newRoom();
  await fillRoom(room, 1);
  await inStorage(room, (storage) => {
    const history = openHistory(storage);
    for (const [n, by] of people(300).entries()) {
      history.change({ type: "reacted", at: 1, by, clientId: `${n}`, target: 1, emoji: emojiOf("👍"), on: true });
    }
  });
  await sleep(room);
  const lin = await enter(room, "Lin");
  const rows = await countRows();
  lin.client.tell({ type: "react", clientId: "r", target: 1, emoji: "👍", on: true });
  await lin.client.next("reacted");
  expect(rows()).toEqual({ ...ROWS.reaction, read: ROWS.reaction.read + 1 }); // the count that there is
});

it("[S4] a repeated message writes none", async () => {
  const lin = await enter(newRoom(), "Lin");
  lin.client.say("one");
  await lin.client.hears("one");
  const rows = await countRows();
  lin.client.say("one");
  await lin.client.hears("one");
  expect(rows().written).toBe(0);
});

it("the first person in a room makes its tables", async () => {
  const rows = await countRows();
  await enter(newRoom(), "Lin");
  expect(rows()).toEqual(ROWS.newRoom);
});

it("a newcomer writes the name and its index entry, and a returning member none", async () => {
  const room = newRoom();
  await enter(room, "Lin");
  const rows = await countRows();
  const mei = await enter(room, "Mei");
  expect(rows().written).toBe(ROWS.newName.written);
  await enter(room, "Mei", { key: mei.key });
  expect(rows().written).toBe(0);
});

it("a room that wakes for a newcomer reads what it needs to go on, and one page", async () => {
  const room = await sleepingRoom(200);
  const rows = await countRows();
  const mei = await enter(room, "Mei");
  expect(rows()).toEqual(sum(ROWS.wake, ROWS.welcome, ROWS.newName));
  await enter(room, "Mei", { key: mei.key });
  expect(rows()).toEqual({ read: 3, written: 0 }); // whose name it is, and what its own marks are
});

it("a room that wakes for a message or an alarm reads only what it needs to go on", async () => {
  const room = await sleepingRoom(200);
  const lin = await enter(room, "Lin");
  await sleep(room);
  const rows = await countRows();
  lin.client.say("good morning");
  await lin.client.hears("good morning");
  expect(rows()).toEqual(sum(ROWS.wake, ROWS.message, ROWS.firstWords));
  await sleep(room);
  await ring(room);
  expect(rows()).toEqual(ROWS.wake);
});

it("[R1] a member who resumes in a room that is awake reads what it has missed at most", async () => {
  const room = await sleepingRoom(200);
  const lin = await enter(room, "Lin");
  await sleep(room);
  const rows = await countRows();
  await enter(room, "Lin", { key: lin.key, after: { epoch: lin.welcome.epoch, seq: 197 } });
  expect(rows()).toEqual(sum(ROWS.wake, { read: 9, written: 0 }));
});

it("[G1] a page reads its messages and looks to either side", async () => {
  const room = await sleepingRoom(200);
  const lin = await enter(room, "Lin");
  const rows = await countRows();
  lin.client.tell({ type: "page", requestId: "r", before: 151 });
  expect((await lin.client.next("page")).messages).toHaveLength(50);
  expect(rows()).toEqual(ROWS.page);
});

it("[U2] a request for the unread count reads a hundred messages at most, and one read marker", async () => {
  const room = await sleepingRoom(200);
  const headers = { Authorization: await (await Key.make()).credentials(room) };
  const rows = await countRows();
  await request(`/unread?room=${room}&name=Lin`, { headers });
  expect(rows()).toEqual(sum(ROWS.wake, ROWS.unreadCount));
  await request(`/unread?room=${room}&name=Lin`, { headers });
  expect(rows()).toEqual(ROWS.unreadCount);
});

it("[Q8] the index of a search writes a row for each group of a hundred messages or so", async () => {
  const room = newRoom();
  await fill(
    room,
    Array.from({ length: 5_000 }, (_, index) => historyText(index)),
  );
  const rows = await countRows();
  await inStorage(room, (storage) => buildIndex(open(storage)));
  const { read, written } = rows();
  expect(written / 50).toBeLessThan(ROWS.indexedHundred.written);
  expect(read / 50).toBeLessThan(ROWS.indexedHundred.read);
});

it("[Q6] an edit or a removal of what the index has makes its group's row anew", async () => {
  const room = newRoom();
  const { client, key } = await enter(room, "Lin");
  client.say("one");
  await client.hears("one");
  await build(room);
  const lin = await enter(room, "Lin", { key });
  lin.client.tell({ type: "edit", clientId: "x", target: 1, text: "the first reads what the tables look like" });
  await lin.client.next("edited");
  const rows = await countRows();
  lin.client.tell({ type: "edit", clientId: "y", target: 1, text: "three" });
  await lin.client.next("edited");
  expect(rows()).toEqual(sum(ROWS.edit, ROWS.editIndexed));
});

it("typing, pages and guests write none", async () => {
  const room = newRoom();
  const lin = await enter(room, "Lin");
  const rows = await countRows();
  lin.client.tell([{ type: "typing" }, { type: "page", requestId: "r", before: 9 }]);
  await lin.client.next("typed");
  await lin.client.next("page");
  const bob = await enterPlain(room, { name: "Bob", history: "10" });
  await lin.client.next("presence", ({ count }) => count === 2);
  bob.close();
  await lin.client.next("presence", ({ left }) => left.length > 0);
  expect(rows().written).toBe(0);
});

it("a client that connects without a hello leaves nothing behind", async () => {
  const room = newRoom();
  const client = await connect(room);
  client.say("let me in");
  await client.next("refused");
  const tables = await inStorage(room, ({ sql }) =>
    sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\'").toArray(),
  );
  expect(tables).toEqual([]);
});
