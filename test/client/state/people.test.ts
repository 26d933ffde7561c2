import { describe, expect, it } from "vitest";
import * as people from "../../../src/client/state/people.ts";
import type { MemberId } from "../../../src/protocol/values/identity.ts";
import { PRESENCE_MAX_NAMED, TYPING_LASTS_MS } from "../../../src/protocol/limits.ts";
import type { Person } from "../../../src/protocol/wire.ts";
import type { Presence } from "../../../src/protocol/events.ts";
import { ANA, LIN, MEI, people as crowd, personName } from "../../support/people.ts";

const NOW = 1_000_000;

function here(...members: readonly Person[]): people.People {
  return people.welcomedPeople({ members, count: members.length });
}

function presence(details: Partial<Presence>): Presence {
  return { type: "presence", joined: [], left: [], count: 0, ...details };
}

function typing(...who: readonly Person[]): { type: "typed"; who: readonly MemberId[] } {
  return { type: "typed", who: who.map(({ id }) => id) };
}

function names({ names: named }: people.People): readonly string[] {
  return [...named.values()];
}

describe("who is here", () => {
  it("is nobody before the first welcome", () => {
    expect(people.NOBODY).toMatchObject({ count: 0 });
    expect(names(people.NOBODY)).toEqual([]);
  });

  it("[H7] is what welcome says, whatever was thought before", () => {
    expect(names(here(LIN, MEI))).toEqual(["Lin", "Mei"]);
    expect(here(LIN, MEI).count).toBe(2);
  });

  it("[P2] follows each difference: those who come stand last, those who go stand nowhere", () => {
    const after = people.changed(here(LIN, MEI), presence({ joined: [ANA], left: [LIN.id], count: 2 }));
    expect(names(after)).toEqual(["Mei", "Ana"]);
    expect(after.count).toBe(2);
  });

  it("[P2] takes a person who joins under another name as renamed, in their old place", () => {
    const renamed = { id: LIN.id, name: personName("Lin B") };
    const after = people.changed(here(LIN, MEI), presence({ joined: [renamed], count: 2 }));
    expect(names(after)).toEqual(["Lin B", "Mei"]);
  });

  it("[P2] does not mind hearing twice that somebody came, or that a stranger left", () => {
    const after = people.changed(here(LIN), presence({ joined: [LIN], left: [MEI.id], count: 1 }));
    expect(names(after)).toEqual(["Lin"]);
  });

  it("[P3] has names up to 200 people, and of one more only the number", () => {
    const members = crowd(PRESENCE_MAX_NAMED);
    const full = people.changed(here(...members.slice(1)), presence({ joined: members.slice(0, 1), count: 200 }));
    expect(full.names.size).toBe(200);
    const larger = people.changed(full, presence({ count: 201 }));
    expect(larger.names.size).toBe(0);
    expect(larger.count).toBe(201);
  });

  it("[P3] has all names again when the room has shrunk to 200", () => {
    const large = people.welcomedPeople({ members: [], count: 201 });
    const shrunk = people.changed(large, presence({ joined: crowd(200), left: [LIN.id], count: 200 }));
    expect(shrunk.names.size).toBe(200);
    expect(shrunk.count).toBe(200);
  });
});

describe("who is typing", () => {
  const typists = ({ typingUntil }: people.People): readonly MemberId[] => [...typingUntil.keys()];

  it("[P4] is remembered for six seconds, and not for a millisecond more", () => {
    const after = people.typed(here(LIN, MEI), typing(MEI), NOW);
    expect(typists(people.settledTyping(after, NOW + TYPING_LASTS_MS - 1))).toEqual([MEI.id]);
    expect(typists(people.settledTyping(after, NOW + TYPING_LASTS_MS))).toEqual([]);
  });

  it("[P4] is remembered anew each time", () => {
    const once = people.typed(here(LIN, MEI, ANA), typing(MEI, ANA), NOW);
    const twice = people.typed(once, typing(MEI), NOW + 5_000);
    expect(typists(people.settledTyping(twice, NOW + TYPING_LASTS_MS))).toEqual([MEI.id]);
    expect(typists(people.settledTyping(twice, NOW + 5_000 + TYPING_LASTS_MS))).toEqual([]);
  });

  it("[P4] is forgotten when that person says something, and only of that person", () => {
    const after = people.typed(here(LIN, MEI, ANA), typing(MEI, ANA), NOW);
    expect(typists(people.hasSpoken(after, MEI.id))).toEqual([ANA.id]);
    expect(people.hasSpoken(after, LIN.id)).toBe(after);
  });

  it("[P4] is forgotten when that person leaves, and stays when another one does", () => {
    const after = people.typed(here(LIN, MEI, ANA), typing(MEI, ANA), NOW);
    expect(typists(people.changed(after, presence({ left: [MEI.id], count: 2 })))).toEqual([ANA.id]);
  });

  it("[O3] is not carried over a welcome: nothing of it is replayed", () => {
    expect(typists(here(LIN, MEI))).toEqual([]);
  });
});
