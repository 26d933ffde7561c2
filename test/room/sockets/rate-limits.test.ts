/** What one address, one member and everybody together may do in a room: the layers, each at its edge. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RateLimits, type Actor } from "../../../src/room/sockets/rate-limits.ts";
import { readSettings, type SettingsEnv } from "../../../src/room/settings.ts";
import { people } from "../../support/people.ts";

const [HERE, ELSEWHERE] = ["192.0.2.1", "198.51.100.7"];
const ENV: SettingsEnv = { SOCKETS_PER_ADDRESS: 256, HISTORY_LIMIT: 0 };

function limits(settings: Partial<SettingsEnv> = {}): RateLimits {
  return new RateLimits(readSettings({ ...ENV, ...settings }));
}

/** So many different people, all of them newcomers at one address. */
function newcomers(count: number, address = HERE): readonly Actor[] {
  return people(count).map(({ id }) => ({ id, address, isKnown: false }));
}

function known(count: number, address = HERE): readonly Actor[] {
  return newcomers(count, address).map((actor) => ({ ...actor, isKnown: true }));
}

/** How many of these actions are allowed, one after the other at `now`. */
function allowed(actions: readonly (() => number)[]): number {
  return actions.filter((act) => act() === 0).length;
}

describe("an address", () => {
  it("[S7] makes 60 changes at once and then 2 a second, with however many fresh keys", () => {
    const rates = limits();
    const crowd = newcomers(500);
    expect(allowed(crowd.map((actor) => () => rates.change(actor, 5, 0)))).toBe(60);
    expect(allowed(crowd.map((actor) => () => rates.change(actor, 5, 10_000)))).toBe(20);
    expect(rates.change(newcomers(1, ELSEWHERE)[0] ?? never(), 5, 10_000)).toBe(0);
  });

  it("[S7] makes no more than that over any time, for any member and any length of text", () => {
    const action = fc.record({ who: fc.nat(30), pauseMs: fc.nat(400), length: fc.nat(4_000), reacts: fc.boolean() });
    fc.assert(
      fc.property(fc.array(action, { minLength: 100, maxLength: 400 }), (actions) => {
        const rates = limits({ MESSAGES_PER_SECOND: 1_000, MESSAGE_BURST: 1_000 });
        const crowd = newcomers(31);
        let [now, made] = [0, 0];
        for (const { who, pauseMs, length, reacts } of actions) {
          now += pauseMs;
          const actor = crowd[who] ?? never();
          const waitMs = reacts ? rates.reaction(actor, now) : rates.change(actor, length, now);
          if (waitMs === 0) made += 1;
          expect(made).toBeLessThanOrEqual(60 + (2 * now) / 1_000 + 1e-6);
        }
      }),
    );
  });

  it("[S7] lets 60 pupils say hello within a minute", () => {
    const rates = limits();
    const pupils = newcomers(60);
    expect(allowed(pupils.map(() => () => rates.newName(HERE, 0)))).toBe(60);
    expect(allowed(pupils.map((actor) => () => rates.change(actor, 5, 0)))).toBe(60);
  });

  it("[S7] lets 100 members whom the room knows speak every ten seconds", () => {
    const rates = limits();
    const school = known(100);
    for (let second = 0; second < 120; second++) {
      const speakers = school.filter((_, index) => index % 10 === second % 10);
      expect(allowed(speakers.map((actor) => () => rates.change(actor, 50, second * 1_000)))).toBe(10);
    }
  });

  it("[S7] makes 400 changes at once and then 20 a second, with however many keys that spoke here before", () => {
    const rates = limits();
    const sleepers = known(1_000);
    expect(allowed(sleepers.map((actor) => () => rates.change(actor, 5, 0)))).toBe(400);
    expect(allowed(sleepers.map((actor) => () => rates.change(actor, 5, 10_000)))).toBe(200);
    expect(rates.change(known(1, ELSEWHERE)[0] ?? never(), 5, 10_000)).toBe(0);
  });

  it("[S7] is charged for a long text as for several", () => {
    const rates = limits({ MESSAGE_BURST: 1_000 });
    const [lin = never()] = newcomers(1);
    expect(rates.change(lin, 999, 0)).toBe(0); // 1 of 60
    expect(rates.change(lin, 1_000, 0)).toBe(0); // 3
    let more = 0;
    while (rates.change(lin, 4_000, 0) === 0) more += 1; // 5 each
    expect(more).toBe(11);
    expect(rates.change(lin, 0, 0)).toBe(0);
  });

  it.each([
    ["[G1] 500 pages", 500, (rates: RateLimits, actor: Actor) => rates.page(actor, 0)],
    ["[Q7] 50 searches", 50, (rates: RateLimits, actor: Actor) => rates.search(actor, 0)],
    ["[U1] 300 read marks", 300, (rates: RateLimits, actor: Actor) => rates.readMark(actor, 0)],
    ["[H9] 120 new names", 120, (rates: RateLimits, { address }: Actor) => rates.newName(address, 0)],
  ])("%s at once, and no more", (_, burst, act) => {
    const rates = limits();
    expect(allowed(newcomers(600).map((actor) => () => act(rates, actor)))).toBe(burst);
  });

  it("[E3] 200 reactions at once, also of members whom the room knows", () => {
    const rates = limits();
    expect(allowed(known(600).map((actor) => () => rates.reaction(actor, 0)))).toBe(200);
  });

  it("[U1] is not asked for the read marks of members whom the room knows", () => {
    const rates = limits();
    expect(allowed(known(600).map((actor) => () => rates.readMark(actor, 0)))).toBe(600);
  });
});

describe("a member", () => {
  it.each([
    ["[S5] 10 changes", 10, (rates: RateLimits, actor: Actor) => rates.change(actor, 0, 0)],
    ["[E3] 10 reactions", 10, (rates: RateLimits, actor: Actor) => rates.reaction(actor, 0)],
    ["[G1] 50 pages", 50, (rates: RateLimits, actor: Actor) => rates.page(actor, 0)],
    ["[Q7] 10 searches", 10, (rates: RateLimits, actor: Actor) => rates.search(actor, 0)],
    ["[U1] 10 read marks", 10, (rates: RateLimits, actor: Actor) => rates.readMark(actor, 0)],
  ])("%s at once, and no more, from whatever address", (_, burst, act) => {
    const rates = limits();
    const [lin = never()] = known(1);
    const actors = Array.from({ length: 100 }, (__, index) => ({ ...lin, address: `192.0.2.${index}` }));
    expect(allowed(actors.map((actor) => () => act(rates, actor)))).toBe(burst);
  });
});

describe("a room", () => {
  it("[S7] takes 1,000 changes at once and then 50 a second, from however many addresses", () => {
    const rates = limits();
    const crowd = known(3_000).map((actor, index) => ({ ...actor, address: `address ${index}` }));
    expect(allowed(crowd.map((actor) => () => rates.change(actor, 0, 0)))).toBe(1_000);
    expect(allowed(crowd.toReversed().map((actor) => () => rates.change(actor, 0, 1_000)))).toBe(50);
  });

  it("[S7] leaves half of that to the members it knows, whatever strangers do", () => {
    const rates = limits();
    const strangers = newcomers(3_000).map((actor, index) => ({ ...actor, address: `address ${index}` }));
    expect(allowed(strangers.map((actor) => () => rates.change(actor, 0, 0)))).toBe(500);
    const friends = known(600).map((actor, index) => ({ ...actor, address: `home ${index}` }));
    expect(allowed(friends.map((actor) => () => rates.change(actor, 0, 0)))).toBe(500);
  });
});

describe("an action that is refused", () => {
  it("[F5] costs nothing in any layer, and may be done after the time that is named", () => {
    const rates = limits();
    const crowd = newcomers(100);
    const [lin = never(), ...others] = crowd;
    for (let count = 0; count < 10; count++) rates.change(lin, 0, 0);
    for (let count = 0; count < 100; count++) expect(rates.change(lin, 0, 0)).toBe(500);
    expect(allowed(others.map((actor) => () => rates.change(actor, 0, 0)))).toBe(50);
    const waitMs = rates.change(others.at(-1) ?? never(), 0, 0);
    expect(waitMs).toBe(500);
    expect(rates.change(others.at(-1) ?? never(), 0, waitMs)).toBe(0);
  });
});

describe("sleep", () => {
  it("[S7] is put off until a room would forget nothing by it", () => {
    const rates = limits();
    const crowd = newcomers(60);
    for (const actor of crowd.slice(0, 20)) rates.change(actor, 0, 0);
    expect(rates.forgettableInMs(0)).toBe(0); // ten seconds of quiet refill twenty
    for (const actor of crowd.slice(20)) rates.change(actor, 0, 0);
    expect(rates.forgettableInMs(0)).toBe(20_000);
    expect(rates.forgettableInMs(19_999)).toBe(1);
    expect(rates.forgettableInMs(20_000)).toBe(0);
  });
});

it("RATE_LIMITS=off lifts every rate", () => {
  const rates = limits({ RATE_LIMITS: "off" });
  const [lin = never()] = newcomers(1);
  for (let count = 0; count < 5_000; count++) {
    expect(rates.change(lin, 4_000, 0) + rates.reaction(lin, 0) + rates.page(lin, 0) + rates.search(lin, 0)).toBe(0);
    expect(rates.readMark(lin, 0) + rates.newName(HERE, 0)).toBe(0);
  }
  expect(rates.forgettableInMs(0)).toBe(0);
});

function never(): never {
  throw new Error("There is somebody.");
}
