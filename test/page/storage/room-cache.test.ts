import { page } from "../../support/client/page.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textOf } from "../../../src/client/sending/outbox.ts";
import { restoredEntry } from "../../../src/page/storage/database.ts";
import { RoomCache } from "../../../src/page/storage/room-cache.ts";
import type { Tab } from "../../../src/page/storage/tab.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import { settle } from "../../support/client/clock.ts";
import { MemoryDatabase, type Failure, type Step } from "../../support/client/database.ts";
import { said, saidFrom } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";
import { LIN, MEI } from "../../support/people.ts";

/** Milliseconds between two writes of a room's messages. */
const KEEP_EVERY_MS = 1_000;

/** Lin's visit in one tab of a browser, whose tabs `ended` are closed. */
async function visiting(database = new MemoryDatabase(), ended: readonly string[] = [], id = "this tab") {
  const begun = visitIn(database, ended, id);
  await settle();
  return begun;
}

function visitIn(database: MemoryDatabase, ended: readonly string[], id: string) {
  const awaited: string[] = [];
  const tab: Pick<Tab, "id" | "afterEndOf"> = {
    id,
    afterEndOf(other, act) {
      awaited.push(other);
      return ended.includes(other) ? act() : new Promise(() => {});
    },
  };
  const visit: Visit = new Visit({
    onRemoved: (target) => cache.withdraw(LOBBY, target),
    onForgotten: (oldest) => cache.forgetBefore(LOBBY, oldest),
  });
  const cache = new RoomCache(database.asDatabase, tab, visit.clock);
  cache.attach(visit.session);
  visit.session.enter();
  return {
    visit,
    cache,
    awaited,
    kept: async () => (await cache.timelineOf(LOBBY))?.messages.map(({ text }) => text),
    outboxOf: async (of: string) => {
      const stored = (await database.get("outboxes", [LOBBY, of])) as
        | { outbox: Parameters<typeof restoredEntry>[0][] }
        | undefined;
      return stored && { outbox: stored.outbox.map(restoredEntry) };
    },
    leavePage: () => page.leave(),
    pass: async () => {
      visit.clock.advance(KEEP_EVERY_MS);
      await settle();
    },
  };
}

/** What a tab left in the database, as every released version writes it. */
function left(clientId: string): readonly object[] {
  return [{ clientId, wish: { type: "say", text: clientId, replyTo: null }, epoch: null, state: "sent" }];
}

function removal(seq: number, target: number): object {
  return { type: "removed", seq, at: 9, by: MEI, clientId: "c", target };
}

describe("an unconfirmed message", () => {
  it("is stored under its tab until it is confirmed", async () => {
    const { visit, outboxOf, cache } = await visiting();
    visit.session.say("hello");
    await settle();
    expect((await outboxOf("this tab"))?.outbox).toEqual(visit.session.outbox.value);
    expect(await cache.roomsWithOutbox()).toEqual([LOBBY]);
    await visit.welcome();
    visit.confirm(1);
    await settle();
    expect(await outboxOf("this tab")).toBeUndefined();
    expect(await cache.roomsWithOutbox()).toEqual([]);
  });

  it("of a closed tab is taken over, once, before newer messages", async () => {
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

  it("of an open tab belongs to that tab", async () => {
    const database = new MemoryDatabase();
    await database.put("outboxes", { room: LOBBY, tab: "other", outbox: left("there") });
    const { visit, outboxOf } = await visiting(database);
    await visit.welcome();
    await settle();
    expect(visit.outbox).toEqual([]);
    expect(await outboxOf("other")).toBeDefined();
  });

  it("of an open tab is waited for once, however often the page reconnects", async () => {
    const database = new MemoryDatabase();
    await database.put("outboxes", { room: LOBBY, tab: "other", outbox: left("there") });
    const { visit, awaited } = await visiting(database);
    await visit.welcome();
    visit.reconnect();
    await visit.welcome({ recovered: true });
    await settle();
    expect(awaited).toEqual(["other"]);
  });

  it("is sent even if it cannot be stored", async () => {
    const database = new MemoryDatabase();
    database.isFull = true;
    const { visit } = await visiting(database);
    visit.session.say("hello");
    await visit.welcome();
    expect(visit.sayings).toEqual(["hello"]);
  });
});

describe("a device that stores nothing", () => {
  it.each<[string, Step, Failure]>([
    ["there is no place", "put", new DOMException("There is no place left.", "QuotaExceededError")],
    ["a value cannot be cloned", "put", new DOMException("It could not be cloned.", "DataCloneError")],
    ["a write is never answered", "put", "never"],
    ["nothing can be deleted", "delete", new DOMException("Internal error.", "UnknownError")],
    ["nothing can be read", "get", new DOMException("Internal error.", "UnknownError")],
    ["a read is never answered", "get", "never"],
    ["transactions are aborted", "done", new DOMException("It was aborted.", "AbortError")],
    ["transactions never end", "done", "never"],
    ["the database was closed", "transaction", new DOMException("It is closing.", "InvalidStateError")],
  ])("does not disturb people where %s", async (_what, step, failure) => {
    const database = new MemoryDatabase();
    await database.put("outboxes", { room: LOBBY, tab: "gone", outbox: left("before") });
    database.failures.set(step, failure);
    const { visit, cache, pass, leavePage } = await visiting(database, ["gone"]);
    visit.session.say("hello");
    await visit.welcome({ messages: saidFrom(1, 2), oldest: 1 });
    visit.transport.receive(said(3), removal(4, 2));
    cache.withdraw(LOBBY, 1);
    cache.forgetBefore(LOBBY, 2);
    cache.forget(LOBBY);
    await pass();
    leavePage();
    await settle();
    expect(visit.transport.sent("say").map(({ text }) => text)).toContain(visit.outbox[0]?.[0]);
    expect(visit.seqs).toEqual([1, 2, 3]);
  });

  it("takes over later what it could not take over before", async () => {
    const database = new MemoryDatabase();
    await database.put("outboxes", { room: LOBBY, tab: "gone", outbox: left("before") });
    database.failures.set("get", new DOMException("Internal error.", "UnknownError"));
    const { visit, outboxOf } = await visiting(database, ["gone"]);
    await visit.welcome();
    await settle();
    expect(visit.outbox).toEqual([]);
    database.failures.clear();
    visit.reconnect();
    await visit.welcome({ recovered: true });
    await settle();
    expect(visit.sayings).toEqual(["before"]);
    expect(await outboxOf("gone")).toBeUndefined();
  });
});

describe("a browser that may end at any moment", () => {
  const step = fc.oneof(
    fc.constantFrom("say", "confirm", "connect", "drop", "settle"),
    // Lets promises continue for a random while, so that the steps fall between any two steps of the page.
    fc.integer({ min: 1, max: 25 }),
  );

  it("[S4] leaves every message with the room or in the outbox, once and in order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 2 }),
        fc.array(step, { maxLength: 14 }),
        fc.nat({ max: 10 }),
        async (abandoned, steps, commits) => {
          const database = new MemoryDatabase();
          const life = new Life(database, abandoned);
          await life.begin();
          database.commitsLeft = commits;
          for (const one of [...steps, "settle"]) await life.take(one);
          database.commitsLeft = Number.POSITIVE_INFINITY;
          database.restart();
          const { visit } = await visiting(database, ["gone", "this tab"], "next tab");
          await settle();
          const texts = visit.outbox.map(([text]) => text);
          expect(new Set(texts).size).toBe(texts.length);
          for (const tab of ["before", "text"]) {
            const of = (all: readonly unknown[]): readonly unknown[] =>
              all.filter((text) => String(text).startsWith(tab));
            expect(of(texts)).toEqual(of(life.said).filter((text) => texts.includes(String(text))));
          }
          for (const text of life.durable) if (!life.confirmed.has(text)) expect(texts).toContain(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  /** A tab that finds what a closed tab left, sends messages, and ends when the database lets nothing more through. */
  class Life {
    readonly said: string[] = [];
    readonly confirmed = new Set<string>();
    /** The messages that were certainly stored while the browser was running. */
    durable: readonly string[] = [];
    readonly #database: MemoryDatabase;
    #visit = new Visit();

    constructor(database: MemoryDatabase, abandoned: number) {
      this.#database = database;
      this.said = Array.from({ length: abandoned }, (_, index) => `before ${index}`);
    }

    async begin(): Promise<void> {
      const outbox = this.said.flatMap((text) => left(text));
      if (outbox.length > 0) await this.#database.put("outboxes", { room: LOBBY, tab: "gone", outbox });
      this.durable = [...this.said];
      const { visit } = visitIn(this.#database, ["gone"], "this tab");
      this.#visit = visit;
    }

    async take(one: string | number): Promise<void> {
      const { session, transport } = this.#visit;
      const isOpen = session.status.value.state === "open";
      if (typeof one === "number") for (let turn = 0; turn < one; turn++) await Promise.resolve();
      else if (one === "settle") {
        await settle();
        if (this.#database.commitsLeft >= 0) this.durable = [...this.said];
      } else if (one === "say") {
        this.said.push(`text ${this.said.length}`);
        session.say(this.said.at(-1) ?? "");
      } else if (one === "drop") transport.drop();
      else if (one === "connect" && !isOpen) {
        session.wake();
        await this.#visit.welcome({ recovered: true });
      } else if (one === "confirm" && isOpen) this.#confirm();
    }

    #confirm(): void {
      const { session, transport } = this.#visit;
      const sent = session.outbox.value.find(({ state }) => state === "sent");
      if (sent === undefined) return;
      const text = textOf(sent.command) ?? "";
      this.confirmed.add(text);
      const seq = (session.timeline.value.cursor?.seq ?? 0) + 1;
      transport.receive(said(seq, { from: LIN, clientId: sent.clientId, text }));
    }
  }
});

describe("the cached messages", () => {
  it("are stored after a second: the newest hundred, with the cursor to resume from", async () => {
    const { visit, cache, pass } = await visiting();
    await visit.welcome({ messages: saidFrom(1, 150) });
    expect(await cache.timelineOf(LOBBY)).toBeUndefined();
    await pass();
    const timeline = await cache.timelineOf(LOBBY);
    expect(timeline?.messages).toEqual(saidFrom(51, 150));
    expect(timeline).toMatchObject({ cursor: { epoch: "epoch-1", seq: 150 }, hasOlder: true });
  });

  it("are stored when the page is closed, however soon", async () => {
    const { visit, kept, leavePage } = await visiting();
    await visit.welcome({ messages: saidFrom(1, 2) });
    leavePage();
    await settle();
    expect(await kept()).toEqual(["message 1", "message 2"]);
  });

  it("[E2] lose a removed message at once, even while the reader is far up and nothing else is stored", async () => {
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

  it("[R1] lose a message that was removed while the reader was away and is far up now", async () => {
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

  it("[H7] lose what the room no longer keeps, even while the reader is far up and nothing else is stored", async () => {
    const { visit, kept, pass } = await visiting();
    await visit.welcome({ messages: saidFrom(101, 104), more: true });
    await pass();
    visit.session.paging.around(7);
    visit.answer(saidFrom(6, 8), true);
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 104, oldest: 103 });
    await settle();
    expect(await kept()).toEqual(["message 103", "message 104"]);
  });

  it("are deleted with the room, until it is visited again", async () => {
    const { visit, cache, kept, pass } = await visiting();
    await visit.welcome({ messages: saidFrom(1, 2) });
    await pass();
    cache.forget(LOBBY);
    visit.hear(3, 3);
    await pass();
    expect(await kept()).toBeUndefined();
    cache.remember(LOBBY);
    visit.transport.receive(said(4, { from: LIN }));
    await pass();
    expect(await kept()).toHaveLength(4);
  });
});
