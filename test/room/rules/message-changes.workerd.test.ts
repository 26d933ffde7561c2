import { describe, expect, it } from "vitest";
import { enter, enterPlain, type Member } from "../../support/workerd/clients.ts";
import { newRoom, sleep } from "../../support/workerd/rooms.ts";

/** Lin and Mei, and Lin said "hello", seq 1. */
async function talked(): Promise<{
  readonly room: ReturnType<typeof newRoom>;
  readonly lin: Member;
  readonly mei: Member;
}> {
  const room = newRoom();
  const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
  lin.client.say("hello");
  await mei.client.hears("hello");
  return { room, lin, mei };
}

describe("what was changed", () => {
  it("[E1] [E2] [E3] [O1] is heard by both, one after the other", async () => {
    const { lin, mei } = await talked();
    lin.client.tell({ type: "edit", clientId: "e", target: 1, text: "hello, all" });
    expect(await mei.client.next("edited")).toMatchObject({
      seq: 2,
      target: 1,
      by: { id: lin.id },
      text: "hello, all",
    });
    mei.client.tell({ type: "react", clientId: "r", target: 1, emoji: "👍", on: true });
    expect(await lin.client.next("reacted")).toMatchObject({ seq: 3, by: { name: "Mei" }, emoji: "👍", on: true });
    lin.client.tell({ type: "remove", clientId: "x", target: 1 });
    expect(await lin.client.next("removed")).toMatchObject({ seq: 4, target: 1 });
    expect(await mei.client.next("removed")).toMatchObject({ seq: 4, target: 1 });
  });

  it("[E7] [R1] is in its present state for who was away and for who comes, also when the room slept", async () => {
    const { room, lin, mei } = await talked();
    mei.client.close();
    lin.client.tell([
      { type: "edit", clientId: "e", target: 1, text: "hello, all" },
      { type: "react", clientId: "r", target: 1, emoji: "👍", on: true },
    ]);
    await lin.client.next("reacted");
    await sleep(room);
    const expected = { seq: 1, text: "hello, all", reactions: [{ emoji: "👍", count: 1, by: [{ name: "Lin" }] }] };
    const back = await enter(room, "Mei", { key: mei.key, after: { epoch: mei.welcome.epoch, seq: 1 } });
    expect(back.welcome).toMatchObject({ recovered: true, seq: 3, messages: [expected] });
    const ana = await enter(room, "Ana");
    expect(ana.welcome).toMatchObject({ recovered: false, seq: 3, messages: [expected] });
    ana.client.tell({ type: "page", requestId: "p", around: 1 });
    expect((await ana.client.next("page")).messages).toMatchObject([expected]);
  });

  it("[E6] is known when it is told again, also after the room slept", async () => {
    const { room, lin, mei } = await talked();
    const edit = { type: "edit", clientId: "e", target: 1, text: "hello, all" };
    lin.client.tellRaw(edit);
    await mei.client.next("edited");
    await lin.client.next("edited");
    await sleep(room);
    lin.client.tellRaw(edit);
    expect(await lin.client.next("edited")).toMatchObject({ seq: 2, clientId: "e" });
    lin.client.say("after");
    expect(await mei.client.hears("after")).toMatchObject({ seq: 3 });
    expect(mei.client.heard("edited")).toHaveLength(1);
  });

  it("[E4] [F5] is refused to its sender alone where it cannot be", async () => {
    const { lin, mei } = await talked();
    mei.client.tell({ type: "remove", clientId: "x", target: 1 });
    expect(await mei.client.next("refused")).toMatchObject({ reason: "not_yours", clientId: "x" });
    mei.client.tell({ type: "react", clientId: "y", target: 9, emoji: "👍", on: true });
    expect(await mei.client.next("refused")).toMatchObject({ reason: "no_such_message", clientId: "y" });
    lin.client.say("after");
    expect(await mei.client.hears("after")).toMatchObject({ seq: 2 });
    expect(lin.client.heard("refused")).toEqual([]);
  });

  it("[E5] the topic is told to everybody, and to those who join after the room has slept", async () => {
    const { room, lin, mei } = await talked();
    mei.client.tell({ type: "topic", clientId: "t", text: "tea" });
    expect(await lin.client.next("topic_set")).toMatchObject({ seq: 2, topic: "tea", by: { name: "Mei" } });
    await sleep(room);
    expect((await enter(room, "Ana")).welcome.room).toEqual({ name: room, topic: "tea" });
  });
});

describe("a plain client", () => {
  it("[D7] hears a new text where it asked for it, also after the room slept, and nothing of the rest", async () => {
    const { room, lin } = await talked();
    const [bob, eve] = [await enterPlain(room, { edits: "1" }), await enterPlain(room, { edits: "0" })];
    await sleep(room);
    lin.client.tell({ type: "edit", clientId: "e", target: 1, text: "hello, all" });
    lin.client.tell({ type: "react", clientId: "r", target: 1, emoji: "👍", on: true });
    lin.client.tell({ type: "topic", clientId: "t", text: "tea" });
    lin.client.say("bye");
    expect(await bob.next()).toEqual({ uName: "Lin", context: "hello, all" });
    expect(await bob.next()).toEqual({ uName: "Lin", context: "bye" });
    expect(await eve.next()).toEqual({ uName: "Lin", context: "bye" });
  });

  it("[D4] [E2] is not replayed what was removed", async () => {
    const { room, lin } = await talked();
    lin.client.say("stays");
    lin.client.tell({ type: "remove", clientId: "x", target: 1 });
    await lin.client.next("removed");
    const bob = await enterPlain(room, { history: "10" });
    expect(await bob.next()).toEqual({ uName: "Lin", context: "stays" });
  });
});

describe("a reading mark", () => {
  it("[U1] is told only to the member's other connections, and kept while the room sleeps", async () => {
    const { room, lin, mei } = await talked();
    const phone = await enter(room, "Lin", { key: lin.key });
    expect(phone.welcome.read).toBe(0);
    lin.client.tell({ type: "read", seq: 1 });
    expect(await phone.client.next("seen")).toEqual({ type: "seen", seq: 1 });
    await sleep(room);
    expect((await enter(room, "Lin", { key: lin.key })).welcome.read).toBe(1);
    mei.client.say("after");
    await mei.client.hears("after");
    expect(mei.client.heard("seen")).toEqual([]);
  });
});
