import { describe, expect, it } from "vitest";
import { quotesOf } from "../../src/page/messages/quotes.ts";
import { LOBBY } from "../../src/protocol/values/names.ts";
import { closing } from "../../src/protocol/refusals.ts";
import { refused, said, saidFrom } from "../support/client/events.ts";
import { Visit } from "../support/client/visit.ts";
import { LIN, MEI, emojiOf, topicOf } from "../support/people.ts";

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

  it("[R2] starts the timeline again where the room says so, and keeps the outbox", async () => {
    const visit = await Visit.begun(1, 5);
    visit.session.isFollowing.value = false;
    visit.transport.drop();
    visit.session.say("one");
    visit.session.isFollowing.value = false;
    visit.session.wake();
    await visit.welcome({ epoch: "epoch-2", messages: saidFrom(1, 2) });
    expect(visit.seqs).toEqual([1, 2]);
    expect(visit.session.isFollowing.value).toBe(true);
    expect(visit.session.unseen.value).toBe(0);
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

describe("changing what was said", () => {
  const THUMB = emojiOf("👍");

  it("[E1] is sent as it was made, and is shown when the room confirms it", async () => {
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
    expect(visit.notice).toBe("no_such_message");
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

  it("[S1] replies to a message if it is told to", async () => {
    const visit = await Visit.begun(1, 2);
    visit.session.say("yes", { replyTo: 2 });
    visit.session.say("and no");
    expect(visit.session.outbox.value.map(({ command }) => "replyTo" in command && command.replyTo)).toEqual([2, null]);
  });
});

describe("a message that is taken back", () => {
  const removal = (seq: number, target: number): object => ({
    type: "removed",
    seq,
    at: 9,
    by: MEI,
    clientId: "a",
    target,
  });

  it("[E2] is told to everything else that keeps it", async () => {
    const removed: number[] = [];
    const visit = new Visit({ onRemoved: (target) => void removed.push(target) });
    visit.session.enter();
    await visit.welcome({ messages: [said(1, { text: "", removed: true }), said(2)] });
    visit.transport.receive(removal(3, 2));
    expect(removed).toEqual([1, 2]);
  });
});

describe("another history of the room", () => {
  it("[O4] gets no change of messages of the one before", async () => {
    const visit = await Visit.begun(1, 5);
    visit.transport.drop();
    visit.session.remove(1);
    visit.session.react(2, emojiOf("👍"), true);
    visit.session.edit(3, "much work");
    visit.session.say("yes", { replyTo: 4 });
    visit.session.wake();
    await visit.welcome({ epoch: "epoch-2", messages: saidFrom(1, 5) });
    expect(visit.transport.commands.map(({ type }) => type)).toEqual(["hello", "say"]);
    expect(visit.transport.sent("say")).toMatchObject([{ text: "yes", replyTo: null }]);
    expect(visit.outbox).toEqual([
      ["much work", "failed"],
      ["yes", "sent"],
    ]);
    visit.confirm(6);
    visit.session.retry(visit.session.outbox.value[0]?.clientId ?? "");
    expect(visit.transport.sent("edit")).toEqual([]);
  });
});

describe("what was found", () => {
  it("hears of every change of a message, and of the connection's end", async () => {
    const visit = await Visit.begun(1, 2);
    const heard: string[] = [];
    visit.session.searches.watch(({ type, target }) => void heard.push(`${type} ${target}`));
    const by = { at: 9, by: MEI, clientId: "a" };
    visit.transport.receive(
      { type: "edited", seq: 3, target: 1, text: "new", ...by },
      { type: "topic_set", seq: 4, topic: topicOf("tea"), ...by },
      { type: "removed", seq: 5, target: 2, ...by },
    );
    expect(heard).toEqual(["edited 1", "removed 2"]);
    const finding = visit.session.searches.find("tea");
    visit.transport.drop();
    expect(await finding).toEqual({ ok: false, fault: "lost" });
  });
});

describe("your own reaction among a crowd's", () => {
  it("[E7] is known where not everybody is named, in all that brings messages", async () => {
    const THUMB = emojiOf("👍");
    const reactions = [{ emoji: THUMB, count: 70, by: [MEI] }];
    const yours = (seq: number): object => ({ messages: [said(seq, { reactions })], yours: [{ seq, emoji: THUMB }] });
    const visit = new Visit();
    visit.session.enter();
    await visit.welcome({ ...yours(50), more: true });
    visit.session.paging.older();
    const requestId = String(visit.requests[0]?.["requestId"]);
    visit.transport.receive({ type: "page", requestId, more: false, ...yours(49) });
    const names = visit.session.timeline.value.messages.map((one) => one.reactions?.[0]?.by);
    expect(names).toEqual([
      [MEI, LIN],
      [MEI, LIN],
    ]);
    const finding = visit.session.searches.find("m");
    const search = String(visit.transport.sent("search")[0]?.["requestId"]);
    visit.transport.receive({ type: "results", requestId: search, more: false, ...yours(48) });
    expect(await finding).toMatchObject({ value: { messages: [{ reactions: [{ by: [MEI, LIN] }] }] } });
  });
});

describe("where the room's history begins", () => {
  /** Of a room that keeps what is from `oldest` on, what a reader who had 11 to 15 still has. */
  async function coming(oldest: number | undefined, isFollowing = true) {
    const visit = await Visit.begun(11, 15);
    visit.session.isFollowing.value = isFollowing;
    visit.reconnect();
    const recovered = { recovered: true, seq: 15, messages: [] } as const;
    await visit.welcome(oldest === undefined ? { ...recovered, oldest: undefined as never } : { ...recovered, oldest });
    const { newest, hasOlder } = visit.session.timeline.value;
    return { visit, seqs: visit.seqs, newest, hasOlder };
  }

  it.each([
    [undefined, [11, 12, 13, 14, 15], 15, true],
    [1, [11, 12, 13, 14, 15], 15, true],
    [10, [11, 12, 13, 14, 15], 15, true],
    [11, [11, 12, 13, 14, 15], 15, false],
    [12, [12, 13, 14, 15], 15, false],
    [15, [15], 15, false],
    [16, [], 0, false],
  ])("[H7] is %s: nothing before it is shown", async (oldest, seqs, newest, hasOlder) => {
    expect(await coming(oldest)).toMatchObject({ seqs, newest, hasOlder });
  });

  it("[H7] takes a reader of whose place nothing is left to the newest, and asks for that", async () => {
    const visit = await Visit.begun(101, 104);
    visit.session.paging.around(7);
    visit.answer(saidFrom(6, 8), true);
    expect(visit.session.isFollowing.value).toBe(false);
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 104, oldest: 90 });
    expect(visit.seqs).toEqual([]);
    expect(visit.session.isFollowing.value).toBe(true);
    expect(visit.requests).toHaveLength(1);
    visit.answer(saidFrom(90, 104), false);
    expect(visit.seqs).toHaveLength(15);
  });

  it("[H7] goes on with what is said next where nothing was kept", async () => {
    const { visit } = await coming(16);
    expect(visit.requests).toEqual([]);
    visit.hear(16, 16);
    expect(visit.seqs).toEqual([16]);
  });

  it("[H7] is beyond what quotes a message, and what is kept elsewhere", async () => {
    const forgotten: number[] = [];
    const visit = new Visit({ onForgotten: (oldest) => void forgotten.push(oldest) });
    visit.session.enter();
    await visit.welcome({ messages: [...saidFrom(11, 14), said(15, { replyTo: 11 })], more: true });
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 15, oldest: 12 });
    expect(forgotten).toEqual([12]);
    const { messages, hasOlder } = visit.session.timeline.value;
    expect(quotesOf(messages, hasOlder)(11)).toBe("gone");
  });
});

describe("an answer to a repeat", () => {
  const by = { at: 9, by: LIN, target: 13 };

  /** Lin has wished, the connection was cut, and the room's `answer` to the repeat comes; `isMarked`: as rooms say now. */
  async function repeating(command: (visit: Visit) => void, answer: object, isMarked: boolean) {
    const visit = await Visit.begun(11, 15);
    command(visit);
    const clientId = visit.session.outbox.value[0]?.clientId;
    visit.session.say("next");
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 20, messages: [] });
    const before = visit.session.timeline.value;
    visit.transport.receive({ ...answer, clientId, ...(isMarked && { repeat: true }) });
    return { visit, before };
  }

  const ANSWERS: readonly [string, (visit: Visit) => void, object][] = [
    ["say", ({ session }) => session.say("one"), said(13, { from: LIN, text: "one" })],
    ["say of a message that is not loaded", ({ session }) => session.say("one"), said(3, { from: LIN, text: "one" })],
    ["edit", ({ session }) => session.edit(13, "old"), { type: "edited", seq: 14, text: "old", ...by }],
    ["remove", ({ session }) => session.remove(13), { type: "removed", seq: 14, ...by }],
    [
      "react",
      ({ session }) => session.react(13, emojiOf("👍"), true),
      { type: "reacted", seq: 20, emoji: "👍", on: true, ...by },
    ],
    ["topic", ({ session }) => session.setTopic(topicOf("tea")), { type: "topic_set", seq: 14, topic: "tea", ...by }],
  ];

  it.each(ANSWERS.flatMap(([what, ...rest]) => [[what, true, ...rest] as const, [what, false, ...rest] as const]))(
    "[S6] [E6] to %s (marked: %s) settles it, and is neither stored nor folded",
    async (_what, isMarked, command, answer) => {
      const { visit, before } = await repeating(command, answer, isMarked);
      expect(visit.outbox).toEqual([["next", "sent"]]);
      expect(visit.session.timeline.value).toBe(before);
      expect(visit.session.topic.value).toBe("");
      expect(visit.session.status.value.state).toBe("open");
    },
  );

  it("[S6] with a seq that the client has not reached is no gap", async () => {
    const { visit, before } = await repeating(({ session }) => session.say("one"), said(40, { from: LIN }), true);
    expect(visit.session.status.value.state).toBe("open");
    expect(visit.session.timeline.value).toBe(before);
    expect(visit.outbox).toEqual([["next", "sent"]]);
  });
});
