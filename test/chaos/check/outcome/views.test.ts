import { describe, expect, it } from "vitest";
import { NEW_ROOM } from "../../recording.ts";
import * as example from "../examples/conversation.ts";
import { altered, inView, violationsAfter, without, type Fields } from "../examples/tampering.ts";

const WRONG = new Set(["timeline_differs"]);

describe("a timeline", () => {
  it("finds a missing message, at its beginning, inside and at its end", () => {
    for (const kind of ["displayed", "finished"] as const) {
      for (const seq of [1, 2, 6]) {
        const hole = inView(kind, "lin", (view) => ({ ...view, messages: without(view.messages, seq) }));
        expect(violationsAfter(hole), `${kind} without ${seq}`).toEqual(WRONG);
      }
    }
  });

  it("finds messages that are there twice, or in another order", () => {
    const twice = inView("displayed", "lin", (view) => ({ ...view, messages: [...view.messages, example.GONE] }));
    expect(violationsAfter(twice)).toEqual(new Set(["duplicated"]));
    const turned = inView("finished", "mei", (view) => ({ ...view, messages: view.messages.toReversed() }));
    expect(violationsAfter(turned)).toEqual(new Set(["reordered"]));
  });

  it("finds an edit, a reaction, a removal that was not applied, or was applied twice", () => {
    const [thumb] = example.HELLO_AT_4.reactions ?? [];
    if (thumb === undefined) throw new Error("The first message has no reaction.");
    const others: readonly (readonly [number, Fields])[] = [
      [1, { text: "hello" }],
      [1, { reactions: undefined }],
      [1, { reactions: [{ ...thumb, count: 2 }] }],
      [1, { reactions: [thumb, thumb] }],
      [6, { removed: undefined }],
      [2, { text: "forged" }],
    ];
    for (const kind of ["displayed", "finished"] as const) {
      for (const [seq, fields] of others) {
        const tampering = inView(kind, "lin", (view) => ({ ...view, messages: altered(view.messages, seq, fields) }));
        expect(violationsAfter(tampering), `${kind} ${JSON.stringify(fields)}`).toEqual(WRONG);
      }
    }
  });

  it("finds the text of a message that was removed", () => {
    const tampering = inView("finished", "ana", (view) => ({
      ...view,
      messages: altered(view.messages, 6, example.OOPS),
    }));
    expect(violationsAfter(tampering)).toEqual(new Set(["leaked"]));
  });

  it("finds another topic, and an end before the room's", () => {
    expect(violationsAfter(inView("finished", "lin", (view) => ({ ...view, room: NEW_ROOM })))).toEqual(WRONG);
    expect(violationsAfter(inView("finished", "lin", (view) => ({ ...view, seq: example.HEAD - 1 })))).toEqual(WRONG);
  });
});
