import { describe, expect, it, vi } from "vitest";
import { guestIdOf } from "../../../src/protocol/values/identity.ts";
import { RESUME_MAX_CHANGES } from "../../../src/protocol/limits.ts";
import { foldName } from "../../../src/protocol/values/names.ts";
import type { History } from "../../../src/room/history/history.ts";
import { MemoryHistory } from "../../support/memory-history.ts";
import { HASTY, SETTINGS, Talk } from "../../support/conversations.ts";
import { ANA, draft, LIN, MEI, people, personName, topicOf } from "../../support/people.ts";

describe("two people", () => {
  it("[S3] hear each other, and themselves, in one order", () => {
    const talk = new Talk();
    talk.enter(LIN);
    talk.enter(MEI);
    expect(talk.say(LIN, "hello")).toEqual({
      to: "everyone",
      event: { type: "said", seq: 1, at: talk.now, from: LIN, text: "hello", clientId: "hello" },
    });
    expect(talk.say(MEI, "hello, Lin", { replyTo: 1 })).toMatchObject({
      to: "everyone",
      event: { seq: 2, from: MEI, replyTo: 1 },
    });
  });
});

describe("a welcome", () => {
  it("[H7] is the room's state", () => {
    const talk = new Talk();
    talk.enter(LIN);
    talk.say(LIN, "hello");
    talk.now += 500;
    expect(talk.enter(MEI)).toEqual({
      type: "welcome",
      you: { ...MEI, role: "member" },
      room: { name: "tea", topic: "" },
      read: 0,
      epoch: "epoch-1",
      seq: 1,
      oldest: 1,
      at: talk.now,
      recovered: false,
      messages: [{ type: "said", seq: 1, at: talk.now - 500, from: LIN, text: "hello", clientId: "hello" }],
      more: false,
      members: [LIN, MEI],
      count: 2,
      limits: { text: 4_000, name: 40, messagesPerSecond: 2, messageBurst: 10 },
    });
  });

  it("[R2] has the newest 50 messages, and says whether there are older ones", () => {
    const talk = new Talk(HASTY);
    talk.enter(LIN);
    for (let n = 1; n <= 50; n++) talk.say(LIN, `${n}`);
    const full = talk.enter(MEI);
    expect([full.messages.length, full.more]).toEqual([50, false]);
    talk.say(LIN, "51");
    const fuller = talk.enter(ANA);
    expect([fuller.messages.length, fuller.messages[0]?.seq, fuller.more]).toEqual([50, 2, true]);
  });

  it("[R1] has exactly what a returning member missed", () => {
    const talk = new Talk();
    const { epoch, seq } = talk.enter(LIN);
    talk.say(LIN, "one");
    talk.say(LIN, "two");
    const back = talk.enter(MEI, { epoch, seq: seq + 1 });
    expect(back).toMatchObject({ recovered: true, seq: 2, messages: [{ seq: 2, text: "two" }], more: true });
    expect(talk.enter(MEI, { epoch, seq: 2 })).toMatchObject({ recovered: true, messages: [], more: true });
    expect(talk.enter(MEI, { epoch, seq: 0 })).toMatchObject({ recovered: true, messages: [{ seq: 1 }, { seq: 2 }] });
  });

  it("[R2] starts again for another epoch, a seq that is ahead, and none", () => {
    const talk = new Talk();
    talk.enter(LIN);
    talk.say(LIN, "one");
    for (const after of [{ epoch: "epoch-0", seq: 1 }, { epoch: "epoch-1", seq: 2 }, null]) {
      expect(talk.enter(MEI, after)).toMatchObject({ recovered: false, messages: [{ seq: 1 }] });
    }
  });

  it("[R1] [R2] bridges 1,000 changes, and not one more", () => {
    const talk = new Talk(HASTY);
    talk.enter(LIN);
    for (let n = 1; n <= RESUME_MAX_CHANGES + 1; n++) talk.say(LIN, `${n}`);
    const edge = talk.enter(MEI, { epoch: "epoch-1", seq: 1 });
    expect([edge.recovered, edge.messages.length, edge.messages[0]?.seq]).toEqual([true, 1_000, 2]);
    const beyond = talk.enter(ANA, { epoch: "epoch-1", seq: 0 });
    expect([beyond.recovered, beyond.messages.length, beyond.messages[0]?.seq]).toEqual([false, 50, 952]);
  });

  it("[R2] [G3] starts again where the room has forgotten what came since", () => {
    const talk = new Talk({ ...HASTY, historyLimit: 3 });
    talk.enter(LIN);
    for (let n = 1; n <= 5; n++) talk.say(LIN, `${n}`);
    expect(talk.enter(MEI, { epoch: "epoch-1", seq: 2 })).toMatchObject({ recovered: true, more: false });
    const forgotten = talk.enter(ANA, { epoch: "epoch-1", seq: 1 });
    expect(forgotten).toMatchObject({ recovered: false, more: false });
    expect(forgotten.messages.map(({ seq }) => seq)).toEqual([3, 4, 5]);
  });
});

describe("saying something", () => {
  it("[S4] again is answered with the first message, to its sender only", () => {
    const talk = new Talk();
    talk.enter(LIN);
    const first = talk.say(LIN, "hello", { clientId: "c1" });
    talk.now += 60_000;
    expect(talk.say(LIN, "hello again", { clientId: "c1" })).toEqual({
      to: "sender",
      event: { ...first.event, repeat: true },
    });
    expect(talk.history.head.seq).toBe(1);
  });

  it("[S5] is refused beyond the burst, with the time after which it is not", () => {
    const talk = new Talk();
    talk.enter(LIN);
    talk.enter(MEI);
    for (let n = 1; n <= SETTINGS.rates.messages.burst; n++) expect(talk.say(LIN, `${n}`).to).toBe("everyone");
    expect(talk.say(LIN, "11", { clientId: "c11" })).toMatchObject({
      to: "sender",
      event: { type: "refused", reason: "too_fast", clientId: "c11", retryAfterMs: 500 },
    });
    expect(talk.say(MEI, "I may").to).toBe("everyone");
    talk.now += 499;
    expect(talk.say(LIN, "11").event).toMatchObject({ reason: "too_fast" });
    talk.now += 1;
    expect(talk.say(LIN, "11").to).toBe("everyone");
  });

  it("[S4] again is answered at any pace", () => {
    const talk = new Talk();
    talk.enter(LIN);
    const first = talk.say(LIN, "hello", { clientId: "c1" });
    while (talk.say(LIN, "more", { clientId: `${talk.history.head.seq}` }).to === "everyone");
    expect(talk.say(LIN, "hello", { clientId: "c1" })).toEqual({
      to: "sender",
      event: { ...first.event, repeat: true },
    });
  });

  it("[S1] may answer a message that was said, and none that was not", () => {
    const talk = new Talk();
    talk.enter(LIN);
    expect(talk.say(LIN, "to what?", { replyTo: 1 })).toMatchObject({
      to: "sender",
      event: { type: "refused", reason: "bad_field", clientId: "to what?" },
    });
    talk.say(LIN, "one");
    expect(talk.say(LIN, "to that", { replyTo: 1 }).event).toMatchObject({ seq: 2, replyTo: 1 });
    expect(talk.say(LIN, "to this", { replyTo: 3 }).event).toMatchObject({ reason: "bad_field" });
  });

  it("[S1] may answer one that was removed or forgotten, and no other change", () => {
    const talk = new Talk({ ...HASTY, historyLimit: 3 });
    talk.enter(LIN);
    talk.say(LIN, "one");
    talk.say(LIN, "two");
    talk.change(LIN, { type: "edit", target: 2, text: "two!" });
    talk.change(LIN, { type: "topic", text: topicOf("tea") });
    talk.change(LIN, { type: "remove", target: 2 });
    for (const replyTo of [3, 4, 5]) {
      expect(talk.say(LIN, `to ${replyTo}`, { replyTo }).event).toMatchObject({ reason: "bad_field" });
    }
    expect(talk.say(LIN, "to the removed one", { replyTo: 2 }).event).toMatchObject({ seq: 6, replyTo: 2 });
    talk.say(LIN, "seven");
    expect(talk.history.oldest).toBeGreaterThan(1);
    expect(talk.say(LIN, "to the forgotten one", { replyTo: 1 }).event).toMatchObject({ seq: 8, replyTo: 1 });
  });

  it("[S7] is refused beyond what an address may, unless the room knows its author from an earlier day", () => {
    const talk = new Talk();
    const crowd = people(61);
    for (const person of crowd) talk.enter(person);
    const last = crowd.at(-1) ?? LIN;
    for (const person of crowd.slice(0, 60)) expect(talk.say(person, person.name).to).toBe("everyone");
    expect(talk.say(last, "61")).toMatchObject({
      to: "sender",
      event: { type: "refused", reason: "too_fast", clientId: "61", retryAfterMs: 500 },
    });
    talk.address = "198.51.100.7";
    expect(talk.say(last, "from elsewhere").to).toBe("everyone");
    const DAY_MS = 24 * 60 * 60 * 1_000;
    talk.now = DAY_MS - 1; // the last moment of that day
    talk.address = "192.0.2.1";
    for (const person of crowd.slice(0, 60)) expect(talk.say(person, `${person.name} again`).to).toBe("everyone");
    expect(talk.say(last, "62").event).toMatchObject({ reason: "too_fast" });
    talk.now = DAY_MS;
    for (const person of crowd) expect(talk.say(person, `${person.name} today`).to).toBe("everyone");
    const guest = { id: guestIdOf(new Uint8Array(9)), name: LIN.name };
    talk.conversation.enterAsGuest(guest, 0);
    for (let count = 0; count < 10; count++) talk.sayAsGuest(guest, "Lin", `${count}`);
    talk.now += DAY_MS;
    const others = people(120).slice(61);
    for (const person of others) talk.enter(person);
    for (const person of others) talk.say(person, person.name);
    talk.sayAsGuest(guest, "Lin", "the 60th");
    expect(talk.sayAsGuest(guest, "Lin", "a guest is never known").event).toMatchObject({ reason: "too_fast" });
  });

  it("[G1] [F5] pages are refused beyond 50 at once", () => {
    const talk = new Talk();
    talk.enter(LIN);
    for (let count = 0; count < 50; count++) expect(talk.page(LIN, "before", 1).event.type).toBe("page");
    expect(talk.page(LIN, "before", 1).event).toMatchObject({
      type: "refused",
      reason: "too_fast",
      requestId: "r",
      retryAfterMs: 200,
    });
  });

  it("[O2] never goes back in time, whatever the clock does", () => {
    const talk = new Talk();
    talk.enter(LIN);
    talk.say(LIN, "now");
    const { now } = talk;
    talk.now -= 60_000;
    expect(talk.say(LIN, "then").event).toMatchObject({ seq: 2, at: now });
    expect(talk.enter(MEI).at).toBe(now);
    talk.sleepAndWake([{ ...LIN, dialect: "foyer.1" }]);
    expect(talk.say(LIN, "still then").event).toMatchObject({ seq: 3, at: now });
  });

  it("[F7] has no effect where the history fails, and works the next time", () => {
    const talk = new Talk();
    talk.enter(LIN);
    vi.spyOn(talk.history, "append").mockImplementationOnce(() => {
      throw new Error("disk full");
    });
    expect(() => talk.say(LIN, "one")).toThrow("disk full");
    expect(talk.say(LIN, "one").event).toMatchObject({ type: "said", seq: 1 });
  });

  it.each(["a member", "a returning member", "a guest"])(
    "[P1] [F7] %s is in nobody's list and count after any call of the history failed as they came",
    (who) => {
      const inner = new MemoryHistory("epoch-1");
      inner.append(draft(LIN, "one"));
      inner.claim(foldName(personName("Gast")));
      const faulty = failing(inner);
      const talk = new Talk(SETTINGS, faulty.history);
      talk.enter(LIN);
      talk.conversation.takePresence();
      const gast = { id: guestIdOf(new Uint8Array(9)), name: personName("Gast") };
      const come = (): unknown =>
        who === "a guest"
          ? talk.conversation.enterAsGuest(gast, 10)
          : talk.enter(MEI, who === "a member" ? null : { epoch: "epoch-1", seq: 0 });
      for (let nth = 1; faulty.failAt(nth, come); nth++) {
        expect(talk.conversation.takePresence()).toBeNull();
        expect([...talk.namesSeenBy(ANA).keys()]).toEqual([LIN.id, ANA.id]);
        talk.conversation.takePresence();
      }
      expect(talk.conversation.takePresence()).toMatchObject({ joined: [{}], count: 2 });
      expect(talk.namesSeenBy(ANA).size).toBe(3);
    },
  );

  it("is a fault in the room's own code for somebody who is not in it", () => {
    expect(() => new Talk().say(LIN, "boo")).toThrow(/not here/);
  });
});

describe("a page", () => {
  const history = new MemoryHistory("epoch-1");
  for (let n = 1; n <= 10; n++) history.append(draft(LIN, `${n}`));
  const talk = new Talk(SETTINGS, history);
  talk.enter(LIN);

  it.each([
    ["before", 11, 4, [7, 8, 9, 10], true],
    ["before", 4, 3, [1, 2, 3], false],
    ["before", 4, 2, [2, 3], true],
    ["before", 1, 5, [], false],
    ["before", 0, 5, [], false],
    ["after", 0, 3, [1, 2, 3], true],
    ["after", 7, 3, [8, 9, 10], false],
    ["after", 7, 2, [8, 9], true],
    ["after", 10, 5, [], false],
    ["after", 99, 5, [], false],
  ] as const)("[G1] %s %d, of %d, has %j, and more in that direction: %j", (where, seq, limit, seqs, more) => {
    const { to, event } = talk.page(LIN, where, seq, limit);
    expect(to).toBe("sender");
    expect(event).toMatchObject({ type: "page", requestId: "r", more });
    expect(event).not.toHaveProperty("newer");
    expect(event).toMatchObject({ messages: seqs.map((message) => ({ type: "said", seq: message })) });
  });

  it.each([
    [5, 3, [4, 5, 6], true, true],
    [1, 5, [1, 2, 3], false, true],
    [10, 5, [8, 9, 10], true, false],
    [5, 100, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false, false],
    [5, 1, [5], true, true],
  ] as const)("[G2] around %d, of %d, has %j; older ones: %j, newer ones: %j", (seq, limit, seqs, more, newer) => {
    const { event } = talk.page(LIN, "around", seq, limit);
    expect(event).toMatchObject({ type: "page", more, newer, messages: seqs.map((message) => ({ seq: message })) });
  });

  it("[G3] has nothing of what is beyond HISTORY_LIMIT", () => {
    const short = new Talk({ ...HASTY, historyLimit: 3 });
    short.enter(LIN);
    for (let n = 1; n <= 5; n++) short.say(LIN, `${n}`);
    expect(short.page(LIN, "before", 6).event).toMatchObject({
      messages: [{ seq: 3 }, { seq: 4 }, { seq: 5 }],
      more: false,
    });
    expect(short.page(LIN, "before", 3).event).toMatchObject({ messages: [], more: false });
    expect(short.page(LIN, "around", 1, 3).event).toMatchObject({ messages: [{ seq: 3 }], more: false, newer: true });
  });
});

/** `inner`, of which one call, whichever, can be made to fail; reading a property is a call as well. */
function failing(inner: History): { history: History; failAt: (nth: number, act: () => unknown) => boolean } {
  let left = 0;
  const count = (): void => {
    if (--left === 0) throw new Error("disk full");
  };
  const history = new Proxy(inner, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") {
        count();
        return value;
      }
      return (...args: unknown[]): unknown => {
        count();
        return Reflect.apply(value, target, args);
      };
    },
  });
  return {
    history,
    /** Whether the `nth` call failed; false where there were fewer, and `act` succeeded. */
    failAt(nth, act) {
      left = nth;
      try {
        act();
        return false;
      } catch (error) {
        expect(error).toMatchObject({ message: "disk full" });
        return true;
      } finally {
        left = 0;
      }
    },
  };
}
