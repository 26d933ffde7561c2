import { describe, expect, it } from "vitest";
import { TYPING_LASTS_MS } from "../../src/protocol/limits.ts";
import { closing } from "../../src/protocol/refusals.ts";
import { FIRST_AT, refused, said, saidFrom } from "../support/client/events.ts";
import { Visit } from "../support/client/visit.ts";
import { LIN, MEI } from "../support/people.ts";

/** Of an outbox, the client ids. */
function clientIds(visit: Visit): readonly string[] {
  return visit.session.outbox.value.map(({ clientId }) => clientId);
}

describe("coming in", () => {
  it("connects when the room is entered, and not before", () => {
    const visit = new Visit();
    expect(visit.network.transports).toEqual([]);
    visit.session.enter();
    expect(visit.network.transports).toHaveLength(1);
    expect(visit.session.status.value).toEqual({ state: "connecting" });
    expect(visit.session.wasWelcomed.value).toBe(false);
  });

  it("[H7] shows what the welcome says: the messages, the people, you", async () => {
    const visit = new Visit();
    visit.session.enter();
    await visit.welcome({ messages: saidFrom(4, 6), more: true, members: [MEI, LIN], count: 2 });
    expect(visit.seqs).toEqual([4, 5, 6]);
    expect([...visit.session.people.value.names.values()]).toEqual(["Mei", "Lin"]);
    expect(visit.session.you.value).toEqual(LIN);
    expect(visit.session.wasWelcomed.value).toBe(true);
    expect(visit.session.status.value).toEqual({ state: "open" });
  });

  it("[O2] counts time by the room's clock", async () => {
    const visit = await Visit.begun();
    expect(visit.session.now()).toBe(FIRST_AT);
    visit.clock.advance(500);
    expect(visit.session.now()).toBe(FIRST_AT + 500);
  });
});

describe("what an earlier life of the page left", () => {
  const left = {
    clientId: "left-1",
    command: { type: "say", text: "said before", replyTo: null },
    epoch: null,
  } as const;

  it("is sent from a room that is not looked at, which is then left", async () => {
    const visit = new Visit();
    visit.session.adopt([{ ...left, state: "waiting" }]);
    await visit.welcome();
    expect(visit.sayings).toEqual(["said before"]);
    visit.transport.receive(said(1, { from: LIN, clientId: "left-1" }));
    expect(visit.session.outbox.value).toEqual([]);
    expect(visit.session.status.value.state).not.toBe("open");
  });

  it("makes nobody appear in a room where all of it had failed", () => {
    const visit = new Visit();
    visit.session.adopt([{ ...left, state: "failed", reason: "text_blank" }]);
    expect(visit.network.transports).toHaveLength(0);
    expect(visit.session.outbox.value).toHaveLength(1);
  });
});

describe("coming in again", () => {
  it("[X2] connects at once, however long the backoff has become", async () => {
    const visit = await Visit.begun();
    visit.session.say("one"); // so that the connection stays
    visit.session.leave();
    for (let attempt = 0; attempt < 8; attempt++) {
      visit.transport.drop();
      visit.clock.advance(30_000);
    }
    visit.transport.drop();
    const attempts = visit.network.transports.length;
    visit.session.enter();
    expect(visit.network.transports).toHaveLength(attempts + 1);
    await visit.welcome({ recovered: true });
    expect(visit.session.status.value.state).toBe("open");
  });

  it.each([true, false])(
    "[X1] does so not before the room said that it may (something waits to be sent: %s)",
    async (isWaiting) => {
      const visit = await Visit.begun();
      if (isWaiting) visit.session.say("one");
      visit.transport.receive(closing("too_many_sockets", 30_000));
      visit.transport.drop(1013);
      visit.session.leave();
      visit.clock.advance(29_000);
      visit.session.enter();
      expect(visit.network.transports).toHaveLength(1);
      visit.clock.advance(2_000);
      expect(visit.network.transports).toHaveLength(2);
    },
  );
});

describe("leaving", () => {
  it("ends the connection where nothing waits", async () => {
    const visit = await Visit.begun();
    visit.session.leave();
    expect(visit.transport.isClosed).toBe(true);
    visit.session.wake();
    expect(visit.network.transports).toHaveLength(1);
  });

  it("keeps the connection until everything that was said is confirmed", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.session.say("two");
    visit.session.leave();
    visit.confirm(1);
    expect(visit.transport.isClosed).toBe(false);
    visit.confirm(2);
    expect(visit.sayings).toEqual(["one", "two"]);
    expect(visit.transport.isClosed).toBe(true);
    expect(visit.clock.pending).toBe(0);
  });

  it("comes back for what was said, where the connection drops, and ends with the welcome that confirms it", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.session.leave();
    const missed = visit.confirmation(1);
    visit.transport.drop();
    visit.clock.advance(1_000);
    await visit.welcome({ recovered: true, messages: [missed] });
    expect(visit.network.transports).toHaveLength(2);
    expect(visit.transport.isClosed).toBe(true);
    expect(visit.session.status.value.state).toBe("connecting");
    expect(visit.clock.pending).toBe(0);
  });

  it("does not wait for what has failed, before or after", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.session.leave();
    visit.transport.receive(refused("text_too_long", { clientId: clientIds(visit)[0] ?? "" }));
    expect(visit.transport.isClosed).toBe(true);
    visit.session.enter();
    await visit.welcome({ recovered: true });
    visit.session.leave();
    expect(visit.transport.isClosed).toBe(true);
    expect(visit.outbox).toEqual([["one", "failed"]]);
  });

  it("waits for what was refused only for now", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.session.leave();
    visit.transport.receive(refused("too_fast", { clientId: clientIds(visit)[0] ?? "", retryAfterMs: 800 }));
    visit.clock.advance(800);
    expect(visit.sayings).toEqual(["one", "one"]);
    visit.confirm(1);
    expect(visit.transport.isClosed).toBe(true);
  });

  it("and coming back leads to the newest message, even if you did not follow before", async () => {
    const visit = await Visit.readingOld(0);
    visit.session.leave();
    visit.session.enter();
    expect(visit.session.isFollowing.value).toBe(true);
  });

  it("[R1] and coming back resumes where you were", async () => {
    const visit = await Visit.begun(1, 5);
    visit.session.leave();
    visit.session.enter();
    await visit.welcome({ recovered: true, messages: saidFrom(6, 7) });
    expect(visit.transport.sent("hello")).toMatchObject([{ after: { seq: 5 } }]);
    expect(visit.seqs).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("a hundred times leaves nothing behind: no timer, no socket", async () => {
    const visit = await Visit.begun(1, 5);
    visit.transport.receive({ type: "typed", who: [MEI.id] });
    for (let time = 0; time < 100; time++) {
      visit.session.leave();
      visit.session.enter();
      await visit.welcome({ recovered: true, seq: 5 });
    }
    visit.session.leave();
    visit.clock.advance(TYPING_LASTS_MS);
    expect(visit.clock.pending).toBe(0);
    expect(visit.network.transports.filter(({ isClosed }) => !isClosed)).toEqual([]);
  });
});
