/** Shows that the checker finds a timeline that is not what the room's changes come to. */
import { describe, expect, it } from "vitest";
import * as talk from "../examples/conversation.ts";
import { altered, inView, planted, without, type Fields } from "../examples/tampering.ts";

const WRONG = new Set(["timeline_differs"]);

describe("a timeline", () => {
  it("finds a hole, a beginning, an end that is missing, when it came back and at the end", () => {
    for (const kind of ["showed", "finished"] as const) {
      for (const seq of [1, 2, 6]) {
        const hole = inView(kind, "lin", (view) => ({ ...view, messages: without(view.messages, seq) }));
        expect(planted(hole), `${kind} without ${seq}`).toEqual(WRONG);
      }
    }
  });

  it("finds messages that are there twice, or in another order", () => {
    const twice = inView("showed", "lin", (view) => ({ ...view, messages: [...view.messages, talk.GONE] }));
    expect(planted(twice)).toEqual(new Set(["duplicated"]));
    const turned = inView("finished", "mei", (view) => ({ ...view, messages: view.messages.toReversed() }));
    expect(planted(turned)).toEqual(new Set(["reordered"]));
  });

  it("finds an edit, a reaction, a removal that was not folded, or was folded twice", () => {
    const [thumb] = talk.HELLO_AT_4.reactions ?? [];
    if (thumb === undefined) throw new Error("The first message has no reaction.");
    const others: readonly (readonly [number, Fields])[] = [
      [1, { text: "hello" }],
      [1, { reactions: undefined }],
      [1, { reactions: [{ ...thumb, count: 2 }] }],
      [1, { reactions: [thumb, thumb] }],
      [6, { removed: undefined }],
      [2, { text: "forged" }],
    ];
    for (const kind of ["showed", "finished"] as const) {
      for (const [seq, fields] of others) {
        const plant = inView(kind, "lin", (view) => ({ ...view, messages: altered(view.messages, seq, fields) }));
        expect(planted(plant), `${kind} ${JSON.stringify(fields)}`).toEqual(WRONG);
      }
    }
  });

  it("finds the text of a message that was removed", () => {
    const plant = inView("finished", "ana", (view) => ({ ...view, messages: altered(view.messages, 6, talk.OOPS) }));
    expect(planted(plant)).toEqual(new Set(["leaked"]));
  });

  it("finds another topic, and an end before the room's", () => {
    expect(planted(inView("finished", "lin", (view) => ({ ...view, topic: talk.COFFEE })))).toEqual(WRONG);
    expect(planted(inView("finished", "lin", (view) => ({ ...view, seq: 10 })))).toEqual(WRONG);
  });
});
