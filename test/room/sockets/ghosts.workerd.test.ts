import { expect, it, vi } from "vitest";
import { HELLO_WITHIN_MS, PROBE_WITHIN_MS, SILENCE_MAX_MS } from "../../../src/protocol/limits.ts";
import { stopClock } from "../../support/workerd/clocks.ts";
import { connect, enter, enterPlain } from "../../support/workerd/clients.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { alarmOf, newRoom, ring, sleep } from "../../support/workerd/rooms.ts";

/** Lets the alarm go off twice: those who are silent are sent a mark, and closed where they do not confirm it. */
async function ringTwice(room: RoomName, clock: ReturnType<typeof stopClock>): Promise<void> {
  expect(await ring(room)).toBe(true);
  clock.advance(PROBE_WITHIN_MS);
  expect(await ring(room)).toBe(true);
}

it("[W4] a silent socket is closed, and its member has left; one that was heard stays", async () => {
  const clock = stopClock();
  const room = newRoom();
  const [ghost, lin] = [await enter(room, "Ghost"), await enter(room, "Lin")];
  clock.advance(SILENCE_MAX_MS - 1);
  lin.client.say("still here");
  await lin.client.hears("still here");
  clock.advance(1);
  await ringTwice(room, clock);
  expect(await ghost.client.next("closing")).toMatchObject({ reason: "silent", retry: true });
  expect(await ghost.client.ended).toEqual({ code: 1013, reason: "silent" });
  expect(await lin.client.next("presence", ({ left }) => left.length > 0)).toMatchObject({
    left: [ghost.id],
    count: 1,
  });
  lin.client.say("alone now");
  await lin.client.hears("alone now");
});

it("[W4] the ghosts of a room that slept are found as well", async () => {
  const clock = stopClock();
  const room = newRoom();
  const [ghost, lin] = [await enter(room, "Ghost"), await enter(room, "Lin")];
  await sleep(room);
  clock.advance(SILENCE_MAX_MS);
  lin.client.say("good morning");
  await lin.client.hears("good morning");
  await ring(room);
  await sleep(room); // that it was asked is not forgotten
  clock.advance(PROBE_WITHIN_MS);
  await ring(room);
  expect(await ghost.client.ended).toEqual({ code: 1013, reason: "silent" });
  await lin.client.next("presence", ({ left }) => left.includes(ghost.id));
});

it("[W1] [W4] a client that never pings and confirms marks is alive", async () => {
  const clock = stopClock();
  const room = newRoom();
  const { client } = await enter(room, "Lin");
  for (const _ of [1, 2, 3]) {
    clock.advance(SILENCE_MAX_MS);
    await ring(room);
    client.tell({ type: "confirm", mark: (await client.next("marked")).id });
    client.say("in order behind it");
    await client.hears("in order behind it");
    clock.advance(PROBE_WITHIN_MS);
    await ring(room);
  }
  expect(client.heard("closing")).toEqual([]);
});

it("[W1] [W4] so is one whose room slept after the answer, before the alarm that asks for it", async () => {
  const clock = stopClock();
  const room = newRoom();
  const { client } = await enter(room, "Lin");
  for (const _ of [1, 2, 3]) {
    clock.advance(SILENCE_MAX_MS);
    await ring(room);
    client.tell({ type: "confirm", mark: (await client.next("marked")).id });
    client.tell({ type: "page", requestId: "behind it", before: 1 });
    await client.next("page");
    await sleep(room);
    clock.advance(PROBE_WITHIN_MS);
    await ring(room);
    expect(client.heard("closing")).toEqual([]);
    // It was heard when it answered, so it is not asked again at once.
    expect(await alarmOf(room)).toBeGreaterThanOrEqual(clock.now - PROBE_WITHIN_MS + SILENCE_MAX_MS);
  }
  expect(client.heard("marked")).toHaveLength(3);
});

it("[W4] where somebody talks again after a long quiet, an alarm is at most a minute away", async () => {
  const clock = stopClock();
  const room = newRoom();
  const { client } = await enter(room, "Lin");
  for (let minutes = 0; minutes < 40; minutes += 10) {
    clock.advance(10 * 60_000);
    client.tell({ type: "typing" }); // a sign of life, and nothing that the room takes for talk
    await client.next("typed");
    await ring(room);
  }
  const before = await alarmOf(room);
  expect(before).toBeGreaterThan(clock.now + 10 * 60_000);
  for (const text of ["hello?", "hello?!"]) {
    client.say(text);
    await client.hears(text);
    await vi.waitFor(async () => expect(await alarmOf(room)).toBe(clock.now + HELLO_WITHIN_MS));
  }
});

it("[C6] [W4] a ping is a sign of life, though it wakes nobody", async () => {
  const clock = stopClock();
  const room = newRoom();
  const lin = await enter(room, "Lin");
  const connectedAt = clock.now;
  lin.client.send("ping");
  await lin.client.next("pong");
  // The platform notes the time of the ping by its own clock, which is that of the connection or a little later.
  clock.advance(SILENCE_MAX_MS - 1);
  await ring(room);
  expect(lin.client.heard("closing")).toEqual([]);
  expect(await alarmOf(room)).toBeGreaterThan(connectedAt + SILENCE_MAX_MS);
});

it("[W4] a socket that says no hello is closed", async () => {
  const clock = stopClock();
  const room = newRoom();
  const lin = await enter(room, "Lin");
  const lurker = await connect(room);
  clock.advance(HELLO_WITHIN_MS);
  await ring(room);
  expect(await lurker.ended).toEqual({ code: 1013, reason: "no_hello" });
  expect(lin.client.heard("closing")).toEqual([]);
});

it("[W4] a member who comes back after its socket died has its own name, beside its ghost and after it", async () => {
  const clock = stopClock();
  const room = newRoom();
  const ghost = await enter(room, "Lin");
  clock.advance(SILENCE_MAX_MS);
  const back = await enter(room, "Lin", { key: ghost.key });
  expect(back.welcome).toMatchObject({ you: { id: ghost.id, name: "Lin" }, count: 1 });
  await ringTwice(room, clock);
  await ghost.client.ended;
  back.client.say("it is me");
  expect(await back.client.hears("it is me")).toMatchObject({ from: { id: ghost.id, name: "Lin" } });
  expect((await enter(room, "Mei")).welcome.count).toBe(2);
});

it("an alarm is set while members are here, and none when the last has left", async () => {
  const room = newRoom();
  const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
  expect(await alarmOf(room)).not.toBeNull();
  lin.client.close();
  await lin.client.ended;
  expect(await alarmOf(room)).not.toBeNull();
  mei.client.close();
  await mei.client.ended;
  await vi.waitFor(async () => expect(await alarmOf(room)).toBeNull());
});

it("where only plain clients are, the alarm goes off once and is not set again", async () => {
  const room = newRoom();
  const lin = await enter(room, "Lin");
  const bob = await enterPlain(room, { name: "bob" });
  lin.client.close();
  await lin.client.ended;
  await ring(room);
  expect(await alarmOf(room)).toBeNull();
  bob.send("nobody closed me");
  expect(await bob.next()).toMatchObject({ context: "nobody closed me" });
});
