/** What every history must do with changes of what was said: edits, removals, reactions, the topic, reading marks. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changed } from "../../src/protocol/changes.ts";
import type { Person, Seq } from "../../src/protocol/wire.ts";
import type { ChangeEvent, Said } from "../../src/protocol/events.ts";
import type { ChangeDraft, History } from "../../src/room/history/history.ts";
import type { WithHistory } from "./history-contract.ts";
import { draft, emojiOf, LIN, MEI, people, topicOf } from "./people.ts";

const [THUMB, HEART] = [emojiOf("👍"), emojiOf("❤️")];

export function describeChanges(name: string, withHistory: WithHistory): void {
  describe(`${name}, of what was changed`, () => {
    const kept = (title: string, limit: number, test: (history: History) => void): void => {
      it(title, () => withHistory(limit, test));
    };

    kept("[E1] [O1] gives an edit the next seq, and the message its new text", 0, (history) => {
      history.append(draft(LIN, "a", 1_000));
      const asked = edit(LIN, 1, "b", 2_000);
      const event = history.change(asked);
      expect(event).toEqual({ ...asked, seq: 2 });
      expect(history.head).toEqual({ seq: 2, at: 2_000 });
      expect(history.message(1)).toMatchObject({ seq: 1, at: 1_000, text: "b", editedAt: 2_000 });
      expect(history.append(draft(MEI, "c", 3_000)).said.seq).toBe(3);
      expect(seqsOf(history.after(0, 10))).toEqual([1, 3]);
    });

    kept("[E2] leaves of a removed message its place, and nothing of what it said", 0, (history) => {
      history.append({ ...draft(LIN, "secret"), replyTo: 1 });
      history.change(react(MEI, 1, true));
      history.change(edit(LIN, 1, "secret too"));
      history.change(remove(LIN, 1));
      const { text: _, ...place } = { type: "said", seq: 1, ...draft(LIN, "secret"), replyTo: 1 } as const;
      expect(history.message(1)).toEqual({ ...place, text: "", removed: true });
    });

    kept("[E3] [E7] counts reactions and names who, in the order in which they came", 0, (history) => {
      history.append(draft(LIN, "a"));
      history.change(react(LIN, 1, true, THUMB));
      history.change(react(MEI, 1, true, HEART));
      history.change(react(MEI, 1, true, THUMB));
      expect(history.hasReacted(1, THUMB, MEI.id)).toBe(true);
      expect(history.message(1)?.reactions).toEqual([
        { emoji: THUMB, count: 2, by: [LIN, MEI] },
        { emoji: HEART, count: 1, by: [MEI] },
      ]);
      history.change(react(LIN, 1, false, THUMB));
      expect(history.hasReacted(1, THUMB, LIN.id)).toBe(false);
      // Still the first: it was there all the time.
      expect(history.message(1)?.reactions?.map(({ emoji, by }) => [emoji, by])).toEqual([
        [THUMB, [MEI]],
        [HEART, [MEI]],
      ]);
      history.change(react(MEI, 1, false, THUMB));
      history.change(react(MEI, 1, false, HEART));
      expect(history.message(1)).not.toHaveProperty("reactions");
    });

    kept("[E3] [E4] tells a message's author, and its different emoji, until it is removed", 0, (history) => {
      expect(history.authorOf(1)).toBeNull();
      history.append(draft(LIN, "a"));
      history.append(draft(MEI, "b"));
      expect([history.authorOf(1), history.authorOf(2), history.authorOf(3)]).toEqual([LIN.id, MEI.id, null]);
      expect(history.emojiAt(1)).toEqual([]);
      for (const person of people(3)) history.change(react(person, 1, true, HEART));
      history.change(react(MEI, 1, true, THUMB));
      history.change(react(MEI, 2, true, emojiOf("lol")));
      expect(history.emojiAt(1).toSorted()).toEqual([HEART, THUMB].toSorted());
      history.change(react(MEI, 1, false, THUMB));
      expect(history.emojiAt(1)).toEqual([HEART]);
      history.change(remove(LIN, 1));
      expect([history.authorOf(1), history.emojiAt(1)]).toEqual([null, []]);
    });

    kept("[E6] knows a change by its member and id, as it would be told now", 0, (history) => {
      history.append(draft(LIN, "a"));
      const edited = history.change({ ...edit(LIN, 1, "b"), clientId: "x" });
      history.change({ ...edit(LIN, 1, "c"), clientId: "y" });
      history.change({ ...react(MEI, 1, true), clientId: "x" });
      expect(history.findChange(LIN.id, "x")).toEqual({ ...edited, text: "c" });
      expect(history.findChange(MEI.id, "x")).toMatchObject({ type: "reacted", emoji: THUMB, on: true, seq: 4 });
      expect(history.findChange(MEI.id, "y")).toBeNull();
      history.change({ ...remove(LIN, 1), clientId: "z" });
      expect(history.findChange(LIN.id, "z")).toMatchObject({ type: "removed", target: 1 });
      expect(history.findChange(LIN.id, "y")).toMatchObject({ text: "" });
    });

    kept("[E6] tells every kind of change again with all of its fields", 0, (history) => {
      history.append(draft(LIN, "a"));
      history.append(draft(LIN, "b"));
      const drafts: { readonly [Type in ChangeEvent["type"]]: readonly ChangeDraft[] } = {
        edited: [edit(LIN, 1, "c")],
        reacted: [react(MEI, 1, true), react(MEI, 1, false)],
        removed: [remove(LIN, 2)],
        topic_set: [topic(MEI, "tea")],
      };
      for (const [index, one] of Object.values(drafts).flat().entries()) {
        const event = history.change({ ...one, clientId: `change ${index}` });
        expect(history.findChange(event.by.id, event.clientId)).toEqual(event);
      }
    });

    kept("[E5] keeps the topic that was set last", 0, (history) => {
      expect(history.topic).toBe("");
      history.change(topic(LIN, "tea"));
      expect(history.topic).toBe("tea");
      history.change(topic(MEI, ""));
      expect(history.topic).toBe("");
      expect(history.head.seq).toBe(2);
      expect(history.changesSince(0)).toEqual([]);
    });

    kept("[R1] gives every message that is new or changed since a seq, in its present state", 0, (history) => {
      for (const text of ["a", "b", "c"]) history.append(draft(LIN, text)); // 1 to 3
      history.change(edit(LIN, 1, "A")); // 4
      history.change(react(MEI, 3, true)); // 5
      expect(textsOf(history.changesSince(2))).toEqual(["A", "c"]);
      expect(textsOf(history.changesSince(3))).toEqual(["A", "c"]);
      expect(textsOf(history.changesSince(4))).toEqual(["c"]);
      expect(textsOf(history.changesSince(5))).toEqual([]);
      expect(textsOf(history.changesSince(2, 2))).toEqual(["A"]);
    });

    kept("[G3] counts messages, and not what happened to them", 2, (history) => {
      history.append(draft(LIN, "a")); // 1
      history.append(draft(LIN, "b")); // 2
      for (let n = 0; n < 10; n++) history.change(react(MEI, 1, n % 2 === 0)); // 3 to 12
      expect(textsOf(history.after(0, 10))).toEqual(["a", "b"]);
      expect(textsOf(history.changesSince(2))).toEqual(["a"]);
      history.append(draft(LIN, "c")); // 13
      expect([history.oldest, textsOf(history.after(0, 10))]).toEqual([2, ["b", "c"]]);
      history.append(draft(LIN, "d")); // 14
      expect([history.oldest, textsOf(history.after(0, 10))]).toEqual([13, ["c", "d"]]);
    });

    kept("[O1] has no oldest message before the first, whatever else was done", 0, (history) => {
      history.change(topic(LIN, "tea"));
      expect(history.oldest).toBe(2);
      history.append(draft(LIN, "a"));
      expect(history.oldest).toBe(2);
    });

    kept(
      "[E6] [G3] forgets by which ids changes were made beyond its limit, and takes them for new ones",
      3,
      (history) => {
        history.append(draft(LIN, "a")); // 1
        history.change({ ...edit(LIN, 1, "b"), clientId: "x" }); // 2
        history.append(draft(LIN, "c")); // 3
        expect(history.findChange(LIN.id, "x")).toMatchObject({ seq: 2 });
        history.append(draft(LIN, "d")); // 4
        history.append(draft(LIN, "e")); // 5
        expect(history.findChange(LIN.id, "x")).toBeNull();
        history.change({ ...edit(LIN, 5, "E"), clientId: "x" }); // 6
        expect(history.findChange(LIN.id, "x")).toMatchObject({ seq: 6 });
      },
    );

    kept("[G3] forgets a message with what changed it", 2, (history) => {
      history.append(draft(LIN, "a")); // 1
      history.change(edit(LIN, 1, "b")); // 2
      history.append(draft(LIN, "c")); // 3
      expect(textsOf(history.after(0, 10))).toEqual(["b", "c"]);
      history.append(draft(LIN, "d")); // 4
      expect([history.message(1), history.authorOf(1)]).toEqual([null, null]);
      expect(textsOf(history.changesSince(0))).toEqual(["c", "d"]);
    });

    kept("[U1] keeps how far each member has read", 0, (history) => {
      expect(history.readOf(LIN.id)).toBe(0);
      history.setRead(LIN.id, 3);
      history.setRead(MEI.id, 2);
      history.setRead(LIN.id, 4);
      expect([history.readOf(LIN.id), history.readOf(MEI.id)]).toEqual([4, 2]);
    });

    it("[E7] has what a client comes to that folds the events, whatever they are", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.constantFrom(0, 1, 4), async (steps, limit) => {
          await withHistory(limit, (history) => {
            const folded = steps.reduce(
              (messages, take) => take(history, messages).slice(-limit), // all of them where it is 0
              [] as readonly Said[],
            );
            expect(history.after(0, 100)).toEqual(folded);
            expect(history.changesSince(0)).toEqual(folded);
          });
        }),
        { numRuns: 40 },
      );
    });
  });
}

/** Something that is done to a history, and to the messages of a client that hears of it. */
type Step = (history: History, messages: readonly Said[]) => readonly Said[];

const somebody = fc.constantFrom(...people(4));
const someEmoji = fc.constantFrom(THUMB, HEART);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(somebody, fc.nat({ max: 9 })).map(([who, n]): Step => (history, messages) => {
    const { said } = history.append({ ...draft(who, `text ${n}`), clientId: freshId() });
    return [...messages, said];
  }),
  fc
    .tuple(somebody, fc.nat({ max: 9 }), fc.constantFrom("edit", "remove", "react", "react", "react"), someEmoji)
    .map(([who, nth, what, emoji]): Step => (history, messages) => {
      const target = messages[nth];
      if (target === undefined || target.removed) return messages;
      const on = !history.hasReacted(target.seq, emoji, who.id);
      const event = history.change(
        what === "edit"
          ? edit(target.from, target.seq, `edited ${nth}`)
          : what === "remove"
            ? remove(target.from, target.seq)
            : react(who, target.seq, on, emoji),
      );
      if (event.type === "topic_set") throw new Error("No topic was set.");
      return messages.map((said) => (said.seq === target.seq ? changed(said, event) : said));
    }),
);

let ids = 0;
function freshId(): string {
  return `id ${++ids}`;
}

function edit(by: Person, target: Seq, text: string, at = 1_000): ChangeDraft {
  return { type: "edited", at, by, clientId: freshId(), target, text };
}

function remove(by: Person, target: Seq): ChangeDraft {
  return { type: "removed", at: 1_000, by, clientId: freshId(), target };
}

function react(by: Person, target: Seq, on: boolean, emoji = THUMB): ChangeDraft {
  return { type: "reacted", at: 1_000, by, clientId: freshId(), target, emoji, on };
}

function topic(by: Person, text: string): ChangeDraft {
  return { type: "topic_set", at: 1_000, by, clientId: freshId(), topic: topicOf(text) };
}

function seqsOf(messages: readonly Said[]): readonly Seq[] {
  return messages.map(({ seq }) => seq);
}

function textsOf(messages: readonly Said[]): readonly string[] {
  return messages.map(({ text }) => text);
}
