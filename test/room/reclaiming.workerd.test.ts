import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { RoomName } from "../../src/protocol/values/names.ts";
import { connect, enter, enterPlain, type Member, type PlainClient } from "../support/workerd/clients.ts";
import { alarmOf, fillRoom, inStorage, newRoom, ring, sleep, withSettings } from "../support/workerd/rooms.ts";

function tablesOf(room: RoomName): Promise<readonly unknown[]> {
  return inStorage(room, ({ sql }) =>
    sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\'").toArray(),
  );
}

/** Everything is noticed a second after the last one has left. */
async function expectNothingLeft(room: RoomName): Promise<void> {
  await vi.waitFor(async () => expect(await tablesOf(room)).toEqual([]), { timeout: 10_000 });
  expect(await alarmOf(room)).toBeNull();
}

async function leave({ client }: Member): Promise<void> {
  client.close();
  await client.ended;
}

describe("a room that everybody has left", () => {
  it("[C5] is gone where nobody said anything, and new for the next who comes", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const bob = await enterPlain(room, { name: "Bob" });
    bob.close();
    await leave(lin);
    await expectNothingLeft(room);
    const again = await enter(room, "Lin", { key: lin.key, after: { epoch: lin.welcome.epoch, seq: 0 } });
    expect(again.welcome).toMatchObject({ seq: 0, recovered: false, count: 1, messages: [] });
    expect(again.welcome.epoch).not.toBe(lin.welcome.epoch);
    again.client.say("hello");
    expect(await again.client.hears("hello")).toMatchObject({ seq: 1 });
  });

  it("is gone where only wrong signatures were given, or where somebody only connected", async () => {
    const room = newRoom();
    const [silent, wrong] = [await connect(room), await connect(room)];
    const lin = await enter(newRoom(), "Lin");
    wrong.tell({ ...(await wrong.helloOf(lin.key, "Lin")), signature: "A".repeat(86) });
    await wrong.next("refused");
    silent.close();
    wrong.close();
    await wrong.ended;
    await expectNothingLeft(room);
  });

  it.each([
    ["a message", async ({ client }: Member) => (client.say("hello"), void (await client.hears("hello")))],
    [
      "a topic",
      async ({ client }: Member) => {
        client.tell({ type: "topic", clientId: "t", text: "tea" });
        await client.next("topic_set");
      },
    ],
  ])("keeps %s", async (_, act) => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    await act(lin);
    await leave(lin);
    const mei = await enter(room, "Mei");
    await mei.client.next("presence", ({ left }) => left.includes(lin.id));
    await leave(mei);
    await sleep(room);
    expect((await enter(room, "Ana")).welcome.epoch).toBe(lin.welcome.epoch);
  });

  it("is gone at its next alarm where the server stopped before that was noticed", async () => {
    const room = newRoom();
    await fillRoom(room, 0);
    await inStorage(room, (storage) => storage.setAlarm(Date.now() + 60_000));
    await sleep(room);
    expect(await tablesOf(room)).not.toEqual([]);
    await ring(room);
    expect(await tablesOf(room)).toEqual([]);
  });

  it("is gone, or whole, in whatever order people come, go and say something", async () => {
    const act = fc.oneof(
      fc.constant("join" as const),
      fc.constant("guest" as const),
      fc.constant("leave" as const),
      fc.constant("sleep" as const),
      fc.constant("say" as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 8 }), async (acts) => {
        const room = newRoom();
        const [members, guests]: [Member[], PlainClient[]] = [[], []];
        let said = 0;
        for (const each of acts) {
          if (each === "join") members.push(await enter(room, `Member ${members.length}`));
          else if (each === "guest") guests.push(await enterPlain(room, { name: `Guest ${guests.length}` }));
          else if (each === "sleep") await sleep(room).catch(() => null); // it is asleep already, or was never awake
          else if (each === "leave") {
            guests.pop()?.close();
            const member = members.pop();
            if (member !== undefined) await leave(member);
          } else {
            const speaker = members.at(-1)?.client;
            if (speaker === undefined) continue;
            speaker.say(`${++said}`);
            expect(await speaker.hears(`${said}`)).toMatchObject({ seq: said });
          }
        }
        for (const member of members) await leave(member);
        for (const guest of guests) guest.close();
        if (said === 0) return await expectNothingLeft(room);
        expect((await enter(room, "Reader")).welcome.seq).toBe(said);
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});

it("[C5] an address opens 10 new rooms a minute, and comes into those that are there", async () => {
  withSettings({ RATE_LIMITS: "on" });
  const address = "203.0.113.77";
  const rooms = Array.from({ length: 10 }, () => newRoom());
  const members = await Promise.all(rooms.map((room) => enter(room, "Lin", { address })));
  const beyond = newRoom();
  const client = await connect(beyond, address);
  client.tell(await client.helloOf(members[0]?.key ?? never(), "Lin"));
  expect(await client.next("closing")).toMatchObject({ reason: "too_many_rooms", retry: true, retryAfterMs: 60_000 });
  const guest = await enterPlain(beyond, { name: "Bob" }, address);
  expect(await guest.next()).toMatchObject({ uName: "foyer", reason: "too_many_rooms" });
  await enter(rooms[0] ?? never(), "Mei", { address });
  await enter(beyond, "Ana", { address: "203.0.113.78" });
});

it("[C7] a class that opens a room at the same moment is let in, though each of them asks whether it may", async () => {
  withSettings({ RATE_LIMITS: "on" });
  const [room, address] = [newRoom(), "203.0.113.79"];
  const guests = Array.from({ length: 30 }, (_, index) => enterPlain(room, { name: `Guest ${index}` }, address));
  const members = Array.from({ length: 30 }, (_, index) => enter(room, `Pupil ${index}`, { address }));
  await Promise.all(members);
  const all = await Promise.all(guests);
  all[0]?.say("Guest 0", "good morning");
  for (const guest of all) expect(await guest.next()).toEqual({ uName: "Guest 0", context: "good morning" });
});

function never(): never {
  throw new Error("There is one.");
}
