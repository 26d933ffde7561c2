import { batch, signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { MARK_EVERY_MS, MARK_EVERY_MS_PER_PERSON } from "../../../src/client/requests/read-marker-reporter.ts";
import type { Said } from "../../../src/protocol/events.ts";
import { said, saidFrom } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";
import { LIN, person } from "../../support/people.ts";

/** Lin's visit, in which the test says whether Lin looks; `news` is what came meanwhile. */
async function visiting({
  read = 0,
  first = 1,
  last = 0,
  looks = true,
  count = 1,
}: {
  readonly read?: number;
  readonly first?: number;
  readonly last?: number;
  readonly looks?: boolean;
  readonly count?: number;
} = {}) {
  const isAttended = signal(looks);
  const news: Said[] = [];
  const visit = new Visit({ isAttended, onNews: (_, one) => void news.push(one) });
  visit.session.enter();
  await visit.welcome({ messages: saidFrom(first, last), more: first > 1, read, count });
  const { reading } = visit.session;
  return {
    visit,
    reading,
    news,
    /** The marks that the room was told on the present connection. */
    told: () => visit.transport.sent("read").map(({ seq }) => seq),
    look: (does: boolean) => void (isAttended.value = does),
  };
}

describe("reading", () => {
  it("[U1] is being at the newest message while you look: the room is told at once", async () => {
    const { told, reading } = await visiting({ read: 3, last: 5 });
    expect(told()).toEqual([5]);
    expect(reading.unread.value.unread).toBe(0);
  });

  it("is not having the page open somewhere out of sight", async () => {
    const { told, look, visit, reading } = await visiting({ read: 3, last: 5, looks: false });
    visit.hear(6, 7);
    expect([told(), reading.unread.value.unread]).toEqual([[], 4]);
    look(true);
    expect([told(), reading.unread.value.unread]).toEqual([[7], 0]);
  });

  it("is not looking at older messages", async () => {
    const { told, visit, reading } = await visiting({ read: 5, last: 5 });
    visit.session.isFollowing.value = false;
    visit.hear(6, 6);
    expect([told(), reading.unread.value.unread]).toEqual([[], 1]);
    visit.session.jumpToNewest();
    expect([told(), reading.unread.value.unread]).toEqual([[6], 0]);
  });

  it("tells a busy room once in some seconds, and what was last", async () => {
    const { told, visit } = await visiting({ read: 5, last: 5 });
    visit.hear(6, 6);
    expect(told()).toEqual([6]);
    visit.hear(7, 9);
    visit.clock.advance(MARK_EVERY_MS - 1);
    expect(told()).toEqual([6]);
    visit.clock.advance(1);
    expect(told()).toEqual([6, 9]);
    visit.clock.advance(3 * MARK_EVERY_MS);
    expect(told()).toEqual([6, 9]);
  });

  it("tells a crowded room more seldom: all together are heard ten times a second", async () => {
    const count = 200;
    const { told, visit } = await visiting({ read: 5, last: 5, count });
    visit.hear(6, 7);
    visit.clock.advance(count * MARK_EVERY_MS_PER_PERSON - 1);
    expect(told()).toEqual([6]);
    visit.clock.advance(1);
    expect(told()).toEqual([6, 7]);
  });

  it("reports what is left when you look away, or go to another room", async () => {
    const { told, look, visit } = await visiting({ read: 5, last: 5 });
    visit.hear(6, 7);
    look(false);
    expect(told()).toEqual([6, 7]);
    look(true);
    visit.hear(8, 8);
    visit.session.leave();
    expect(told()).toEqual([6, 7, 8]);
  });

  it("tells after a lost connection what it could not tell before", async () => {
    const { told, visit } = await visiting({ read: 5, last: 5 });
    visit.hear(6, 7);
    visit.reconnect();
    expect(told()).toEqual([]);
    await visit.welcome({ recovered: true, seq: 7, read: 6 });
    visit.clock.advance(MARK_EVERY_MS);
    expect(told()).toEqual([7]);
  });

  it("[U1] on another device counts here as well", async () => {
    const { visit, reading } = await visiting({ read: 3, last: 5, looks: false });
    visit.transport.receive({ type: "seen", seq: 4 });
    expect(reading.unread.value.unread).toBe(1);
  });

  it("leaves nothing unread to a newcomer, whatever was said before", async () => {
    const { reading, visit, told } = await visiting({ first: 51, last: 100, looks: false });
    expect([reading.unread.value.unread, told()]).toEqual([0, []]);
    visit.hear(101, 102);
    expect(reading.unread.value.unread).toBe(2);
  });

  it("counts messages that are not loaded as more", async () => {
    const { reading } = await visiting({ read: 10, first: 51, last: 100, looks: false });
    expect(reading.unread.value).toEqual({ unread: 50, mentions: 0, more: true });
  });

  it("knows in full what is behind a mark that is loaded", async () => {
    const { reading } = await visiting({ read: 60, first: 51, last: 100, looks: false });
    expect(reading.unread.value).toEqual({ unread: 40, mentions: 0, more: false });
  });

  it("leaves unread what came since the last visit of somebody who was here before there were marks", async () => {
    const cursor = { epoch: "epoch-1", seq: 5 };
    const visit = new Visit({ timeline: { messages: saidFrom(1, 5), cursor, newest: 5, hasOlder: false } });
    visit.session.enter();
    await visit.welcome({ recovered: true, messages: saidFrom(6, 7) });
    expect(visit.session.reading.unread.value.unread).toBe(2);
  });

  it("leaves a newcomer what came since, also where the connection was lost", async () => {
    const { reading, visit } = await visiting({ looks: false });
    visit.hear(1, 2);
    visit.reconnect();
    await visit.welcome({ recovered: true, messages: [said(3)] });
    expect(reading.unread.value.unread).toBe(3);
  });

  it("[U1] is not taken back by what another device says later of less", async () => {
    const { visit, reading, told } = await visiting({ read: 3, last: 5 });
    expect(told()).toEqual([5]);
    visit.transport.receive({ type: "seen", seq: 4 });
    visit.hear(6, 6);
    visit.session.leave();
    expect([told(), reading.unread.value.unread]).toEqual([[5, 6], 0]);
  });

  it("is reported to the room that you leave, even if several things change at once", async () => {
    const { told, visit } = await visiting({ read: 5, last: 5 });
    visit.hear(6, 7);
    batch(() => visit.session.leave());
    expect(told()).toEqual([6, 7]);
  });

  it("counts messages that mention you, and not somebody whose name begins with yours", async () => {
    const { visit, reading } = await visiting({ read: 5, last: 5, looks: false });
    visit.transport.receive({ type: "presence", joined: [person("Lin Xiao")], left: [], count: 2 });
    visit.transport.receive(said(6, { text: "@Lin Xiao, hello" }), said(7, { text: "@Lin, hello" }));
    expect(reading.unread.value).toMatchObject({ unread: 2, mentions: 1 });
  });

  it("counts what mentions one, also of what was missed without a connection", async () => {
    const { visit, reading } = await visiting({ read: 5, last: 5, looks: false });
    visit.transport.receive(said(6, { text: "@lin are you there?" }));
    visit.reconnect();
    await visit.welcome({
      recovered: true,
      read: 5,
      messages: [said(7, { text: "@Lin!" }), said(8, { text: "@Linda?" }), said(9, { from: LIN, text: "@Lin" })],
    });
    expect(reading.unread.value).toEqual({ unread: 3, mentions: 2, more: false });
    visit.transport.receive({ type: "removed", seq: 10, at: 0, by: said(7).from, clientId: "c", target: 7 });
    expect(reading.unread.value).toEqual({ unread: 2, mentions: 1, more: false });
  });

  it("begins again in another history", async () => {
    const { visit, told } = await visiting({ read: 5, last: 5 });
    visit.reconnect();
    await visit.welcome({ epoch: "epoch-2", messages: saidFrom(1, 2), read: 0 });
    expect(told()).toEqual([2]);
  });
});

describe("the unread divider", () => {
  it("goes after what you had read when you came, and stays there", async () => {
    const { reading, visit } = await visiting({ read: 3, last: 5 });
    const line = { after: 3, count: { unread: 2, mentions: 0, more: false } };
    expect(reading.divider.value).toEqual(line);
    visit.hear(6, 8);
    expect(reading.divider.value).toEqual(line);
  });

  it("is not there if you had read everything, or are new", async () => {
    expect((await visiting({ read: 5, last: 5 })).reading.divider.value).toBeNull();
    expect((await visiting({ last: 5 })).reading.divider.value).toBeNull();
  });

  it("goes when you say something", async () => {
    const { reading, visit } = await visiting({ read: 3, last: 5 });
    visit.session.say("hello");
    expect(reading.divider.value).toBeNull();
  });

  it("goes when you come back and nothing is new, and moves if something is", async () => {
    const { reading, visit, look } = await visiting({ read: 3, last: 5 });
    reading.foundDivider();
    look(false);
    visit.hear(6, 6);
    look(true);
    expect(reading.divider.value?.after).toBe(5);
    expect(reading.isDividerFound.value).toBe(false);
    look(false);
    look(true);
    expect(reading.divider.value).toBeNull();
  });

  it("goes with the room, and is placed again when you come back to it", async () => {
    const { reading, visit } = await visiting({ read: 3, last: 5 });
    visit.session.leave();
    expect(reading.divider.value).toBeNull();
    visit.session.enter();
    await visit.welcome({ recovered: true, read: 5, messages: saidFrom(6, 7) });
    expect(reading.divider.value?.after).toBe(5);
  });

  it("stays through a lost connection", async () => {
    const { reading, visit } = await visiting({ read: 3, last: 5 });
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 5, read: 5 });
    expect(reading.divider.value?.after).toBe(3);
    visit.reconnect();
    await visit.welcome({ recovered: true, read: 5, messages: saidFrom(6, 7) });
    expect(reading.divider.value?.after).toBe(3);
  });
});

describe("news", () => {
  it("is what others say while nobody looks, also while there was no connection", async () => {
    const { news, visit, look } = await visiting({ read: 5, last: 5, looks: false });
    visit.hear(6, 6);
    visit.transport.receive(said(7, { from: LIN }));
    visit.reconnect();
    await visit.welcome({ recovered: true, read: 5, messages: saidFrom(8, 9) });
    look(true);
    visit.hear(10, 10);
    expect(news.map(({ seq }) => seq)).toEqual([6, 8, 9]);
  });

  it("is not what was there when the page was opened, nor what was read elsewhere", async () => {
    const { news, visit } = await visiting({ read: 3, last: 5, looks: false });
    visit.transport.receive({ type: "seen", seq: 7 });
    visit.hear(6, 7);
    expect(news).toEqual([]);
  });
});
