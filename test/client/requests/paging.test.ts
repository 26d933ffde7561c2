import { effect } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { isLive } from "../../../src/client/state/timeline.ts";
import { PAGE_DEFAULT_MESSAGES } from "../../../src/protocol/limits.ts";
import { refused, said, saidFrom, seqsOf } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";
import { LIN } from "../../support/people.ts";

describe("the newest", () => {
  it("counts no message as unseen while you follow", async () => {
    const visit = await Visit.begun(1, 5);
    visit.hear(6, 7);
    expect(visit.session.unseen.value).toBe(0);
  });

  it("counts what others say while you do not follow, and not what you say", async () => {
    const visit = await Visit.begun(1, 5);
    visit.session.isFollowing.value = false;
    visit.hear(6, 7);
    visit.transport.receive(said(8, { from: LIN }));
    expect(visit.session.unseen.value).toBe(2);
    visit.hear(6, 7);
    expect(visit.session.unseen.value).toBe(2);
  });

  it("[R1] counts what you missed while you do not follow", async () => {
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

  it("goes to the newest when you say something, so that you see it", async () => {
    const visit = await Visit.readingOld(200);
    visit.session.say("here");
    expect(visit.transport.commands.slice(-2).map(({ type }) => type)).toEqual(["page", "say"]);
    visit.answer(saidFrom(451, 500), true);
    visit.confirm(501);
    expect(visit.session.timeline.value.messages.at(-1)?.text).toBe("here");
  });

  it("goes to the newest when the connection is back, if you asked for it while there was none", async () => {
    const visit = await Visit.readingOld(200);
    visit.transport.drop();
    visit.session.jumpToNewest();
    visit.session.wake();
    await visit.welcome({ recovered: true, seq: 500 });
    expect(visit.requests).toHaveLength(1);
    visit.answer(saidFrom(451, 500), true);
    expect(visit.seqs.at(-1)).toBe(500);
  });

  it("stays where it is when the connection is back, if you asked for nothing", async () => {
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

  it("asks at once, though something else is being loaded", async () => {
    const visit = await Visit.readingOld(200);
    visit.session.paging.newer();
    visit.session.paging.around(7000);
    visit.session.paging.around(8000);
    visit.session.jumpToNewest();
    expect(visit.requests).toMatchObject([
      { after: 300 },
      { around: 7000 },
      { around: 8000 },
      { before: expect.anything() },
    ]);
  });

  it("again marks it anew", async () => {
    const visit = await Visit.begun(1, 50);
    const marked: unknown[] = [];
    effect(() => void marked.push(visit.session.paging.lookedAt.value));
    visit.session.paging.around(7);
    visit.session.paging.around(7);
    expect(marked).toEqual([null, 7, null, 7]);
  });

  it("is over when you are there, or go to the newest instead: a connection that comes back leads nowhere", async () => {
    const visit = await Visit.begun(500, 549);
    visit.session.paging.around(100);
    visit.answer(saidFrom(75, 124), true);
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 549 });
    expect(visit.requests).toEqual([]);
    visit.transport.drop();
    visit.session.paging.around(400);
    visit.session.jumpToNewest();
    visit.session.wake();
    await visit.welcome({ recovered: true, seq: 549 });
    expect(visit.requests).toMatchObject([{ before: Number.MAX_SAFE_INTEGER }]);
  });

  it("[F7] is asked for again by itself where it was refused", async () => {
    const visit = await Visit.begun(500, 549);
    visit.session.paging.around(100);
    const refusal = { requestId: String(visit.requests[0]?.["requestId"]), retryAfterMs: 2_000 };
    visit.transport.receive(refused("internal", refusal));
    visit.clock.advance(1_999);
    expect(visit.requests).toHaveLength(1);
    visit.clock.advance(1);
    expect(visit.requests).toMatchObject([{ around: 100 }, { around: 100 }]);
    visit.answer(saidFrom(75, 124), true);
    expect(visit.session.paging.lookedAt.value).toBe(100);
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

describe("a page with fewer messages than were asked for", () => {
  it("[G1] is gone on from, as long as there are more", async () => {
    const visit = await Visit.begun(101, 150);
    visit.session.isFollowing.value = false;
    for (const first of [100, 99, 97]) {
      visit.session.paging.older();
      visit.answer(first === 97 ? saidFrom(97, 98) : [said(first)], true);
      expect(visit.seqs[0]).toBe(first);
      expect(visit.session.timeline.value.hasOlder).toBe(true);
    }
    expect(visit.requests.map(({ before }) => before)).toEqual([101, 100, 99]);
    visit.session.paging.older();
    visit.answer([said(96)], false);
    expect(visit.session.timeline.value.hasOlder).toBe(false);
  });

  it("[G1] towards the newest is gone on from until that is reached", async () => {
    const visit = await Visit.readingOld(3);
    for (const seq of [301, 302, 303]) {
      expect(isLive(visit.session.timeline.value)).toBe(false);
      visit.session.paging.newer();
      visit.answer([said(seq)], seq < 303);
    }
    expect(isLive(visit.session.timeline.value)).toBe(true);
  });

  it.each(["older", "newer"] as const)("and with none is not asked for over and over: %s", async (where) => {
    const visit = await (where === "older" ? Visit.begun(101, 150) : Visit.readingOld(3));
    for (let time = 0; time < 5; time++) {
      visit.session.paging[where]();
      visit.answer([], where === "older");
    }
    expect(visit.requests).toHaveLength(1);
  });
});
