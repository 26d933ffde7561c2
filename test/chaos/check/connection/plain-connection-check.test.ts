import { describe, expect, it } from "vitest";
import { submitted } from "../examples/conversation.ts";
import type { Entry } from "../../recording.ts";
import { inEach, violationsAfter, type Tampering } from "../examples/tampering.ts";

/** This client hears `instead` in place of `text`. */
function hears(client: string, text: string, ...instead: readonly string[]): Tampering {
  return inEach("heard", client, (entry) =>
    entry.text === text ? instead.map((heard): Entry => ({ kind: "heard", client, text: heard })) : [entry],
  );
}

describe("a plain client", () => {
  it("finds a message that it missed within a connection", () => {
    expect(violationsAfter(hears("bob", "hi"))).toEqual(new Set(["gap"]));
  });

  it("finds a new text that did not come where it was asked for, or came where it was not", () => {
    expect(violationsAfter(hears("eve", "hello, all"))).toEqual(new Set(["gap"]));
    expect(violationsAfter(hears("bob", "from bob", "hello, all", "from bob"))).toEqual(new Set(["invented"]));
  });

  it("finds messages that came twice, or in another order", () => {
    expect(violationsAfter(hears("bob", "hi", "hi", "hi"))).toEqual(new Set(["reordered"]));
    expect(violationsAfter([hears("bob", "hi"), hears("bob", "from bob", "from bob", "hi")])).toEqual(
      new Set(["gap", "reordered"]),
    );
  });

  it("finds a message that nobody said", () => {
    expect(violationsAfter(hears("bob", "hi", "forged"))).toContain("invented");
  });

  it("finds a message that it heard and the room does not have", () => {
    const submission = submitted("bob", null, { type: "say", text: "into the void", replyTo: null });
    expect(violationsAfter(hears("bob", "later", "later", "into the void"), submission)).toEqual(new Set(["lost"]));
  });

  it("is promised nothing of what it said and did not hear", () => {
    const submission = submitted("bob", null, { type: "say", text: "into the void", replyTo: null });
    const elsewhere = inEach("submitted", "bob", (entry) => [entry, submission]);
    expect(violationsAfter(elsewhere)).toEqual(new Set());
  });

  it("may have missed what was said while it was away", () => {
    const away = inEach("heard", "bob", (entry) => (entry.text === "oops" ? [] : [entry]));
    expect(violationsAfter(away)).toEqual(new Set());
  });
});
