/**
 * Shows one room as a page lives it: what is said and read, and what becomes of both when the connection does not
 * hold.
 */
import { describe, expect, it } from "vitest";
import { isLive } from "../../src/client/timeline.ts";
import { PAGE_DEFAULT_MESSAGES, TYPING_LASTS_MS } from "../../src/protocol/limits.ts";
import { LOBBY } from "../../src/protocol/names.ts";
import { closing } from "../../src/protocol/refusals.ts";
import type { Presence } from "../../src/protocol/wire.ts";
import { FIRST_AT, refused, said, saidFrom, seqsOf, welcome } from "../support/client/events.ts";
import { Visit } from "../support/client/visit.ts";
import { ANA, emojiOf, LIN, MEI, personName, topicOf } from "../support/people.ts";

/** Milliseconds in which a client says once that its person types. */
const TYPING_EVERY_MS = 3_000;

function presence(details: Partial<Presence>): Presence {
  return { type: "presence", joined: [], left: [], count: 2, ...details };
}

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

  it("[H7] shows what the welcome says: the messages, the people, oneself", async () => {
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

describe("saying something", () => {
  it("[S1] shows it as pending, sends it, and settles it by the event that everybody gets", async () => {
    const visit = await Visit.begun(1, 2);
    visit.session.say("hello");
    expect(visit.transport.sent("say")).toMatchObject([{ type: "say", clientId: clientIds(visit)[0], text: "hello" }]);
    expect(visit.outbox).toEqual([["hello", "sent"]]);
    visit.confirm(3);
    expect(visit.outbox).toEqual([]);
    expect(visit.session.timeline.value.messages.at(-1)).toMatchObject({ seq: 3, text: "hello", from: LIN });
  });

  it("sends the next message when the room has answered the last, in the order said", async () => {
    const visit = await Visit.begun();
    for (const text of ["one", "two", "three"]) visit.session.say(text);
    expect(visit.sayings).toEqual(["one"]);
    expect(visit.outbox.map(([, state]) => state)).toEqual(["sent", "waiting", "waiting"]);
    visit.confirm(1);
    expect(visit.sayings).toEqual(["one", "two"]);
    visit.confirm(2);
    visit.confirm(3);
    expect(visit.sayings).toEqual(["one", "two", "three"]);
    expect(visit.outbox).toEqual([]);
  });

  it("keeps what is said before the welcome, and sends it then", async () => {
    const visit = new Visit();
    visit.session.enter();
    visit.session.say("early");
    expect(visit.outbox).toEqual([["early", "waiting"]]);
    await visit.welcome();
    expect(visit.sayings).toEqual(["early"]);
  });

  it("does not take another's message with the same client id for its own", async () => {
    const visit = await Visit.begun();
    visit.session.say("mine");
    visit.transport.receive(said(1, { from: MEI, clientId: clientIds(visit)[0] ?? "" }));
    expect(visit.outbox).toEqual([["mine", "sent"]]);
    expect(visit.seqs).toEqual([1]);
  });
});

describe("a message that is refused", () => {
  it("[F5] for now is sent again when its time has come, before what was said later", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.session.say("two");
    const [clientId = ""] = clientIds(visit);
    visit.transport.receive(refused("too_fast", { clientId, retryAfterMs: 800 }));
    expect(visit.outbox).toEqual([
      ["one", "waiting"],
      ["two", "waiting"],
    ]);
    visit.clock.advance(799);
    expect(visit.sayings).toEqual(["one"]);
    visit.clock.advance(1);
    expect(visit.sayings).toEqual(["one", "one"]);
    expect(visit.transport.sent("say").map((command) => command["clientId"])).toEqual([clientId, clientId]);
    visit.confirm(1);
    expect(visit.sayings).toEqual(["one", "one", "two"]);
  });

  it("[F5] for now is not sent earlier because somebody speaks, or because more is said", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.transport.receive(refused("too_fast", { clientId: clientIds(visit)[0] ?? "", retryAfterMs: 800 }));
    visit.hear(1, 3);
    visit.session.say("two");
    expect(visit.sayings).toEqual(["one"]);
    visit.clock.advance(800);
    expect(visit.sayings).toEqual(["one", "one"]);
  });

  it("[F5] for now waits for the later of two times", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    const [clientId = ""] = clientIds(visit);
    visit.transport.receive(refused("too_fast", { clientId, retryAfterMs: 800 }));
    visit.clock.advance(700);
    visit.transport.receive(refused("too_fast", { clientId, retryAfterMs: 800 }));
    visit.clock.advance(799);
    expect(visit.sayings).toEqual(["one"]);
    visit.clock.advance(1);
    expect(visit.sayings).toEqual(["one", "one"]);
  });

  it("[F5] for now, and whose time comes while the connection is away, is sent when it is back", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.transport.receive(refused("too_fast", { clientId: clientIds(visit)[0] ?? "", retryAfterMs: 800 }));
    visit.reconnect();
    visit.clock.advance(800);
    expect(visit.sayings).toEqual([]);
    await visit.welcome({ recovered: true });
    expect(visit.sayings).toEqual(["one"]);
  });

  it("[F5] for good stays, with the reason, and does not hold up the next", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.session.say("two");
    visit.transport.receive(refused("text_too_long", { clientId: clientIds(visit)[0] ?? "" }));
    expect(visit.session.outbox.value[0]).toMatchObject({
      wish: { text: "one" },
      state: "failed",
      reason: "text_too_long",
    });
    expect(visit.sayings).toEqual(["one", "two"]);
    expect(visit.session.notice.value).toBeNull();
  });

  it("may be tried again, under its old client id", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    const [clientId = ""] = clientIds(visit);
    visit.transport.receive(refused("internal", { clientId }));
    visit.session.retry(clientId);
    expect(visit.sayings).toEqual(["one", "one"]);
    expect(visit.transport.sent("say").at(-1)).toMatchObject({ clientId });
    visit.confirm(1);
    expect(visit.outbox).toEqual([]);
  });

  it("may be discarded", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    const [clientId = ""] = clientIds(visit);
    visit.transport.receive(refused("internal", { clientId }));
    visit.session.discard(clientId);
    expect(visit.outbox).toEqual([]);
  });
});

describe("a connection that drops", () => {
  it("[S4] in the middle of a message sends it again, under its old client id, before what was said meanwhile", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    const first = visit.transport.sent("say");
    visit.reconnect();
    visit.session.say("two");
    expect(visit.outbox).toEqual([
      ["one", "waiting"],
      ["two", "waiting"],
    ]);
    await visit.welcome({ recovered: true });
    expect(visit.transport.sent("say")).toEqual(first);
    visit.confirm(1);
    expect(visit.sayings).toEqual(["one", "two"]);
  });

  it("[R1] after the room has the message does not send it again: the welcome holds it", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.session.say("two");
    const missed = visit.confirmation(1);
    visit.reconnect();
    await visit.welcome({ recovered: true, messages: [missed] });
    expect(visit.outbox).toEqual([["two", "sent"]]);
    expect(visit.sayings).toEqual(["two"]);
    expect(visit.seqs).toEqual([1]);
  });

  it("[S4] sends again what the welcome does not hold, and takes the first answer for one that it knows", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.session.say("two");
    const missed = visit.confirmation(1);
    visit.reconnect();
    await visit.welcome({ messages: saidFrom(51, 100), more: true });
    expect(visit.sayings).toEqual(["one"]);
    visit.transport.receive(missed);
    expect(visit.sayings).toEqual(["one", "two"]);
    expect(visit.seqs[0]).toBe(51);
    expect(visit.session.status.value.state).toBe("open");
  });

  it("[R1] resumes from the last change that arrived", async () => {
    const visit = await Visit.begun(1, 5);
    visit.hear(6, 7);
    visit.transport.receive({ type: "polled", seq: 8 });
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 8 });
    expect(visit.transport.sent("hello")).toMatchObject([{ after: { epoch: "epoch-1", seq: 8 } }]);
    expect(visit.seqs).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("[R2] starts the timeline again where the room says so, and keeps the outbox and the draft", async () => {
    const visit = await Visit.begun(1, 5);
    visit.session.isFollowing.value = false;
    visit.session.draft.value = "half a";
    visit.session.unseen.value = 3;
    visit.transport.drop();
    visit.session.say("one");
    visit.session.isFollowing.value = false;
    visit.session.wake();
    await visit.welcome({ epoch: "epoch-2", messages: saidFrom(1, 2) });
    expect(visit.seqs).toEqual([1, 2]);
    expect(visit.session.isFollowing.value).toBe(true);
    expect(visit.session.unseen.value).toBe(0);
    expect(visit.session.draft.value).toBe("half a");
    expect(visit.sayings).toEqual(["one"]);
  });

  it("[O1] is what a hole is made good by: the client resumes from before it", async () => {
    const visit = await Visit.begun(1, 5);
    visit.hear(7, 8);
    expect(visit.session.status.value.state).toBe("waiting");
    expect(visit.seqs).toEqual([1, 2, 3, 4, 5]);
    visit.session.wake();
    await visit.welcome({ recovered: true, messages: saidFrom(6, 8) });
    expect(visit.transport.sent("hello")).toMatchObject([{ after: { seq: 5 } }]);
    expect(visit.seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("[F2] is what a hole before an unknown change is made good by, too", async () => {
    const visit = await Visit.begun(1, 5);
    visit.transport.receive({ type: "polled", seq: 7 });
    expect(visit.session.status.value.state).toBe("waiting");
    visit.session.wake();
    await visit.welcome({ recovered: true, seq: 7, messages: saidFrom(6, 6) });
    expect(visit.transport.sent("hello")).toMatchObject([{ after: { seq: 5 } }]);
    expect(visit.seqs).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("[X1] for good keeps what was said, until the person comes back", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.transport.receive(closing("flooding"));
    expect(visit.session.status.value).toEqual({ state: "stopped", reason: "flooding" });
    expect(visit.outbox).toEqual([["one", "waiting"]]);
    visit.session.enter();
    await visit.welcome({ recovered: true });
    expect(visit.sayings).toEqual(["one"]);
  });
});

describe("reading", () => {
  it("counts no message as unseen while one follows", async () => {
    const visit = await Visit.begun(1, 5);
    visit.hear(6, 7);
    expect(visit.session.unseen.value).toBe(0);
  });

  it("counts what others say while one does not follow, and not what one said oneself", async () => {
    const visit = await Visit.begun(1, 5);
    visit.session.isFollowing.value = false;
    visit.hear(6, 7);
    visit.transport.receive(said(8, { from: LIN }));
    expect(visit.session.unseen.value).toBe(2);
    visit.hear(6, 7);
    expect(visit.session.unseen.value).toBe(2);
  });

  it("[R1] counts what one missed, while one does not follow", async () => {
    const visit = await Visit.begun(1, 5);
    visit.session.isFollowing.value = false;
    visit.hear(6, 6);
    visit.reconnect();
    await visit.welcome({ recovered: true, messages: [said(7), said(8, { from: LIN }), said(9)] });
    expect(visit.session.unseen.value).toBe(3);
    expect(visit.session.isFollowing.value).toBe(false);
  });

  it("has seen everything at the newest, and asks for nothing where that is loaded", async () => {
    const visit = await Visit.begun(1, 5);
    visit.session.isFollowing.value = false;
    visit.hear(6, 7);
    visit.session.jumpToNewest();
    expect(visit.session.isFollowing.value).toBe(true);
    expect(visit.session.unseen.value).toBe(0);
    expect(visit.requests).toEqual([]);
  });

  it("[G1] goes to the newest by one page of it, where it is not loaded", async () => {
    const visit = await Visit.readingOld(200);
    expect(isLive(visit.session.timeline.value)).toBe(false);
    visit.session.jumpToNewest();
    expect(visit.requests).toHaveLength(1);
    visit.answer(saidFrom(451, 500), true);
    expect(visit.seqs).toEqual(seqsOf(saidFrom(451, 500)));
    visit.hear(501, 501);
    expect(visit.seqs.at(-1)).toBe(501);
  });

  it("[G1] is at the newest then, also where more is said until the room answers", async () => {
    const visit = await Visit.readingOld(200);
    visit.session.jumpToNewest();
    visit.hear(501, 503);
    const before = Number(visit.requests.at(-1)?.["before"]);
    visit.answer(
      saidFrom(454, 503).filter(({ seq }) => seq < before),
      true,
    );
    expect(visit.seqs.at(-1)).toBe(503);
    visit.hear(504, 504);
    expect(visit.seqs.at(-1)).toBe(504);
  });

  it("goes to the newest when one says something, so that it is seen", async () => {
    const visit = await Visit.readingOld(200);
    visit.session.say("here");
    expect(visit.transport.commands.slice(-2).map(({ type }) => type)).toEqual(["page", "say"]);
    visit.answer(saidFrom(451, 500), true);
    visit.confirm(501);
    expect(visit.session.timeline.value.messages.at(-1)?.text).toBe("here");
  });

  it("goes to the newest when the connection is back, where one wished it while there was none", async () => {
    const visit = await Visit.readingOld(200);
    visit.transport.drop();
    visit.session.jumpToNewest();
    visit.session.wake();
    await visit.welcome({ recovered: true, seq: 500 });
    expect(visit.requests).toHaveLength(1);
    visit.answer(saidFrom(451, 500), true);
    expect(visit.seqs.at(-1)).toBe(500);
  });

  it("stays where it is when the connection is back, where one wished nothing", async () => {
    const visit = await Visit.readingOld(200);
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 500 });
    expect(visit.requests).toEqual([]);
    expect(visit.seqs.at(-1)).toBe(300);
  });
});

describe("pages", () => {
  it("[G1] of older messages are asked for before the first, one at a time", async () => {
    const visit = await Visit.begun(101, 150);
    visit.session.paging.older();
    visit.session.paging.older();
    expect(visit.requests).toMatchObject([{ type: "page", before: 101, limit: PAGE_DEFAULT_MESSAGES }]);
    expect(visit.session.paging.isLoading.value).toBe(true);
    visit.answer(saidFrom(51, 100), true);
    expect(visit.session.paging.isLoading.value).toBe(false);
    expect(visit.seqs).toEqual(seqsOf(saidFrom(51, 150)));
    visit.session.paging.older();
    expect(visit.requests).toHaveLength(2);
    expect(visit.requests[1]).toMatchObject({ before: 51 });
    expect(visit.requests[1]?.["requestId"]).not.toBe(visit.requests[0]?.["requestId"]);
  });

  it("[G1] of older messages are not asked for where there are none", async () => {
    const visit = await Visit.begun(1, 50);
    visit.session.paging.older();
    expect(visit.requests).toEqual([]);
    const empty = await Visit.begun();
    empty.session.paging.older();
    expect(empty.requests).toEqual([]);
  });

  it("of older messages are not asked for where they would push out the newest from under a reader who follows", async () => {
    const visit = await Visit.begun(51, 100);
    visit.hear(101, 350);
    visit.session.paging.older();
    expect(visit.requests).toEqual([]);
    visit.session.isFollowing.value = false;
    visit.session.paging.older();
    expect(visit.requests).toMatchObject([{ before: 51 }]);
  });

  it("[G1] of newer messages are asked for after the last, until the newest is there", async () => {
    const visit = await Visit.readingOld(60);
    visit.session.paging.newer();
    expect(visit.requests).toMatchObject([{ after: 300, limit: PAGE_DEFAULT_MESSAGES }]);
    visit.answer(saidFrom(301, 350), true);
    visit.session.paging.newer();
    visit.answer(saidFrom(351, 360), false);
    expect(visit.seqs).toEqual(seqsOf(saidFrom(61, 360)));
    visit.session.paging.newer();
    expect(visit.requests).toHaveLength(2);
    visit.hear(361, 361);
    expect(visit.seqs.at(-1)).toBe(360);
  });

  it("[O1] that were faster than the events of what they hold cost no reconnect", async () => {
    const visit = await Visit.readingOld(10);
    visit.session.paging.newer();
    visit.answer(saidFrom(301, 312), false);
    visit.hear(311, 312);
    visit.session.jumpToNewest();
    visit.hear(313, 313);
    expect(visit.session.status.value.state).toBe("open");
    expect(visit.seqs.at(-1)).toBe(313);
  });

  it("that nobody asked for are ignored", async () => {
    const visit = await Visit.begun(101, 150);
    visit.session.paging.older();
    visit.transport.receive({ type: "page", requestId: "another", messages: saidFrom(1, 50), more: false });
    expect(visit.seqs[0]).toBe(101);
    expect(visit.session.paging.isLoading.value).toBe(true);
  });

  it("are asked for again after a drop, and the answer to the old request is ignored", async () => {
    const visit = await Visit.begun(101, 150);
    visit.session.paging.older();
    const requestId = String(visit.requests[0]?.["requestId"]);
    visit.transport.drop();
    expect(visit.session.paging.isLoading.value).toBe(false);
    visit.session.paging.older();
    visit.session.wake();
    await visit.welcome({ recovered: true, seq: 150 });
    visit.transport.receive({ type: "page", requestId, messages: saidFrom(51, 100), more: true });
    expect(visit.seqs[0]).toBe(101);
    visit.session.paging.older();
    visit.answer(saidFrom(51, 100), true);
    expect(visit.seqs[0]).toBe(51);
  });

  it("[O1] of an end that has moved meanwhile leave no hole", async () => {
    const visit = await Visit.begun(51, 100);
    visit.hear(101, 350);
    visit.session.isFollowing.value = false;
    visit.session.paging.older();
    visit.session.jumpToNewest();
    visit.hear(351, 351);
    visit.session.isFollowing.value = false;
    visit.answer(saidFrom(1, 50), false);
    expect(visit.seqs).toEqual(seqsOf(saidFrom(101, 351)));
    expect(visit.session.paging.isLoading.value).toBe(false);
  });

  it("[F7] that are refused are asked for again when the refusal says, not at once and over and over", async () => {
    const visit = await Visit.begun(101, 150);
    visit.session.paging.older();
    const requestId = String(visit.requests[0]?.["requestId"]);
    visit.transport.receive(refused("internal", { requestId, retryAfterMs: 2_000 }));
    visit.clock.advance(1_999);
    visit.session.paging.older();
    expect(visit.requests).toHaveLength(1);
    visit.clock.advance(1);
    visit.session.paging.older();
    expect(visit.requests).toHaveLength(2);
  });
});

describe("what an earlier life of the page left", () => {
  const left = { clientId: "left-1", wish: { type: "say", text: "said before", replyTo: null } } as const;

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

describe("a name that the room could not take yet", () => {
  it("[N4] is asked for again when the refusal says", async () => {
    const visit = await Visit.begun();
    visit.name = MEI.name;
    visit.session.rename();
    visit.transport.receive(refused("too_fast", { retryAfterMs: 500 }));
    expect(visit.session.notice.value).toBe("too_fast");
    visit.clock.advance(499);
    expect(visit.transport.sent("rename")).toHaveLength(1);
    visit.clock.advance(1);
    expect(visit.transport.sent("rename")).toHaveLength(2);
  });
});

describe("typing", () => {
  const typists = (visit: Visit): readonly string[] => [...visit.session.people.value.typingUntil.keys()];

  it("[P4] is told at most every three seconds", async () => {
    const visit = await Visit.begun();
    visit.session.typing();
    visit.clock.advance(TYPING_EVERY_MS - 1);
    visit.session.typing();
    expect(visit.transport.sent("typing")).toHaveLength(1);
    visit.clock.advance(1);
    visit.session.typing();
    expect(visit.transport.sent("typing")).toHaveLength(2);
  });

  it("[P4] is told anew after something was said", async () => {
    const visit = await Visit.begun();
    visit.session.typing();
    visit.session.say("one");
    visit.session.typing();
    expect(visit.transport.sent("typing")).toHaveLength(2);
  });

  it("is not told later where it could not be told at the time", async () => {
    const visit = new Visit();
    visit.session.enter();
    visit.session.typing();
    await visit.welcome();
    expect(visit.transport.sent("typing")).toEqual([]);
    visit.session.typing();
    expect(visit.transport.sent("typing")).toHaveLength(1);
  });

  it("[P4] of others is shown for six seconds from the last that was heard of it", async () => {
    const visit = await Visit.begun();
    visit.transport.receive({ type: "typed", who: [MEI.id, ANA.id] });
    visit.clock.advance(2_000);
    visit.transport.receive({ type: "typed", who: [MEI.id] });
    expect(visit.clock.pending).toBe(2); // the next ping, and whose typing is over first
    visit.clock.advance(TYPING_LASTS_MS - 2_001);
    expect(typists(visit)).toEqual([MEI.id, ANA.id]);
    visit.clock.advance(1);
    expect(typists(visit)).toEqual([MEI.id]);
    visit.clock.advance(1_999);
    expect(typists(visit)).toEqual([MEI.id]);
    visit.clock.advance(1);
    expect(typists(visit)).toEqual([]);
  });

  it("[P4] of somebody who has said it is over", async () => {
    const visit = await Visit.begun();
    visit.transport.receive({ type: "typed", who: [MEI.id, ANA.id] });
    visit.hear(1, 1);
    expect(typists(visit)).toEqual([ANA.id]);
  });
});

describe("names", () => {
  it("[N4] are changed at once where the room is open, and by its answer", async () => {
    const visit = await Visit.begun();
    visit.name = personName("Lin B");
    visit.session.rename();
    expect(visit.transport.sent("rename")).toEqual([{ type: "rename", name: "Lin B" }]);
    expect(visit.session.you.value?.name).toBe("Lin");
    visit.transport.receive(presence({ joined: [{ id: LIN.id, name: visit.name }] }));
    expect(visit.session.you.value?.name).toBe("Lin B");
    expect(visit.session.people.value.names.get(LIN.id)).toBe("Lin B");
  });

  it("[N4] of others change nothing about oneself", async () => {
    const visit = await Visit.begun();
    visit.transport.receive(presence({ joined: [MEI] }));
    expect(visit.session.you.value).toEqual(LIN);
    expect(visit.session.people.value.names.get(MEI.id)).toBe("Mei");
  });

  it("[H2] that were changed while the connection was away go with the next hello", async () => {
    const visit = await Visit.begun();
    visit.transport.drop();
    visit.name = personName("Lin B");
    visit.session.rename();
    visit.session.wake();
    await visit.welcome({ recovered: true });
    expect(visit.transport.sent("hello")).toMatchObject([{ name: "Lin B" }]);
    expect(visit.transport.sent("rename")).toEqual([]);
  });

  it("[N4] that were changed when the hello had left already are told after the welcome", async () => {
    const visit = new Visit();
    visit.session.enter();
    await visit.challenge();
    visit.name = personName("Lin B");
    visit.session.rename();
    visit.transport.receive(welcome());
    expect(visit.transport.sent("hello")).toMatchObject([{ name: "Lin" }]);
    expect(visit.transport.sent("rename")).toEqual([{ type: "rename", name: "Lin B" }]);
  });

  it("[N2] that are refused at the door are tried again with another", async () => {
    const visit = new Visit();
    visit.session.enter();
    visit.transport.receive(refused("name_reserved"));
    expect(visit.session.status.value).toEqual({ state: "stopped", reason: "name_reserved" });
    visit.name = personName("Lin B");
    visit.session.rename();
    await visit.welcome();
    expect(visit.session.status.value.state).toBe("open");
    expect(visit.session.notice.value).toBeNull();
  });

  it("[F5] that are refused inside leave a notice", async () => {
    const visit = await Visit.begun();
    visit.transport.receive(refused("too_fast", { retryAfterMs: 500 }));
    expect(visit.session.notice.value).toBe("too_fast");
    expect(visit.session.you.value).toEqual(LIN);
  });
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

  it("[R1] and coming back resumes where one was", async () => {
    const visit = await Visit.begun(1, 5);
    visit.session.leave();
    visit.session.enter();
    await visit.welcome({ recovered: true, messages: saidFrom(6, 7) });
    expect(visit.transport.sent("hello")).toMatchObject([{ after: { seq: 5 } }]);
    expect(visit.seqs).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe("changing what was said", () => {
  const THUMB = emojiOf("👍");

  it("[E1] is sent as it was wished, and is seen when the room says so", async () => {
    const visit = await Visit.begun(1, 2);
    visit.session.edit(2, "new");
    const [edit] = visit.transport.sent("edit");
    expect(edit).toMatchObject({ type: "edit", target: 2, text: "new" });
    expect(visit.textAt(2)).not.toBe("new");
    visit.transport.receive({
      type: "edited",
      seq: 3,
      at: 9,
      by: LIN,
      clientId: edit?.["clientId"],
      target: 2,
      text: "new",
    });
    expect(visit.textAt(2)).toBe("new");
    expect(visit.session.outbox.value).toEqual([]);
    expect(visit.session.timeline.value.cursor?.seq).toBe(3);
  });

  it("[E6] that was heard before changes nothing when it is told again", async () => {
    const visit = await Visit.begun(1, 2);
    const by = { at: 9, by: LIN, target: 2 };
    visit.transport.receive({ type: "edited", seq: 3, clientId: "a", text: "one", ...by });
    visit.transport.receive({ type: "edited", seq: 4, clientId: "b", text: "two", ...by });
    visit.transport.receive({ type: "edited", seq: 3, clientId: "a", text: "one", ...by });
    expect(visit.textAt(2)).toBe("two");
  });

  it("[O1] that comes after a hole makes the client resume", async () => {
    const visit = await Visit.begun(1, 2);
    visit.transport.receive({ type: "removed", seq: 4, at: 9, by: MEI, clientId: "a", target: 1 });
    expect(visit.session.status.value.state).toBe("waiting");
  });

  it("[R1] is in what a resume brings, also of messages from before", async () => {
    const visit = await Visit.begun(1, 3);
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 5, messages: [{ ...said(2), text: "new" }, said(5)] });
    expect(visit.seqs).toEqual([1, 2, 3, 5]);
    expect(visit.textAt(2)).toBe("new");
  });

  it("[F5] says why a reaction was refused, and keeps no trace of it", async () => {
    const visit = await Visit.begun(1, 2);
    visit.session.react(2, THUMB, true);
    const [react] = visit.transport.sent("react");
    visit.transport.receive(refused("no_such_message", { clientId: String(react?.["clientId"]) }));
    expect(visit.session.outbox.value).toEqual([]);
    expect(visit.session.notice.value).toBe("no_such_message");
  });

  it("[F5] keeps the text of an edit that was refused, for its author", async () => {
    const visit = await Visit.begun(1, 2);
    visit.session.edit(2, "much work");
    const [edit] = visit.transport.sent("edit");
    visit.transport.receive(refused("no_such_message", { clientId: String(edit?.["clientId"]) }));
    expect(visit.outbox).toEqual([["much work", "failed"]]);
  });

  it("[E5] knows the topic from the welcome on", async () => {
    const visit = new Visit();
    visit.session.enter();
    await visit.welcome({ room: { name: LOBBY, topic: topicOf("tea") } });
    expect(visit.session.topic.value).toBe("tea");
    visit.transport.receive({ type: "topic_set", seq: 1, at: 9, by: MEI, clientId: "a", topic: "" });
    expect(visit.session.topic.value).toBe("");
    expect(visit.session.timeline.value.cursor?.seq).toBe(1);
  });

  it("[S1] says what is written as an answer, once", async () => {
    const visit = await Visit.begun(1, 2);
    visit.session.replyingTo.value = said(2);
    visit.session.say("yes");
    visit.session.say("and no");
    expect(visit.session.outbox.value.map(({ wish }) => "replyTo" in wish && wish.replyTo)).toEqual([2, null]);
    expect(visit.session.replyingTo.value).toBeNull();
  });
});

describe("going to one message", () => {
  it("marks it where it is shown", async () => {
    const visit = await Visit.begun(1, 50);
    visit.session.paging.around(7);
    expect(visit.requests).toEqual([]);
    expect(visit.session.paging.lookedAt.value).toBe(7);
    expect(visit.session.isFollowing.value).toBe(false);
  });

  it("[G2] loads what is around it where it is far, and leads back to now", async () => {
    const visit = await Visit.begun(500, 549);
    visit.session.paging.around(100);
    expect(visit.requests).toMatchObject([{ around: 100 }]);
    visit.answer(saidFrom(75, 124), true);
    expect(visit.session.paging.lookedAt.value).toBe(100);
    expect([visit.seqs[0], visit.seqs.at(-1)]).toEqual([75, 124]);
    visit.session.jumpToNewest();
    expect(visit.session.paging.lookedAt.value).toBeNull();
    visit.answer(saidFrom(500, 549), true);
    expect(visit.seqs.at(-1)).toBe(549);
  });

  it("marks the place of one that is gone", async () => {
    const visit = await Visit.begun(500, 549);
    visit.session.paging.around(100);
    visit.answer([said(98), said(99), said(101)], true);
    expect(visit.session.paging.lookedAt.value).toBe(99);
  });

  it("waits for a connection, also for the first one", async () => {
    const visit = new Visit();
    visit.session.paging.around(100);
    visit.session.enter();
    await visit.welcome({ messages: saidFrom(500, 549), more: true });
    expect(visit.requests).toMatchObject([{ around: 100 }]);
    visit.answer(saidFrom(75, 124), true);
    expect(visit.session.paging.lookedAt.value).toBe(100);
  });
});

describe("reading marks", () => {
  it("[U1] are told once, never backwards, and taken from other devices", async () => {
    const visit = await Visit.begun(1, 9);
    visit.session.markRead(5);
    visit.session.markRead(5);
    visit.session.markRead(4);
    expect(visit.transport.sent("read")).toMatchObject([{ seq: 5 }]);
    visit.transport.receive({ type: "seen", seq: 8 });
    visit.session.markRead(7);
    expect(visit.session.readUpTo.value).toBe(8);
    expect(visit.transport.sent("read")).toHaveLength(1);
  });
});
