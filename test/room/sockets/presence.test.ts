import { describe, expect, it } from "vitest";
import { guestIdOf } from "../../../src/protocol/values/identity.ts";
import { PRESENCE_MAX_NAMED, TYPING_MAX_MEMBERS } from "../../../src/protocol/limits.ts";
import type { Person } from "../../../src/protocol/wire.ts";
import { Talk } from "../../support/conversations.ts";
import { ANA, LIN, MEI, people, person, personName } from "../../support/people.ts";

function guest(name: string, nth = 1): Person {
  return { id: guestIdOf(new Uint8Array(9).fill(nth)), name: personName(name) };
}

describe("presence", () => {
  it("[P1] [P2] counts people, not connections", () => {
    const talk = new Talk();
    talk.enter(LIN);
    expect(talk.enter(LIN)).toMatchObject({ members: [LIN], count: 1 });
    expect(talk.conversation.takePresence()).toMatchObject({ joined: [LIN], count: 1 });
    talk.conversation.leave(LIN.id);
    expect(talk.conversation.takePresence()).toBeNull();
    talk.conversation.leave(LIN.id);
    expect(talk.conversation.takePresence()).toMatchObject({ joined: [], left: [LIN.id], count: 0 });
  });

  it("[P3] names 200 people, and of 201 only says how many they are", () => {
    const talk = new Talk();
    for (const one of people(PRESENCE_MAX_NAMED - 1)) talk.enter(one);
    const edge = talk.enter(LIN);
    expect([edge.members.length, edge.count]).toEqual([200, 200]);
    expect(talk.enter(MEI)).toMatchObject({ members: [], count: 201 });
    expect(talk.conversation.takePresence()).toEqual({ type: "presence", joined: [], left: [], count: 201 });
    talk.conversation.leave(LIN.id);
    expect(talk.conversation.takePresence()?.joined).toHaveLength(200);
  });

  it("[P2] tells nothing of those who were here before the room slept", () => {
    const talk = new Talk();
    talk.sleepAndWake([
      { ...LIN, dialect: "foyer.1" },
      { ...LIN, dialect: "foyer.1" },
      { ...guest("Bob"), dialect: "plain" },
    ]);
    expect(talk.conversation.takePresence()).toBeNull();
    expect(talk.enter(MEI)).toMatchObject({ members: [LIN, guest("Bob"), MEI], count: 3 });
  });
});

describe("rename", () => {
  it("[N4] is told to the member's own connections at once, and then to everybody", () => {
    const talk = new Talk();
    talk.enter(LIN);
    talk.conversation.takePresence();
    const renamed = { type: "presence", joined: [{ id: LIN.id, name: "Lin B" }], left: [], count: 1 };
    expect(talk.rename(LIN, "Lin B")).toEqual({ to: "member", event: renamed });
    expect(talk.conversation.takePresence()).toEqual(renamed);
    expect(talk.say(LIN, "hi").event).toMatchObject({ from: { id: LIN.id, name: "Lin B" } });
  });

  it("[N4] counts as a message for the rate", () => {
    const talk = new Talk();
    talk.enter(LIN);
    for (let n = 1; n <= 9; n++) talk.rename(LIN, `Lin ${n}`);
    expect(talk.say(LIN, "the tenth").to).toBe("everyone");
    expect(talk.rename(LIN, "Lin 10")).toMatchObject({
      to: "sender",
      event: { reason: "too_fast", retryAfterMs: 500 },
    });
    expect(talk.enter(MEI).members).toContainEqual({ id: LIN.id, name: "Lin 9" });
  });
});

describe("a guest's name", () => {
  it.each(["Lin", "lin", "ＬＩＮ", "L in", "li\u200dn", "Lin\ufe0f"])(
    "[D5] %j is not that of the key that is called Lin",
    (name) => {
      const talk = new Talk();
      talk.enter(LIN);
      talk.conversation.enterAsGuest(guest(name), 0);
      expect(talk.namesSeenBy(MEI).get(guest(name).id)).toBe(`${personName(name)} (guest)`);
      expect(talk.sayAsGuest(guest(name), name, "hi").event).toMatchObject({
        from: { name: `${personName(name)} (guest)` },
      });
    },
  );

  it("[D5] is free where no key ever had it", () => {
    const talk = new Talk();
    talk.enter(LIN);
    talk.conversation.enterAsGuest(guest("Bob"), 0);
    expect(talk.sayAsGuest(guest("Bob"), "Bob", "hi").event).toMatchObject({ from: guest("Bob") });
    expect(talk.sayAsGuest(guest("Bob"), "Robert", "hi again").event).toMatchObject({ from: { name: "Robert" } });
    expect(talk.namesSeenBy(MEI).get(guest("Bob").id)).toBe("Robert");
  });

  it("[D5] is that of two guests who choose the same", () => {
    const talk = new Talk();
    talk.conversation.enterAsGuest(guest("Bob", 1), 0);
    talk.conversation.enterAsGuest(guest("Bob", 2), 0);
    expect([...talk.namesSeenBy(MEI).values()].filter((name) => name === "Bob")).toHaveLength(2);
  });

  it("[D5] is lost to a key that takes it, by coming in or by a new name", () => {
    const talk = new Talk();
    talk.enter(MEI);
    talk.conversation.enterAsGuest(guest("Lin", 1), 0);
    talk.conversation.enterAsGuest(guest("Ana", 2), 0);
    talk.conversation.takePresence();
    talk.enter(LIN);
    expect(talk.conversation.takePresence()?.joined).toContainEqual({ id: guest("Lin", 1).id, name: "Lin (guest)" });
    talk.rename(MEI, "Ana");
    expect(talk.conversation.takePresence()?.joined).toContainEqual({ id: guest("Ana", 2).id, name: "Ana (guest)" });
  });

  it("[D5] stays lost to a name that a key had once, also when the room has slept", () => {
    const talk = new Talk();
    talk.enter(LIN);
    talk.rename(LIN, "Ana");
    talk.conversation.leave(LIN.id);
    talk.sleepAndWake([
      { ...guest("Lin", 1), dialect: "plain" },
      { ...guest("Ana", 2), dialect: "plain" },
    ]);
    expect([...talk.namesSeenBy(MEI).values()]).toEqual(["Lin (guest)", "Ana (guest)", "Mei"]);
  });

  it("[D5] is not even that of a key that calls itself a guest", () => {
    const talk = new Talk();
    talk.enter(LIN);
    talk.conversation.enterAsGuest(guest("Lin"), 0);
    talk.enter(person("Lin (guest)"));
    expect(talk.namesSeenBy(MEI).get(guest("Lin").id)).toBe("Lin (guest) (guest)");
    expect(talk.sayAsGuest(guest("Lin"), "Lin", "hi").event).toMatchObject({ from: { name: "Lin (guest) (guest)" } });
  });

  it("[D4] comes with the newest messages that were asked for", () => {
    const talk = new Talk();
    talk.enter(LIN);
    for (const text of ["one", "two", "three"]) talk.say(LIN, text);
    const texts = talk.conversation.enterAsGuest(guest("Bob"), 2).map((json): unknown => JSON.parse(json));
    expect(texts).toMatchObject([{ text: "two" }, { text: "three" }]);
    expect(talk.conversation.enterAsGuest(guest("Bob", 2), 0)).toEqual([]);
  });
});

describe("typing", () => {
  it("[P4] is told once, of all who typed since the last time", () => {
    const talk = new Talk();
    talk.enter(LIN);
    talk.enter(MEI);
    talk.type(LIN);
    talk.type(MEI);
    talk.type(LIN);
    expect(talk.conversation.takeTyped()).toEqual({ type: "typed", who: [LIN.id, MEI.id] });
    expect(talk.conversation.takeTyped()).toBeNull();
  });

  it("[P4] is over when that person says something, or leaves", () => {
    const talk = new Talk();
    for (const one of [LIN, MEI, ANA]) talk.enter(one);
    for (const one of [LIN, MEI, ANA]) talk.type(one);
    talk.say(LIN, "done");
    talk.conversation.leave(MEI.id);
    expect(talk.conversation.takeTyped()).toEqual({ type: "typed", who: [ANA.id] });
  });

  it("[P4] has no effect in a room of more than 100 people", () => {
    const talk = new Talk();
    for (const one of people(TYPING_MAX_MEMBERS - 1)) talk.enter(one);
    talk.enter(LIN);
    talk.type(LIN);
    expect(talk.conversation.takeTyped()).toEqual({ type: "typed", who: [LIN.id] });
    talk.enter(MEI);
    talk.type(LIN);
    expect(talk.conversation.takeTyped()).toBeNull();
  });
});
