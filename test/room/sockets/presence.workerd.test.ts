import { describe, expect, it } from "vitest";
import { enter } from "../../support/workerd/clients.ts";
import { newRoom } from "../../support/workerd/rooms.ts";

describe("presence", () => {
  it("[P2] tells who comes and who leaves", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const mei = await enter(room, "Mei");
    expect(await lin.client.next("presence", ({ count }) => count === 2)).toEqual({
      type: "presence",
      joined: [{ id: mei.id, name: "Mei" }],
      left: [],
      count: 2,
    });
    mei.client.close(1001); // what a browser says when its page is left
    expect(await lin.client.next("presence", ({ left }) => left.length > 0)).toEqual({
      type: "presence",
      joined: [],
      left: [mei.id],
      count: 1,
    });
  });

  it("[P1] counts people, not tabs: the last one to close takes its person along", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const mei = await enter(room, "Mei");
    const tab = await enter(room, "Mei", { key: mei.key });
    expect(tab.welcome).toMatchObject({ count: 2 });
    tab.client.close();
    await tab.client.ended;
    const ana = await enter(room, "Ana");
    expect(ana.welcome.members).toContainEqual({ id: mei.id, name: "Mei" });
    mei.client.close();
    await lin.client.next("presence", ({ left }) => left.includes(mei.id));
    // Were the tab counted for itself, Mei would have left twice by now.
    expect(lin.client.heard("presence").flatMap(({ left }) => left)).toEqual([mei.id]);
  });

  it("[P2] does not tell of a page that reloads", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const mei = await enter(room, "Mei");
    await lin.client.next("presence", ({ joined }) => joined.some(({ id }) => id === mei.id));
    // A second passes, after which news would be told at once: the second of two `typed` shows it.
    lin.client.tell([{ type: "typing" }, { type: "typing" }]);
    await lin.client.next("typed");
    await lin.client.next("typed");
    mei.client.close();
    await mei.client.ended;
    const reloaded = await enter(room, "Mei", { key: mei.key });
    expect(reloaded.welcome.count).toBe(2);
    // Somebody who joins and leaves now is announced as gone after Mei would have been.
    const ana = await enter(room, "Ana");
    ana.client.close();
    await lin.client.next("presence", ({ left }) => left.includes(ana.id));
    const told = lin.client.heard("presence");
    expect(told.flatMap(({ left }) => left)).toEqual([ana.id]);
    expect(told.flatMap(({ joined }) => joined).filter(({ id }) => id === mei.id)).toHaveLength(1);
  });

  it("[N4] tells a new name to each of its owner's connections, and to everybody", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const tab = await enter(room, "Lin", { key: lin.key });
    const mei = await enter(room, "Mei");
    lin.client.tell({ type: "rename", name: " Lin  the Second " });
    const renamed = { id: lin.id, name: "Lin the Second" };
    for (const { client } of [lin, tab, mei]) {
      await client.next("presence", ({ joined }) => joined.some(({ name }) => name === renamed.name));
    }
    tab.client.say("hi");
    expect(await mei.client.next("said")).toMatchObject({ from: renamed });
    expect((await enter(room, "Ana")).welcome.members).toContainEqual(renamed);
  });

  it("[N4] [N3] refuses a new name that cannot be one, and the old one stays", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    lin.client.tell({ type: "rename", name: "Foyer" });
    expect(await lin.client.next("refused")).toMatchObject({ reason: "name_reserved" });
    lin.client.say("hi");
    expect(await lin.client.next("said")).toMatchObject({ from: { name: "Lin" } });
  });

  it("[H6] takes the newest name of a member who comes in again under another", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const mei = await enter(room, "Mei");
    await enter(room, "Lin on the phone", { key: lin.key });
    await mei.client.next("presence", ({ joined }) => joined.some(({ name }) => name === "Lin on the phone"));
    lin.client.say("hi");
    expect(await mei.client.next("said")).toMatchObject({ from: { id: lin.id, name: "Lin on the phone" } });
  });
});

describe("typing", () => {
  it("[P4] [O3] is told to the others, has no seq, and is kept nowhere", async () => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    lin.client.tell({ type: "typing" });
    expect(await mei.client.next("typed")).toEqual({ type: "typed", who: [lin.id] });
    lin.client.say("done");
    expect(await mei.client.next("said")).toMatchObject({ seq: 1 });
    const ana = await enter(room, "Ana");
    expect(ana.welcome).toMatchObject({ seq: 1, messages: [{ text: "done" }] });
    expect(ana.client.heard("typed")).toEqual([]);
  });

  it("[P4] is told together of those who type within a second", async () => {
    const room = newRoom();
    const [lin, mei, ana] = [await enter(room, "Lin"), await enter(room, "Mei"), await enter(room, "Ana")];
    for (const { client } of [lin, mei, ana]) client.tell({ type: "typing" });
    expect(await ana.client.next("typed")).toMatchObject({ who: [lin.id] });
    expect(await ana.client.next("typed")).toMatchObject({ who: [mei.id, ana.id] });
  });
});
