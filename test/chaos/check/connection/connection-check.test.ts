import { describe, expect, it } from "vitest";
import { LIN } from "../../../support/people.ts";
import type { Received } from "../../recording.ts";
import * as example from "../examples/conversation.ts";
import { altered, inReceived, violationsAfter } from "../examples/tampering.ts";

const { EDIT, EDIT_AGAIN, GONE_AGAIN, HELLO, HI, OOPS, PAGE, REACTION, REFUSAL, TOPIC } = example;

describe("a client's connection", () => {
  it("finds a client that resumes from where it had not come to", () => {
    const lost = [TOPIC, example.TOPIC_AGAIN].map((event) => inReceived("mei", event));
    expect(violationsAfter(lost)).toContain("gap");
  });

  it("finds changes that came in another order", () => {
    expect(violationsAfter([inReceived("mei", EDIT), inReceived("mei", REACTION, REACTION, EDIT)])).toEqual(
      new Set(["gap", "reordered"]),
    );
  });

  it("finds an answer to a repeated command that is not in the present state", () => {
    expect(violationsAfter(inReceived("lin", EDIT_AGAIN, { ...EDIT_AGAIN, text: "hello" }))).toEqual(
      new Set(["state_differs"]),
    );
    expect(violationsAfter(inReceived("mei", GONE_AGAIN, ...altered([GONE_AGAIN], 6, { removed: undefined })))).toEqual(
      new Set(["state_differs"]),
    );
    const coffee = { ...example.TOPIC_AGAIN, topic: example.COFFEE };
    expect(violationsAfter(inReceived("mei", example.TOPIC_AGAIN, coffee))).toEqual(new Set(["state_differs"]));
  });

  it("finds a removed text in the answer to a repeated command", () => {
    expect(violationsAfter(inReceived("mei", GONE_AGAIN, { ...OOPS, repeat: true }))).toEqual(new Set(["leaked"]));
  });

  it("finds an answer that a reaction changes nothing, where it would", () => {
    const { NO_OP } = example;
    expect(violationsAfter(inReceived("mei", NO_OP, { ...NO_OP, on: true }))).toEqual(new Set(["invented"]));
    expect(violationsAfter(inReceived("mei", NO_OP, { ...NO_OP, seq: 9 }))).toEqual(new Set(["invented"]));
  });

  it("finds a refusal for a reason that did not hold", () => {
    for (const reason of ["no_such_message", "too_many_reactions", "text_blank"] as const) {
      const refused: Received = { type: "refused", clientId: "lin-4", reason };
      expect(violationsAfter(inReceived("lin", REFUSAL, refused)), reason).toEqual(new Set(["refused_wrongly"]));
    }
  });

  it("finds a refusal of what was done", () => {
    const refused: Received = { type: "refused", clientId: "mei-4", reason: "no_such_message" };
    expect(violationsAfter(inReceived("mei", GONE_AGAIN, GONE_AGAIN, refused))).toEqual(new Set(["refused_wrongly"]));
  });

  it("finds a hole in a page, and a message on it in another state", () => {
    const [hello = HELLO, hi = HI, fromBob = HI] = "messages" in PAGE ? PAGE.messages : [];
    const page = (...messages: readonly (typeof hello)[]): Received => ({ type: "page", messages });
    expect(violationsAfter(inReceived("lin", PAGE, page(hello, fromBob)))).toEqual(new Set(["gap"]));
    expect(violationsAfter(inReceived("lin", PAGE, page(hi, hello, fromBob)))).toContain("reordered");
    expect(violationsAfter(inReceived("lin", PAGE, page(HELLO, hi, fromBob)))).toEqual(new Set(["state_differs"]));
    expect(violationsAfter(inReceived("lin", PAGE, page({ ...hello, from: LIN, reactions: [] }, hi)))).toContain(
      "state_differs",
    );
  });
});
