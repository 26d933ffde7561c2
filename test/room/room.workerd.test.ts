import { expect, it } from "vitest";
import { enter, enterPlain } from "../support/workerd/clients.ts";
import { newRoom } from "../support/workerd/rooms.ts";

it("[S3] two people talk: each hears both, in one order", async () => {
  const room = newRoom();
  const lin = await enter(room, "Lin");
  const mei = await enter(room, "Mei");

  lin.client.say("hello, everyone");
  expect(await mei.client.next("said")).toMatchObject({
    seq: 1,
    from: { id: lin.id, name: "Lin" },
    text: "hello, everyone",
  });

  mei.client.say("hello, Lin", { replyTo: 1 });
  expect(await lin.client.hears("hello, Lin")).toMatchObject({ seq: 2, from: { id: mei.id, name: "Mei" }, replyTo: 1 });

  await mei.client.hears("hello, Lin");
  expect(lin.client.heard("said")).toEqual(mei.client.heard("said"));
});

it("[O1] five people talk at once: all hear the same, in one order without a gap", async () => {
  const room = newRoom();
  const everybody = await Promise.all(["Ana", "Bo", "Chen", "Dov", "Eva"].map((name) => enter(room, name)));
  for (const turn of [1, 2, 3, 4]) {
    for (const { client, welcome } of everybody) client.say(`${welcome.you.name} ${turn}`);
  }
  const heard = await Promise.all(
    everybody.map(async ({ client }) => {
      await client.next("said", ({ seq }) => seq === 20);
      return client.heard("said");
    }),
  );
  expect(heard[0]?.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  for (const other of heard) expect(other).toEqual(heard[0]);
  // Each said their own in order, and nothing was lost or doubled.
  for (const { welcome } of everybody) {
    const own = heard[0]?.filter(({ from }) => from.id === welcome.you.id).map(({ text }) => text);
    expect(own).toEqual([1, 2, 3, 4].map((turn) => `${welcome.you.name} ${turn}`));
  }
});

it("[F5] what is refused is told to its sender, and nobody else hears of it", async () => {
  const room = newRoom();
  const lin = await enter(room, "Lin");
  const mei = await enter(room, "Mei");
  lin.client.say(" ", { clientId: "blank" });
  expect(await lin.client.next("refused")).toEqual({
    type: "refused",
    reason: "text_blank",
    message: "The message is empty.",
    clientId: "blank",
  });
  lin.client.say("something");
  expect(await mei.client.next("said")).toMatchObject({ seq: 1, text: "something" });
  expect(mei.client.heard("refused")).toEqual([]);
});

it("[O1] [S4] in a room that handles messages in batches, an answer does not overtake the messages before it", async () => {
  const room = newRoom();
  const lin = await enter(room, "Lin");
  await Promise.all(Array.from({ length: 25 }, () => enterPlain(room)));
  const says = ["one", "two", "three"].map((text) => ({ type: "say", clientId: text, text }));
  lin.client.tellRaw([...says, says[2]]);
  await lin.client.hears("three");
  await lin.client.hears("three");
  expect(lin.client.heard("said").map(({ seq }) => seq)).toEqual([1, 2, 3, 3]);
});

it("two rooms do not hear each other", async () => {
  const [tea, coffee] = [newRoom(), newRoom()];
  const lin = await enter(tea, "Lin");
  const mei = await enter(coffee, "Mei", { key: lin.key });
  lin.client.say("in tea");
  mei.client.say("in coffee");
  expect(await lin.client.next("said")).toMatchObject({ seq: 1, text: "in tea" });
  expect(await mei.client.next("said")).toMatchObject({ seq: 1, text: "in coffee" });
  expect([mei.welcome.count, lin.welcome.epoch === mei.welcome.epoch]).toEqual([1, false]);
});
