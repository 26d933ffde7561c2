import { describe, expect, it } from "vitest";
import type { History } from "../../../src/room/history/history.ts";
import { MemoryHistory } from "../../support/memory-history.ts";
import { HASTY, Talk } from "../../support/conversations.ts";
import { emojiOf, LIN, MEI, people, person, personName, topicOf } from "../../support/people.ts";

/** A history that can be told to fail when it is next used for the nth time. */
class Failing {
  readonly history: History;
  #failsIn = Number.POSITIVE_INFINITY;

  constructor(whole: History) {
    this.history = new Proxy(whole, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return this.#pass(value);
        return (...args: readonly unknown[]): unknown => this.#pass(Reflect.apply(value, target, args));
      },
    });
  }

  failIn(uses: number): void {
    this.#failsIn = uses;
  }

  /** The call has taken effect, and fails: what a room may not notice is the worst that can happen. */
  #pass<Value>(value: Value): Value {
    this.#failsIn -= 1;
    if (this.#failsIn === 0) throw new Error("The disk is full.");
    return value;
  }
}

/** A room with a past, a guest whose name the newcomer takes, and more reactions than are named. */
function roomOf(failing: Failing): Talk {
  const talk = new Talk(HASTY, failing.history);
  talk.enter(LIN);
  talk.conversation.enterAsGuest({ ...person("guest"), name: personName("Mei") }, 0);
  talk.conversation.enterAsGuest({ ...person("another"), name: personName("mei") }, 0);
  talk.say(LIN, "one");
  talk.say(LIN, "two");
  talk.change(LIN, { type: "topic", text: topicOf("tea") });
  for (const each of people(60)) {
    talk.enter(each);
    talk.change(each, { type: "react", target: 1, emoji: emojiOf("👍"), on: true });
    talk.conversation.leave(each.id);
  }
  talk.change(LIN, { type: "edit", target: 1, text: "one, edited" });
  talk.conversation.takePresence();
  return talk;
}

const AFTER = { epoch: "epoch-1", seq: 1 };

const WAYS_IN: readonly (readonly [string, (talk: Talk) => unknown])[] = [
  ["[H7] a member", (talk) => talk.enter(MEI)],
  ["[R1] a member who comes back", (talk) => talk.enter(MEI, AFTER)],
  ["[H6] a member's second connection under another name", (talk) => talk.enter({ ...LIN, name: MEI.name })],
  ["[D1] a guest", (talk) => talk.conversation.enterAsGuest(MEI, 0)],
  ["[D4] a guest who asks for the past", (talk) => talk.conversation.enterAsGuest(MEI, 1_000)],
  ["[D5] a guest under a member's name", (talk) => talk.conversation.enterAsGuest({ ...MEI, name: LIN.name }, 10)],
];

/** Whom a newcomer would see, and what everybody else would be told. */
function seen(talk: Talk): object {
  const watcher = person("watcher");
  const told = talk.conversation.takePresence();
  const { members, count } = talk.enter(watcher);
  talk.conversation.leave(watcher.id);
  talk.conversation.takePresence();
  return { told, members, count };
}

describe.each(WAYS_IN)("%s", (_, comeIn) => {
  it("is not in the room, to anybody, where the history failed at any of its uses; and may come in later", () => {
    const before = seen(roomOf(new Failing(new MemoryHistory("epoch-1"))));
    const untroubled = roomOf(new Failing(new MemoryHistory("epoch-1")));
    comeIn(untroubled);
    const after = seen(untroubled);
    let failures = 0;
    for (let use = 1; ; use++) {
      const failing = new Failing(new MemoryHistory("epoch-1"));
      const talk = roomOf(failing);
      failing.failIn(use);
      let hasFailed = false;
      try {
        comeIn(talk);
      } catch {
        hasFailed = true;
      }
      failing.failIn(Number.POSITIVE_INFINITY);
      if (!hasFailed) break;
      failures += 1;
      expect(seen(talk), `after the use ${use} failed`).toEqual(before);
      comeIn(talk);
      expect(seen(talk), `later, after the use ${use} had failed`).toEqual(after);
    }
    expect(failures).toBeGreaterThan(0);
  });
});
