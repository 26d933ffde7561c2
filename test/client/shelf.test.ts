/** Shows what of a room outlives the page: what was said and not confirmed, the messages last seen, and nothing taken back. */
import { page } from "../support/client/page.ts";
import { describe, expect, it } from "vitest";
import type { Outbox } from "../../src/client/outbox.ts";
import { Shelf } from "../../src/client/shelf.ts";
import type { Tab } from "../../src/client/tab.ts";
import { LOBBY } from "../../src/protocol/names.ts";
import { settle } from "../support/client/clock.ts";
import { MemoryDatabase } from "../support/client/database.ts";
import { said, saidFrom } from "../support/client/events.ts";
import { Visit } from "../support/client/visit.ts";
import { LIN, MEI } from "../support/people.ts";

/** Milliseconds between two writes of a room's messages. */
const KEEP_EVERY_MS = 1_000;

/** Lin's visit in one tab of a browser, of which `ended` are the tabs that are gone. */
async function visiting(database = new MemoryDatabase(), ended: readonly string[] = []) {
  const awaited: string[] = [];
  const tab: Tab = {
    id: "this tab",
    afterEndOf(other, act) {
      awaited.push(other);
      return ended.includes(other) ? act() : new Promise(() => {});
    },
  };
  const visit: Visit = new Visit({ onRemoved: (target) => shelf.withdraw(LOBBY, target) });
  const shelf = new Shelf(database.asDatabase, tab, visit.clock);
  shelf.attach(visit.session);
  visit.session.enter();
  await settle();
  return {
    visit,
    shelf,
    awaited,
    kept: async () => (await shelf.timelineOf(LOBBY))?.messages.map(({ text }) => text),
    outboxOf: async (of: string) => (await database.get("outboxes", [LOBBY, of])) as { outbox: Outbox } | undefined,
    leavePage: () => page.leave(),
    pass: async () => {
      visit.clock.advance(KEEP_EVERY_MS);
      await settle();
    },
  };
}

function left(clientId: string): Outbox {
  return [{ clientId, wish: { type: "say", text: clientId, replyTo: null }, epoch: null, state: "sent" }];
}

function removal(seq: number, target: number): object {
  return { type: "removed", seq, at: 9, by: MEI, clientId: "c", target };
}

describe("what was said and is not confirmed", () => {
  it("is kept under its tab until it is", async () => {
    const { visit, outboxOf, shelf } = await visiting();
    visit.session.say("hello");
    await settle();
    expect((await outboxOf("this tab"))?.outbox).toEqual(visit.session.outbox.value);
    expect(await shelf.roomsWithOutbox()).toEqual([LOBBY]);
    await visit.welcome();
    visit.confirm(1);
    await settle();
    expect(await outboxOf("this tab")).toBeUndefined();
    expect(await shelf.roomsWithOutbox()).toEqual([]);
  });

  it("in a tab that is gone is taken over, once, before what was said since", async () => {
    const database = new MemoryDatabase();
    await database.put("outboxes", { room: LOBBY, tab: "gone", outbox: left("before") });
    const { visit, outboxOf } = await visiting(database, ["gone"]);
    visit.session.say("now");
    await settle();
    expect(visit.outbox).toEqual([
      ["before", "waiting"],
      ["now", "waiting"],
    ]);
    expect(await outboxOf("gone")).toBeUndefined();
    expect((await outboxOf("this tab"))?.outbox).toEqual(visit.session.outbox.value);
    await visit.welcome();
    await settle();
    expect(visit.session.outbox.value).toHaveLength(2);
  });

  it("in a tab that lives is that tab's", async () => {
    const database = new MemoryDatabase();
    await database.put("outboxes", { room: LOBBY, tab: "other", outbox: left("there") });
    const { visit, outboxOf } = await visiting(database);
    await visit.welcome();
    await settle();
    expect(visit.outbox).toEqual([]);
    expect(await outboxOf("other")).toBeDefined();
  });

  it("in a tab that lives is waited for once, however often the connection comes back", async () => {
    const database = new MemoryDatabase();
    await database.put("outboxes", { room: LOBBY, tab: "other", outbox: left("there") });
    const { visit, awaited } = await visiting(database);
    await visit.welcome();
    visit.reconnect();
    await visit.welcome({ recovered: true });
    await settle();
    expect(awaited).toEqual(["other"]);
  });

  it("goes out all the same where there is no place to keep it", async () => {
    const database = new MemoryDatabase();
    database.isFull = true;
    const { visit } = await visiting(database);
    visit.session.say("hello");
    await visit.welcome();
    expect(visit.sayings).toEqual(["hello"]);
  });
});

describe("the messages that were seen", () => {
  it("are kept after a second, the newest hundred, with the place to resume from", async () => {
    const { visit, shelf, pass } = await visiting();
    await visit.welcome({ messages: saidFrom(1, 150) });
    expect(await shelf.timelineOf(LOBBY)).toBeUndefined();
    await pass();
    const timeline = await shelf.timelineOf(LOBBY);
    expect(timeline?.messages).toEqual(saidFrom(51, 150));
    expect(timeline).toMatchObject({ cursor: { epoch: "epoch-1", seq: 150 }, hasOlder: true });
  });

  it("are kept when the page is left, however soon", async () => {
    const { visit, kept, leavePage } = await visiting();
    await visit.welcome({ messages: saidFrom(1, 2) });
    leavePage();
    await settle();
    expect(await kept()).toEqual(["message 1", "message 2"]);
  });

  it("[E2] lose at once what is taken back, also while the reader is far up and nothing else is kept", async () => {
    const { visit, kept, pass } = await visiting();
    await visit.welcome({ messages: saidFrom(101, 102), more: true });
    await pass();
    visit.session.paging.around(7);
    visit.answer(saidFrom(6, 8), true);
    visit.transport.receive(said(103), removal(104, 102));
    await settle();
    expect(await kept()).toEqual(["message 101", ""]);
    await pass();
    expect(await kept()).toEqual(["message 101", ""]);
  });

  it("[R1] lose what was taken back while one was away and is far up now", async () => {
    const { visit, kept, pass } = await visiting();
    await visit.welcome({ messages: saidFrom(101, 102), more: true });
    await pass();
    visit.session.paging.around(7);
    visit.answer(saidFrom(6, 8), true);
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 103, messages: [said(101, { text: "", removed: true })] });
    await settle();
    expect(await kept()).toEqual(["", "message 102"]);
  });

  it("are forgotten with the room, until it is visited again", async () => {
    const { visit, shelf, kept, pass } = await visiting();
    await visit.welcome({ messages: saidFrom(1, 2) });
    await pass();
    shelf.forget(LOBBY);
    visit.hear(3, 3);
    await pass();
    expect(await kept()).toBeUndefined();
    shelf.remember(LOBBY);
    visit.transport.receive(said(4, { from: LIN }));
    await pass();
    expect(await kept()).toHaveLength(4);
  });
});
