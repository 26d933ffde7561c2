import { describe, expect, it } from "vitest";
import { draft, LIN } from "../../support/people.ts";
import { enter } from "../../support/workerd/clients.ts";
import { inStorage, newRoom, sleep, withSettings } from "../../support/workerd/rooms.ts";
import {
  build,
  buildIndex,
  expectWhole,
  fill,
  mayHave,
  open,
  search,
  searchAs,
  textsOf,
} from "../../support/workerd/searching.ts";

describe("what was changed", () => {
  it.each([false, true])("[Q6] is found by its new text only (indexed: %s)", async (isBuilt) => {
    const room = newRoom();
    const { client, key } = await enter(room, "Lin");
    for (const text of ["we meet at noon", "bring the umbrella", "a secret word"]) client.say(text);
    await client.hears("a secret word");
    if (isBuilt) await build(room);
    client.tell([
      { type: "edit", clientId: "e", target: 1, text: "we meet at three" },
      { type: "remove", clientId: "r", target: 3 },
    ]);
    await client.next("removed");
    expect(await textsOf(room, "noon")).toEqual([]);
    expect(await textsOf(room, "three")).toEqual(["we meet at three"]);
    expect(await textsOf(room, "secret")).toEqual([]);
    expect(await textsOf(room, "cr")).toEqual([]);
    expect(await textsOf(room, "from:Lin")).toEqual(["we meet at three", "bring the umbrella"]);
    if (!isBuilt) return;
    // It is gone from what is stored, and not only from what is found.
    await inStorage(room, (storage) => {
      expectWhole(storage, 1);
      expect(["noon", "secret", "three"].map((term) => mayHave(storage, term))).toEqual([false, false, true]);
    });
    await sleep(room);
    expect((await searchAs((await enter(room, "Lin", { key })).client, "three")).messages).toHaveLength(1);
  });

  it("[Q6] is not found once it is beyond HISTORY_LIMIT, nor is it in the index", async () => {
    withSettings({ HISTORY_LIMIT: 3 });
    const room = newRoom();
    const { client } = await enter(room, "Lin");
    for (const text of ["apple one", "apple two", "apple three"]) client.say(text);
    await client.hears("apple three");
    await build(room);
    client.say("apple four");
    await client.hears("apple four");
    expect((await searchAs(client, "apple")).messages.map(({ seq }) => seq)).toEqual([2, 3, 4]);
    expect((await searchAs(client, "ap")).messages.map(({ seq }) => seq)).toEqual([2, 3, 4]);
  });
});

describe("the index", () => {
  it("is empty before the first search that it can help, and is built by it", async () => {
    const room = newRoom();
    await fill(room, ["meet me at the station", "bring the umbrella"]);
    const { client } = await enter(room, "Lin");
    const groups = (): Promise<number> =>
      inStorage(room, ({ sql }) => sql.exec("SELECT 1 FROM search_groups").toArray().length);
    await searchAs(client, "at");
    expect(await groups()).toBe(0);
    await searchAs(client, "nothing of the kind");
    expect(await groups()).toBe(1);
    await inStorage(room, (storage) => expectWhole(storage, 1));
  });

  it("[Q8] is built in steps, between which messages are said, changed and found", async () => {
    const room = newRoom();
    await fill(
      room,
      Array.from({ length: 5_000 }, (_, index) => `message ${index} about nothing in particular`),
    );
    const { client } = await enter(room, "Lin");
    client.tell({ type: "search", requestId: "long", query: "absent" });
    client.say("said while it was built");
    expect((await client.hears("said while it was built")).seq).toBe(5_001);
    expect(client.heard("results")).toEqual([]);
    await client.next("results");
    await inStorage(room, (storage) => {
      expect(open(storage).index.range).toEqual({ first: 1, last: 5_000 });
      expectWhole(storage, 1);
    });
    expect(await textsOf(room, "while it was")).toHaveLength(1);
    expect(await textsOf(room, '"message 4999 "')).toHaveLength(1);
  });

  it("takes in what is new when it fills a group, and leaves out what only waits for its deletion", async () => {
    await inStorage(newRoom(), (storage) => {
      const whole = open(storage);
      for (let n = 1; n <= 3_000; n++) whole.append(draft(LIN, `message ${n}`));
      const history = open(storage, 2_500);
      buildIndex(history);
      expect(history.index.range).toEqual({ first: 501, last: 3_000 });
      for (let n = 1; n < 512; n++) history.append(draft(LIN, `new ${n}`));
      expect(history.index.extendUp(history.head.seq)).toBe(false);
      history.append(draft(LIN, "new 512"));
      expect(history.index.extendUp(history.head.seq)).toBe(true);
      expect(history.index.range).toMatchObject({ last: history.head.seq });
      expectWhole(storage, history.oldest);
    });
  });

  it("[Q2] finds what it should through many groups, and pages back through them", async () => {
    const room = newRoom();
    await fill(
      room,
      Array.from({ length: 3_000 }, (_, index) => (index % 700 === 0 ? `tea time ${index}` : `nothing ${index}`)),
    );
    await build(room);
    const found = await search(room, "tea time");
    expect(found.messages.map(({ seq }) => seq)).toEqual([1, 701, 1_401, 2_101, 2_801]);
    const before = await search(room, "tea time", { before: 2_101, limit: 2 });
    expect([before.messages.map(({ seq }) => seq), before.more]).toEqual([[701, 1_401], true]);
  });

  it("is as it was after an eviction in the middle of it, and goes on at the next search", async () => {
    const room = newRoom();
    await fill(
      room,
      Array.from({ length: 4_000 }, (_, index) => `message ${index} about nothing in particular`),
    );
    await inStorage(room, (storage) => open(storage).index.extendDown(1, 4_000));
    await sleep(room);
    const { client } = await enter(room, "Lin");
    client.tell({ type: "search", requestId: "r", query: "absent" });
    await sleep(room);
    expect((await searchAs(client, '"message 3999"')).messages).toMatchObject([{ seq: 4_000 }]);
    expect((await searchAs(client, '"message 17 "')).messages).toMatchObject([{ seq: 18 }]);
    await inStorage(room, (storage) => expectWhole(storage, 1));
  });

  it("[Q7] serves one search of a connection at a time: a newer one ends the one before, and nobody else's", async () => {
    const room = newRoom();
    await fill(
      room,
      Array.from({ length: 10_000 }, (_, index) => `message ${index}`),
    );
    const [ada, bob] = await Promise.all([enter(room, "Ada"), enter(room, "Bob")]);
    bob.client.tell({ type: "search", requestId: "bob's", query: "absent" });
    ada.client.tell([
      { type: "search", requestId: "first", query: "absent" },
      { type: "search", requestId: "second", query: "absent too" },
    ]);
    const refused = await ada.client.next("refused");
    expect([refused.reason, refused.requestId, refused.retryAfterMs]).toEqual(["superseded", "first", undefined]);
    expect(await ada.client.next("results")).toMatchObject({ requestId: "second", messages: [], more: false });
    expect(await bob.client.next("results")).toMatchObject({ requestId: "bob's" });
  });

  it("is built for those who are there, and not for those who have gone", async () => {
    const room = newRoom();
    await fill(
      room,
      Array.from({ length: 10_000 }, (_, index) => `message ${index}`),
    );
    const { client } = await enter(room, "Ada");
    client.tell({ type: "search", requestId: "r", query: "absent" });
    client.close();
    await client.ended;
    const { client: next } = await enter(room, "Bob");
    expect((await searchAs(next, '"message 9999"')).messages).toHaveLength(1);
  });

  it("has no message twice, however many search at once", async () => {
    const room = newRoom();
    await fill(
      room,
      Array.from({ length: 3_000 }, (_, index) => `message ${index}`),
    );
    const people = await Promise.all(["Ada", "Bob", "Cem", "Dan"].map((name) => enter(room, name)));
    const found = await Promise.all(people.map(({ client }) => searchAs(client, "2999")));
    for (const { messages } of found) expect(messages).toMatchObject([{ seq: 3_000 }]);
    await inStorage(room, (storage) => expectWhole(storage, 1));
  });

  it("takes no more than two rows for a message, after a search as before", async () => {
    const room = newRoom();
    await fill(room, ["meet me at the station", "bring the umbrella"]);
    await build(room);
    const rows = await inStorage(room, (storage) => {
      const history = open(storage);
      const before = storage.sql.exec("SELECT total_changes() AS count").one()["count"];
      history.append(draft(LIN, "one more"));
      return Number(storage.sql.exec("SELECT total_changes() AS count").one()["count"]) - Number(before);
    });
    expect(rows).toBe(1);
  });
});
