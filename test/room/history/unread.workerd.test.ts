import { expect, it } from "vitest";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import type { Unread } from "../../../src/protocol/unread.ts";
import { connect, enter } from "../../support/workerd/clients.ts";
import { Key } from "../../support/workerd/keys.ts";
import { fillRoom, inStorage, newRoom, request, sleep } from "../../support/workerd/rooms.ts";
import { countRows } from "../../support/workerd/rows.ts";

/** What `GET /unread` says of `room` to the holder of `key`. */
async function unreadIn(room: RoomName, key: Key, name = "Lin"): Promise<Unread> {
  const headers = { Authorization: await key.credentials(room) };
  const response = await request(`/unread?${new URLSearchParams({ room, name }).toString()}`, { headers });
  expect(response.status).toBe(200);
  const unread: Unread = await response.json();
  return unread;
}

it("[U1] a read marker is told to the member's other devices, at once and when they connect later", async () => {
  const room = newRoom();
  await fillRoom(room, 5);
  const lin = await enter(room, "Lin");
  const phone = await enter(room, "Lin", { key: lin.key });
  const mei = await enter(room, "Mei");
  expect(lin.welcome.read).toBe(0);
  lin.client.tell({ type: "read", seq: 4 });
  expect(await phone.client.next("seen")).toEqual({ type: "seen", seq: 4 });
  expect((await enter(room, "Lin", { key: lin.key })).welcome.read).toBe(4);
  mei.client.say("anything else?");
  await mei.client.hears("anything else?");
  expect(mei.client.heard("seen")).toEqual([]);
  expect((await enter(room, "Mei", { key: mei.key })).welcome.read).toBe(0);
});

it("[U1] a mark never goes back, nor beyond what was said", async () => {
  const room = newRoom();
  await fillRoom(room, 5);
  const lin = await enter(room, "Lin");
  lin.client.tell([
    { type: "read", seq: 3 },
    { type: "read", seq: 2 },
    { type: "read", seq: 3 },
    { type: "read", seq: 1_000_000 },
  ]);
  await lin.client.next("seen", ({ seq }) => seq === 5);
  expect(lin.client.heard("seen").map(({ seq }) => seq)).toEqual([3, 5]);
});

it("[U1] a mark outlives the room's sleep", async () => {
  const room = newRoom();
  await fillRoom(room, 5);
  const lin = await enter(room, "Lin");
  const phone = await enter(room, "Lin", { key: lin.key });
  lin.client.tell({ type: "read", seq: 3 });
  await phone.client.next("seen");
  await sleep(room);
  expect(await unreadIn(room, await Key.make())).toMatchObject({ unread: 5 });
  lin.client.tell({ type: "read", seq: 5 });
  expect(await phone.client.next("seen")).toEqual({ type: "seen", seq: 5 });
  await sleep(room);
  expect((await enter(room, "Lin", { key: lin.key })).welcome.read).toBe(5);
});

it("[U1] a mark writes one row after the first, and one that changes nothing writes none", async () => {
  const room = newRoom();
  await fillRoom(room, 5);
  const lin = await enter(room, "Lin");
  const rows = await countRows();
  for (const seq of [3, 4]) {
    lin.client.tell({ type: "read", seq });
    await lin.client.next("seen");
    expect(rows().written).toBe(seq === 3 ? 2 : 1); // the first has an index entry besides
  }
  lin.client.tell({ type: "read", seq: 2 });
  lin.client.tell({ type: "page", requestId: "r", before: 2, limit: 1 });
  await lin.client.next("page");
  expect(rows().written).toBe(0);
});

it("[U2] a count writes nothing, asleep or awake, and reads at most a hundred messages", async () => {
  const room = newRoom();
  await fillRoom(room, 300);
  const lin = await enter(room, "Lin");
  lin.client.tell({ type: "read", seq: 290 });
  await lin.client.next("seen");
  lin.client.close();
  await lin.client.ended;
  await sleep(room);
  const rows = await countRows();
  expect(await unreadIn(room, lin.key)).toEqual({ unread: 10, mentions: 0, more: false });
  expect(rows().written).toBe(0);
  expect(await unreadIn(room, lin.key)).toEqual({ unread: 10, mentions: 0, more: false });
  expect(rows()).toEqual({ read: 12, written: 0 });
  expect(await unreadIn(room, await Key.make())).toEqual({ unread: 99, mentions: 0, more: true });
  const { read, written } = rows();
  expect(written).toBe(0);
  expect(read).toBeLessThanOrEqual(102);
});

it("[U2] a room in which nobody ever was has nothing unread, and stays as it was", async () => {
  const room = newRoom();
  expect(await unreadIn(room, await Key.make())).toEqual({ unread: 0, mentions: 0, more: false });
  const client = await connect(room); // only knocks
  expect(await unreadIn(room, await Key.make())).toEqual({ unread: 0, mentions: 0, more: false });
  client.close();
  const tables = await inStorage(room, ({ sql }) =>
    sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\'").toArray(),
  );
  expect(tables).toEqual([]);
});

it("[U2] counts what others have said to somebody who is away, and what of it mentions them", async () => {
  const room = newRoom();
  const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
  mei.client.say("before");
  const { seq } = await lin.client.hears("before");
  lin.client.tell({ type: "read", seq });
  await lin.client.next("seen");
  lin.client.close();
  await lin.client.ended;
  for (const text of ["where is everybody?", "@lin?", "@Linda?"]) {
    mei.client.say(text);
    await mei.client.hears(text);
  }
  expect(await unreadIn(room, lin.key)).toEqual({ unread: 3, mentions: 1, more: false });
  mei.client.tell({ type: "remove", clientId: "never mind", target: seq + 2 });
  await mei.client.next("removed");
  expect(await unreadIn(room, lin.key)).toEqual({ unread: 2, mentions: 0, more: false });
  expect(await unreadIn(room, mei.key, "Mei")).toEqual({ unread: 0, mentions: 0, more: false });
});
