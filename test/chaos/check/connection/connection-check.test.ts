/** Shows that the checker finds what is told to a client and must not be, or not so, and what is not told and must be. */
import { describe, expect, it } from "vitest";
import { LIN } from "../../../support/people.ts";
import type { Told } from "../../recording.ts";
import * as talk from "../examples/conversation.ts";
import { altered, inTold, planted } from "../examples/tampering.ts";

const { EDIT, EDIT_AGAIN, GONE, HELLO, HI, LATER, OOPS, PAGE, REACTION, REACTION_TOO, REFUSAL, REMOVAL, TOPIC } = talk;

describe("a client's wire", () => {
  it("finds a change of each kind that did not come", () => {
    for (const event of [HELLO, HI, EDIT, REACTION, OOPS, REMOVAL]) {
      expect(planted(inTold("mei", event)), event.type).toContain("gap");
    }
  });

  it("finds a client that goes on from where it never was", () => {
    const lost = [TOPIC, talk.TOPIC_AGAIN].map((event) => inTold("mei", event));
    expect(planted(lost)).toContain("gap");
  });

  it("finds changes that came in another order", () => {
    expect(planted([inTold("mei", EDIT), inTold("mei", REACTION, REACTION, EDIT)])).toEqual(
      new Set(["gap", "reordered"]),
    );
  });

  it("finds a change of each kind that came twice to somebody else than its sender", () => {
    for (const event of [HI, REACTION]) expect(planted(inTold("lin", LATER, LATER, event))).toContain("reordered");
    for (const event of [EDIT, HELLO]) expect(planted(inTold("mei", LATER, LATER, event))).toContain("reordered");
    expect(planted(inTold("lin", REACTION_TOO, REACTION_TOO, REMOVAL, TOPIC))).toEqual(new Set(["reordered"]));
  });

  it("finds a change of each kind that is told otherwise than it was wished", () => {
    const forgeries: readonly (readonly [Told, Told])[] = [
      [HI, { ...HI, text: "forged" }],
      [HI, { ...HI, replyTo: 3 }],
      [HI, { ...HI, editedAt: 1_002 }],
      [HI, { ...HI, at: 1_003 }],
      [EDIT, { ...EDIT, text: "forged" }],
      [EDIT, { ...EDIT, target: 2 }],
      [REACTION, { ...REACTION, on: false }],
      [REACTION, { ...REACTION, target: 2 }],
      [REACTION, { ...REACTION, at: 1_003 }],
      [REMOVAL, { ...REMOVAL, target: 2 }],
      [TOPIC, { ...TOPIC, topic: talk.COFFEE }],
    ];
    for (const [event, forged] of forgeries) {
      expect(planted(inTold("mei", event, forged)), JSON.stringify(forged)).toContain("invented");
    }
    expect(planted(inTold("lin", EDIT, { ...EDIT, at: 1_004 }))).toContain("invented");
  });

  it("finds an answer to what was sent again that is not as it would be told now", () => {
    expect(planted(inTold("lin", EDIT_AGAIN, { ...EDIT, text: "hello" }))).toEqual(new Set(["state_differs"]));
    expect(planted(inTold("mei", GONE, ...altered([GONE], 6, { removed: undefined })))).toEqual(
      new Set(["state_differs"]),
    );
    const coffee = { ...TOPIC, topic: talk.COFFEE };
    expect(planted(inTold("mei", talk.TOPIC_AGAIN, coffee))).toEqual(new Set(["state_differs"]));
  });

  it("finds the text of what was removed in an answer to what was sent again", () => {
    expect(planted(inTold("mei", GONE, OOPS))).toEqual(new Set(["leaked"]));
  });

  it("finds somebody who is told that a reaction is so already, and it is not", () => {
    const { SO_ALREADY } = talk;
    expect(planted(inTold("mei", SO_ALREADY, { ...SO_ALREADY, on: true }))).toEqual(new Set(["invented"]));
    expect(planted(inTold("mei", SO_ALREADY, { ...SO_ALREADY, seq: 9 }))).toEqual(new Set(["invented"]));
  });

  it("finds a refusal for a reason that did not hold", () => {
    for (const reason of ["no_such_message", "too_many_reactions", "text_blank"] as const) {
      const refused: Told = { type: "refused", clientId: "lin-4", reason };
      expect(planted(inTold("lin", REFUSAL, refused)), reason).toEqual(new Set(["refused_wrongly"]));
    }
  });

  it("finds a refusal of what was done", () => {
    const refused: Told = { type: "refused", clientId: "mei-4", reason: "no_such_message" };
    expect(planted(inTold("mei", GONE, GONE, refused))).toEqual(new Set(["refused_wrongly"]));
  });

  it("finds a hole in a page, and a message on it that is not as it is now", () => {
    const [hello = HELLO, hi = HI, fromBob = HI] = "messages" in PAGE ? PAGE.messages : [];
    const page = (...messages: readonly (typeof hello)[]): Told => ({ type: "page", messages });
    expect(planted(inTold("lin", PAGE, page(hello, fromBob)))).toEqual(new Set(["gap"]));
    expect(planted(inTold("lin", PAGE, page(hi, hello, fromBob)))).toContain("reordered");
    expect(planted(inTold("lin", PAGE, page(HELLO, hi, fromBob)))).toEqual(new Set(["state_differs"]));
    expect(planted(inTold("lin", PAGE, page({ ...hello, from: LIN, reactions: [] }, hi)))).toContain("state_differs");
  });
});
