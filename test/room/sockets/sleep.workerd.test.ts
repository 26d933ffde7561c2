import { describe, expect, it } from "vitest";
import { enter, enterPlain } from "../../support/workerd/clients.ts";
import { newRoom, sleep } from "../../support/workerd/rooms.ts";

describe("a room that slept", () => {
  it("[O1] goes on in mid-conversation, with the same people and the next seq", async () => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    lin.client.say("before");
    await mei.client.hears("before");
    await sleep(room);
    lin.client.say("after");
    expect(await mei.client.hears("after")).toMatchObject({ seq: 2, from: { id: lin.id, name: "Lin" } });
    await sleep(room);
    mei.client.say("after that");
    expect(await lin.client.hears("after that")).toMatchObject({ seq: 3, from: { id: mei.id, name: "Mei" } });
  });

  it("[H7] [O4] [P1] welcomes with all that it had: epoch, messages and people", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const secondTab = await enter(room, "Lin", { key: lin.key });
    lin.client.say("before");
    await lin.client.hears("before");
    await sleep(room);
    const { welcome, id } = await enter(room, "Mei");
    expect(welcome).toMatchObject({ epoch: lin.welcome.epoch, seq: 1, messages: [{ text: "before" }], count: 2 });
    expect(welcome.members).toEqual([
      { id: lin.id, name: "Lin" },
      { id, name: "Mei" },
    ]);
    await sleep(room);
    secondTab.client.close();
    await secondTab.client.ended;
    lin.client.close();
    expect(
      await enter(room, "Ana").then((ana) => ana.client.next("presence", ({ left }) => left.length > 0)),
    ).toMatchObject({
      left: [lin.id],
      count: 2,
    });
  });

  it("[R1] gives back what was missed, from before and after its sleep", async () => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    lin.client.say("one");
    const { seq } = await mei.client.hears("one");
    mei.client.close();
    lin.client.say("two");
    await lin.client.hears("two");
    await sleep(room);
    lin.client.say("three");
    await lin.client.hears("three");
    const back = await enter(room, "Mei", { key: mei.key, after: { epoch: mei.welcome.epoch, seq } });
    expect(back.welcome).toMatchObject({ recovered: true, messages: [{ text: "two" }, { text: "three" }] });
  });

  it("[S4] still knows which client ids were used", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    lin.client.say("once", { clientId: "c1" });
    const first = await lin.client.next("said");
    await sleep(room);
    lin.client.say("once", { clientId: "c1" });
    expect(await lin.client.next("said")).toEqual({ ...first, repeat: true });
  });

  it("[N4] still knows a new name, on every connection of its owner", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const tab = await enter(room, "Lin", { key: lin.key });
    lin.client.tell({ type: "rename", name: "Lin Two" });
    await tab.client.next("presence", ({ joined }) => joined.some(({ name }) => name === "Lin Two"));
    await sleep(room);
    tab.client.say("hi");
    expect(await lin.client.next("said")).toMatchObject({ from: { id: lin.id, name: "Lin Two" } });
  });

  it("[H6] still knows the name under which a member came in last", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const phone = await enter(room, "Lin on the phone", { key: lin.key });
    await sleep(room);
    lin.client.say("hi");
    expect(await phone.client.next("said")).toMatchObject({ from: { name: "Lin on the phone" } });
    phone.client.close();
    await phone.client.ended;
    await sleep(room);
    lin.client.say("still me");
    expect(await lin.client.hears("still me")).toMatchObject({ from: { name: "Lin on the phone" } });
  });

  it("[P4] tells who types", async () => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    await sleep(room);
    lin.client.tell({ type: "typing" });
    expect(await mei.client.next("typed")).toEqual({ type: "typed", who: [lin.id] });
  });

  it("[D2] [D5] keeps its plain clients, under the names that they had", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const [bob, guest] = [await enterPlain(room, { name: "Bob" }), await enterPlain(room, { name: "LIN" })];
    bob.say("Bobby", "before");
    expect(await guest.next()).toEqual({ uName: "Bobby", context: "before" });
    await sleep(room);
    bob.send("after");
    expect(await guest.next()).toEqual({ uName: "Bobby", context: "after" });
    guest.send("me too");
    expect(await lin.client.hears("me too")).toMatchObject({ from: { name: "LIN (guest)" } });
    lin.client.say("welcome");
    expect(await guest.next()).toEqual({ uName: "LIN (guest)", context: "me too" });
    expect(await guest.next()).toEqual({ uName: "Lin", context: "welcome" });
  });

  it("[P2] tells nothing of those who were there all the time", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const mei = await enter(room, "Mei");
    await lin.client.next("presence", ({ joined }) => joined.some(({ id }) => id === mei.id));
    await sleep(room);
    const told = lin.client.heard("presence").length;
    const ana = await enter(room, "Ana");
    expect(await lin.client.next("presence", ({ count }) => count === 3)).toMatchObject({
      joined: [{ id: ana.id, name: "Ana" }],
      left: [],
    });
    expect(lin.client.heard("presence")).toHaveLength(told + 1);
  });
});
