import { describe, expect, it } from "vitest";
import { REACTION_MAX_NAMED } from "../../../src/protocol/limits.ts";
import { HASTY, SETTINGS, TALKATIVE, Talk } from "../../support/conversations.ts";
import { emojiOf, LIN, MEI, people, topicOf } from "../../support/people.ts";

const THUMB = emojiOf("👍");

/** Lin said one thing, seq 1, and Mei is there. */
function talked(settings = HASTY): Talk {
  const talk = new Talk(settings);
  for (const person of [LIN, MEI]) talk.enter(person);
  talk.say(LIN, "hello");
  return talk;
}

describe("editing", () => {
  it("[E1] is heard by everybody, as the next change", () => {
    const answer = talked().change(LIN, { type: "edit", target: 1, text: "hello, all" });
    expect(answer.to).toBe("everyone");
    expect(answer.event).toMatchObject({ type: "edited", seq: 2, target: 1, by: LIN, text: "hello, all" });
  });

  it("[E7] is seen by those who join later, and by those who were away", () => {
    const talk = talked();
    const { epoch, seq } = talk.enter(MEI);
    talk.change(LIN, { type: "edit", target: 1, text: "hello, all" });
    expect(talk.enter(MEI).messages).toMatchObject([{ seq: 1, text: "hello, all", editedAt: talk.now }]);
    const back = talk.enter(MEI, { epoch, seq });
    expect(back).toMatchObject({ recovered: true, seq: 2, messages: [{ seq: 1, text: "hello, all" }] });
    expect(talk.enter(MEI, { epoch, seq: 2 })).toMatchObject({ recovered: true, messages: [] });
  });

  it("[E4] is its author's alone, and needs something that is there", () => {
    const talk = talked();
    expect(talk.change(MEI, { type: "edit", target: 1, text: "x" }).event).toMatchObject({ reason: "not_yours" });
    for (const target of [0, 2, 99]) {
      expect(talk.change(LIN, { type: "edit", target, text: "x" }).event).toMatchObject({ reason: "no_such_message" });
    }
    expect(talk.history.head.seq).toBe(1);
  });

  it("[E4] what was just removed is refused", () => {
    const talk = talked();
    talk.change(LIN, { type: "remove", target: 1 });
    for (const command of [
      { type: "edit", target: 1, text: "x" },
      { type: "remove", target: 1 },
      { type: "react", target: 1, emoji: THUMB, on: true },
    ] as const) {
      expect(talk.change(LIN, command)).toMatchObject({ to: "sender", event: { reason: "no_such_message" } });
    }
  });

  it("[E4] what is beyond HISTORY_LIMIT is refused", () => {
    const talk = talked({ ...HASTY, historyLimit: 2 });
    talk.say(LIN, "two");
    talk.say(LIN, "three");
    const answer = talk.change(LIN, { type: "edit", target: 1, text: "x" });
    expect(answer.event).toMatchObject({ reason: "no_such_message" });
  });

  it("[E6] again is answered as it would be told now, to its sender only, and changes nothing", () => {
    const talk = talked();
    talk.change(LIN, { type: "edit", target: 1, text: "one", clientId: "x" });
    talk.change(LIN, { type: "edit", target: 1, text: "two" });
    const again = talk.change(LIN, { type: "edit", target: 1, text: "one", clientId: "x" });
    expect(again).toMatchObject({ to: "sender", event: { type: "edited", seq: 2, text: "two", clientId: "x" } });
    expect(talk.history.head.seq).toBe(3);
  });

  it.each([
    { type: "edit", target: 1, text: "new" },
    { type: "remove", target: 1 },
    { type: "react", target: 1, emoji: THUMB, on: true },
    { type: "topic", text: topicOf("tea") },
  ] as const)(
    "[S4] [E6] $type under a client id that another type of command had is refused, and the reverse",
    (command) => {
      const talk = talked();
      talk.say(LIN, "hello", { clientId: "said" });
      expect(talk.change(LIN, { ...command, clientId: "said" })).toMatchObject({
        to: "sender",
        event: { type: "refused", reason: "bad_field", clientId: "said" },
      });
      expect(talk.change(LIN, { ...command, clientId: "changed" }).to).toBe("everyone");
      const others = [
        { type: "topic", text: topicOf("coffee") },
        { type: "react", target: 1, emoji: THUMB, on: false },
      ] as const;
      for (const other of others) {
        if (other.type === command.type) continue;
        const { event } = talk.change(LIN, { ...other, clientId: "changed" });
        expect(event).toMatchObject({ reason: "bad_field", clientId: "changed" });
      }
      expect(talk.say(LIN, "again", { clientId: "changed" }).event).toMatchObject({ reason: "bad_field" });
      expect(talk.say(MEI, "mine", { clientId: "changed" }).to).toBe("everyone"); // another member's ids are another space
    },
  );

  it("[E6] counts as a message for the rate, and a repeat is answered at any pace", () => {
    const talk = talked(SETTINGS);
    for (let n = 1; n < SETTINGS.rates.messages.burst; n++) {
      talk.change(LIN, { type: "edit", target: 1, text: `${n}`, clientId: `${n}` });
    }
    const late = talk.change(LIN, { type: "edit", target: 1, text: "late", clientId: "late" });
    expect(late.event).toMatchObject({ reason: "too_fast", clientId: "late", retryAfterMs: 500 });
    const again = talk.change(LIN, { type: "edit", target: 1, text: "1", clientId: "1" });
    expect(again.event).toMatchObject({ type: "edited", seq: 2 });
  });
});

describe("removing", () => {
  it("[E2] leaves a place without text, for those who were away and those who join", () => {
    const talk = talked();
    const { epoch } = talk.enter(MEI);
    talk.change(MEI, { type: "react", target: 1, emoji: THUMB, on: true });
    expect(talk.change(LIN, { type: "remove", target: 1 }).event).toMatchObject({ type: "removed", seq: 3, target: 1 });
    for (const after of [null, { epoch, seq: 1 }]) {
      const [message] = talk.enter(MEI, after).messages;
      expect(message).toMatchObject({ seq: 1, text: "", removed: true });
      expect(message).not.toHaveProperty("reactions");
    }
  });

  it("[S1] may be answered by a reply that was on its way", () => {
    const talk = talked();
    talk.change(LIN, { type: "remove", target: 1 });
    expect(talk.say(MEI, "yes", { replyTo: 1 }).event).toMatchObject({ type: "said", replyTo: 1 });
  });
});

describe("reacting", () => {
  it("[E3] begins and ends", () => {
    const talk = talked();
    talk.change(MEI, { type: "react", target: 1, emoji: THUMB, on: true });
    expect(talk.enter(LIN).messages[0]?.reactions).toEqual([{ emoji: THUMB, count: 1, by: [MEI] }]);
    talk.change(MEI, { type: "react", target: 1, emoji: THUMB, on: false });
    expect(talk.enter(LIN).messages[0]).not.toHaveProperty("reactions");
  });

  it("[E3] that is there already (from another tab) changes nothing, and is answered", () => {
    const talk = talked();
    talk.change(MEI, { type: "react", target: 1, emoji: THUMB, on: true });
    const again = talk.change(MEI, { type: "react", target: 1, emoji: THUMB, on: true, clientId: "other tab" });
    expect(again).toMatchObject({ to: "sender", event: { type: "reacted", seq: 2, clientId: "other tab" } });
    const never = talk.change(LIN, { type: "react", target: 1, emoji: THUMB, on: false });
    expect(never).toMatchObject({ to: "sender", event: { type: "reacted", seq: 2, on: false } });
    expect(talk.history.head.seq).toBe(2);
  });

  it("[E3] takes 20 different ones, and not one more", () => {
    const talk = talked();
    for (let n = 1; n <= 20; n++) {
      expect(talk.change(LIN, { type: "react", target: 1, emoji: emojiOf(`r${n}`), on: true }).to).toBe("everyone");
    }
    const more = talk.change(MEI, { type: "react", target: 1, emoji: THUMB, on: true });
    expect(more.event).toMatchObject({ reason: "too_many_reactions" });
    expect(talk.change(MEI, { type: "react", target: 1, emoji: emojiOf("r20"), on: true }).to).toBe("everyone");
    talk.change(LIN, { type: "react", target: 1, emoji: emojiOf("r1"), on: false });
    expect(talk.change(MEI, { type: "react", target: 1, emoji: THUMB, on: true }).to).toBe("everyone");
  });
});

describe("a crowd that reacts", () => {
  const crowd = people(REACTION_MAX_NAMED + 1);
  const [first = LIN] = crowd;
  const [last = LIN] = crowd.slice(-1);

  function crowded(): Talk {
    const talk = talked();
    for (const person of crowd) {
      talk.enter(person);
      talk.change(person, { type: "react", target: 1, emoji: THUMB, on: true });
    }
    return talk;
  }

  it("[E7] names up to 50 people, and tells the others of their own", () => {
    const talk = crowded();
    for (const who of [first, last]) {
      const { messages, yours } = talk.enter(who);
      expect(messages[0]?.reactions).toEqual([{ emoji: THUMB, count: 51, by: crowd.slice(0, 50) }]);
      expect(yours).toEqual([{ seq: 1, emoji: THUMB }]);
      expect(talk.page(who, "around", 1).event).toMatchObject({ type: "page", yours });
    }
    for (const event of [talk.enter(MEI), talk.page(MEI, "around", 1).event]) expect(event).not.toHaveProperty("yours");
  });

  it("[E7] is told of their own beside the names until all are named", () => {
    const talk = crowded();
    talk.change(first, { type: "react", target: 1, emoji: THUMB, on: false });
    const { messages, yours } = talk.enter(last);
    expect(messages[0]?.reactions?.[0]).toMatchObject({ count: 50, by: crowd.slice(1, 50) });
    expect(yours).toEqual([{ seq: 1, emoji: THUMB }]);
    const { event } = talk.page(last, "around", 1);
    expect(event).toMatchObject({ messages: [{ reactions: [{ count: 50, by: crowd.slice(1) }] }] });
    expect(event).not.toHaveProperty("yours");
  });

  it("[E3] can be taken away by somebody who is not named", () => {
    const talk = crowded();
    expect(talk.change(last, { type: "react", target: 1, emoji: THUMB, on: false }).to).toBe("everyone");
    const { messages, yours } = talk.enter(last);
    expect(messages[0]?.reactions?.[0]).toMatchObject({ count: 50, by: crowd.slice(0, 50) });
    expect(yours).toBeUndefined();
  });
});

describe("the topic", () => {
  it("[E5] is told to everybody, and to those who join later", () => {
    const talk = talked();
    const answer = talk.change(MEI, { type: "topic", text: topicOf("tea") });
    expect(answer).toMatchObject({ to: "everyone", event: { type: "topic_set", seq: 2, topic: "tea", by: MEI } });
    expect(talk.enter(LIN).room).toEqual({ name: "tea", topic: "tea" });
    talk.change(LIN, { type: "topic", text: topicOf("") });
    expect(talk.enter(LIN).room.topic).toBe("");
  });
});

describe("a reading mark", () => {
  it("[U1] is told to the member's own connections, and to those that come later", () => {
    const talk = talked();
    expect(talk.read(MEI, 1)).toMatchObject({ to: "member", event: { type: "seen", seq: 1 } });
    expect(talk.enter(MEI).read).toBe(1);
    expect(talk.enter(LIN).read).toBe(0);
  });

  it("[U1] never goes back, nor beyond what was said", () => {
    const talk = talked();
    expect(talk.read(MEI, 99)).toMatchObject({ event: { seq: 1 } });
    expect(talk.read(MEI, 99)).toBeNull();
    expect(talk.read(MEI, 0)).toBeNull();
    expect(talk.history.readOf(MEI.id)).toBe(1);
  });

  it("[U1] is stored 10 times at once, and then once a second", () => {
    const talk = talked(TALKATIVE);
    const { burst } = SETTINGS.rates.readMarks;
    for (let seq = 2; seq <= burst + 3; seq++) talk.say(LIN, `${seq}`);
    for (let seq = 1; seq <= burst; seq++) expect(talk.read(MEI, seq)).not.toBeNull();
    expect(talk.read(MEI, burst + 1)).toBeNull();
    expect(talk.read(LIN, burst + 1)).not.toBeNull();
    talk.now += 1_000;
    expect(talk.read(MEI, burst + 2)).toMatchObject({ event: { seq: burst + 2 } });
    expect(talk.read(MEI, burst + 3)).toBeNull();
  });
});
