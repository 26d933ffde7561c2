import { expect, it } from "vitest";
import type { PageEvent } from "../../../src/protocol/events.ts";
import { enter, type Client } from "../../support/workerd/clients.ts";
import { fillRoom, newRoom, sleep, withSettings } from "../../support/workerd/rooms.ts";

async function page(client: Client, where: Readonly<Record<string, unknown>>): Promise<PageEvent> {
  const requestId = crypto.randomUUID();
  client.tellRaw({ type: "page", requestId, ...where });
  return await client.next("page", (event) => event.requestId === requestId);
}

function seqsOf({ messages }: PageEvent): readonly number[] {
  return messages.map(({ seq }) => seq);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

it("[G1] a reader goes back page by page, to the very first message", async () => {
  const room = newRoom();
  await fillRoom(room, 180);
  const { client, welcome } = await enter(room, "Lin");
  expect([welcome.messages[0]?.seq, welcome.more]).toEqual([131, true]);
  const newer = await page(client, { before: 131 });
  expect([seqsOf(newer), newer.more]).toEqual([range(81, 130), true]);
  const older = await page(client, { before: 81, limit: 80 });
  expect([seqsOf(older), older.more]).toEqual([range(1, 80), false]);
  expect(older.messages[0]).toMatchObject({ type: "said", text: "message 1", clientId: "message 1" });
});

it("[G1] a page has 50 messages, or as many as were asked for, 100 at most", async () => {
  const room = newRoom();
  await fillRoom(room, 130);
  const { client } = await enter(room, "Lin");
  const after = await page(client, { after: 10 });
  expect([seqsOf(after), after.more]).toEqual([range(11, 60), true]);
  expect(seqsOf(await page(client, { after: 0, limit: 100 }))).toEqual(range(1, 100));
  expect(seqsOf(await page(client, { after: 0, limit: 1 }))).toEqual([1]);
  const rest = await page(client, { after: 100 });
  expect([seqsOf(rest), rest.more]).toEqual([range(101, 130), false]);
  client.tellRaw({ type: "page", requestId: "too many", after: 0, limit: 101 });
  expect(await client.next("refused")).toMatchObject({ reason: "bad_field", requestId: "too many" });
});

it("[G2] a page around a message has it, its neighbours, and says what is on both sides", async () => {
  const room = newRoom();
  await fillRoom(room, 100);
  const { client } = await enter(room, "Lin");
  const middle = await page(client, { around: 40, limit: 5 });
  expect([seqsOf(middle), middle.more, middle.newer]).toEqual([[38, 39, 40, 41, 42], true, true]);
  const first = await page(client, { around: 1, limit: 5 });
  expect([seqsOf(first), first.more, first.newer]).toEqual([[1, 2, 3], false, true]);
  const last = await page(client, { around: 100, limit: 5 });
  expect([seqsOf(last), last.more, last.newer]).toEqual([[98, 99, 100], true, false]);
});

it("[G1] a page has what was said a moment ago, and is answered after the room slept", async () => {
  const room = newRoom();
  const { client } = await enter(room, "Lin");
  client.tell([
    { type: "say", clientId: "c1", text: "just now" },
    { type: "page", requestId: "r", after: 0 },
  ]);
  expect(await client.next("page")).toMatchObject({ messages: [{ seq: 1, text: "just now" }] });
  await sleep(room);
  expect(await page(client, { around: 1 })).toMatchObject({ messages: [{ seq: 1 }], more: false, newer: false });
});

it("[G3] nothing beyond HISTORY_LIMIT is in any page, and the oldest goes with the next", async () => {
  withSettings({ HISTORY_LIMIT: 10 });
  const room = newRoom();
  await fillRoom(room, 30);
  const { client, welcome } = await enter(room, "Lin");
  expect([welcome.messages.map(({ seq }) => seq), welcome.more]).toEqual([range(21, 30), false]);
  expect(await page(client, { before: 21 })).toMatchObject({ messages: [], more: false });
  expect(seqsOf(await page(client, { after: 0, limit: 3 }))).toEqual([21, 22, 23]);
  client.say("the next");
  await client.hears("the next");
  expect(seqsOf(await page(client, { before: 100 }))).toEqual(range(22, 31));
});
