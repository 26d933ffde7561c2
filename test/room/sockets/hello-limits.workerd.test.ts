import { expect, it, onTestFinished, vi } from "vitest";
import { ANNOUNCE_EVERY_MS, BAD_SIGNATURES_MAX } from "../../../src/protocol/limits.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { stopClock } from "../../support/workerd/clocks.ts";
import { connect, enter, type Client } from "../../support/workerd/clients.ts";
import { Key } from "../../support/workerd/keys.ts";
import { newRoom, withSettings } from "../../support/workerd/rooms.ts";

const WRONG = "A".repeat(86);

async function giveWrong(client: Client, hello: object, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    client.tellRaw({ ...hello, signature: WRONG });
    await client.next("refused", ({ reason }) => reason === "bad_signature");
  }
}

it("[H10] five wrong signatures close a connection; after four the right one does", async () => {
  withSettings({ RATE_LIMITS: "on" });
  const room = newRoom();
  const [patient, hasty] = [await connect(room), await connect(room)];
  const right = await patient.helloOf(await Key.make(), "Lin");
  await giveWrong(patient, right, BAD_SIGNATURES_MAX - 1);
  patient.tell(right);
  await patient.next("welcome");
  await giveWrong(hasty, right, BAD_SIGNATURES_MAX);
  expect(await hasty.ended).toEqual({ code: 1008, reason: "flooding" });
});

it("[H10] an address that gave 30 is closed at the first of each connection, and others are not", async () => {
  withSettings({ RATE_LIMITS: "on" });
  const room = newRoom();
  const hello = await (await connect(room)).helloOf(await Key.make(), "Lin");
  const clock = stopClock();
  for (let count = 0; count < 6; count++) await giveWrong(await connect(room), hello, BAD_SIGNATURES_MAX);
  const next = await connect(room);
  await giveWrong(next, hello, 1);
  expect(await next.ended).toEqual({ code: 1008, reason: "flooding" });
  const elsewhere = await connect(room, "198.51.100.9");
  await giveWrong(elsewhere, hello, 1);
  elsewhere.tell(await elsewhere.helloOf(await Key.make(), "Mei"));
  await elsewhere.next("welcome");
  clock.advance(10_000);
  const later = await connect(room);
  await giveWrong(later, hello, 1);
  later.tell(await later.helloOf(await Key.make(), "Ana"));
  await later.next("welcome");
});

it.each([
  ["[H10] wrong signatures", giveManyWrong],
  ["[H9] names", bringManyNames],
])("%s are not forgotten by a room that sleeps as soon as it may", async (_, act) => {
  withSettings({ RATE_LIMITS: "on", ADDRESS_NAME_BURST: 8, ADDRESS_BAD_SIGNATURE_BURST: 8 });
  const room = newRoom();
  stopClock();
  const timers = vi.spyOn(globalThis, "setTimeout");
  onTestFinished(() => timers.mockRestore());
  await act(room);
  // Eight tokens, less what ten seconds bring: a timer keeps the room awake until then.
  const delays = timers.mock.calls.map(([, delayMs]) => delayMs ?? 0);
  expect(Math.max(...delays)).toBeGreaterThan(ANNOUNCE_EVERY_MS);
});

async function giveManyWrong(room: RoomName): Promise<void> {
  for (let count = 0; count < 2; count++) {
    const client = await connect(room);
    await giveWrong(client, await client.helloOf(await Key.make(), "Lin"), 4);
  }
}

async function bringManyNames(room: RoomName): Promise<void> {
  for (let count = 0; count < 8; count++) await enter(room, `Lin ${count}`);
}

it("[H9] hellos beyond what an address may say are refused with a time, and may be said again", async () => {
  withSettings({ RATE_LIMITS: "on", ADDRESS_HELLO_BURST: 2 });
  const room = newRoom();
  stopClock();
  await enter(room, "Lin");
  await enter(room, "Mei");
  const ana = await connect(room);
  const hello = await ana.helloOf(await Key.make(), "Ana");
  ana.tell({ ...hello, requestId: "r" });
  expect(await ana.next("refused")).toMatchObject({ reason: "too_fast", requestId: "r", retryAfterMs: 100 });
  stopClock().advance(100);
  ana.tell(hello);
  expect((await ana.next("welcome")).you.name).toBe("Ana");
});

it("[H9] new names beyond what an address may bring are refused, those that are held here are not", async () => {
  withSettings({ RATE_LIMITS: "on", ADDRESS_NAME_BURST: 2 });
  const room = newRoom();
  const clock = stopClock();
  const lin = await enter(room, "Lin");
  await enter(room, "Mei");
  const ana = await connect(room);
  const hello = await ana.helloOf(await Key.make(), "Ana");
  ana.tell(hello);
  expect(await ana.next("refused")).toMatchObject({ reason: "too_fast", retryAfterMs: 2_000 });
  lin.client.tell({ type: "rename", name: "Somebody", requestId: "r" });
  expect(await lin.client.next("refused")).toMatchObject({ reason: "too_fast", requestId: "r" });
  await enter(room, "Lin", { key: lin.key });
  await enter(room, "Cem", { address: "198.51.100.9" });
  clock.advance(2_000);
  ana.tell(hello);
  await ana.next("welcome");
});
