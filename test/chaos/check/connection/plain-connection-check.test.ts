/** Shows that the checker finds what a plain client heard and should not have, or did not hear. */
import { describe, expect, it } from "vitest";
import { wished } from "../examples/conversation.ts";
import type { Entry } from "../../recording.ts";
import { inEach, planted, type Plant } from "../examples/tampering.ts";

/** This client hears `instead` of `text`. */
function hears(client: string, text: string, ...instead: readonly string[]): Plant {
  return inEach("heard", client, (entry) =>
    entry.text === text ? instead.map((one): Entry => ({ kind: "heard", client, text: one })) : [entry],
  );
}

describe("a plain client", () => {
  it("finds a message that it missed within a connection", () => {
    expect(planted(hears("bob", "hi"))).toEqual(new Set(["gap"]));
  });

  it("finds a new text that was missed by one who asked for it, and heard by one who did not", () => {
    expect(planted(hears("eve", "hello, all"))).toEqual(new Set(["gap"]));
    expect(planted(hears("bob", "from bob", "hello, all", "from bob"))).toEqual(new Set(["invented"]));
  });

  it("finds messages that came twice, or in another order", () => {
    expect(planted(hears("bob", "hi", "hi", "hi"))).toEqual(new Set(["reordered"]));
    expect(planted([hears("bob", "hi"), hears("bob", "from bob", "from bob", "hi")])).toEqual(
      new Set(["gap", "reordered"]),
    );
  });

  it("finds a message that nobody said", () => {
    expect(planted(hears("bob", "hi", "forged"))).toContain("invented");
  });

  it("finds what it heard, its own or another's, and the room does not have", () => {
    const wish = wished("bob", null, { type: "say", text: "into the void", replyTo: null });
    expect(planted(hears("bob", "later", "later", "into the void"), wish)).toEqual(new Set(["lost"]));
  });

  it("is promised nothing of what it said and did not hear", () => {
    const wish = wished("bob", null, { type: "say", text: "into the void", replyTo: null });
    const elsewhere = inEach("wished", "bob", (entry) => [entry, wish]);
    expect(planted(elsewhere)).toEqual(new Set());
  });

  it("may have missed what was said while it was away", () => {
    const away = inEach("heard", "bob", (entry) => (entry.text === "oops" ? [] : [entry]));
    expect(planted(away)).toEqual(new Set());
  });
});
