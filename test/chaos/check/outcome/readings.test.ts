import { describe, expect, it } from "vitest";
import { MEI } from "../../../support/people.ts";
import * as example from "../examples/conversation.ts";
import { said, submitted } from "../examples/conversation.ts";
import { NEW_ROOM } from "../../recording.ts";
import {
  altered,
  inEach,
  inPage,
  inReading,
  inReceived,
  violationsAfter,
  without,
  type Tampering,
} from "../examples/tampering.ts";

const { HEAD, LATER, OOPS } = example;

/** The room as it would be without its last change. */
const behind: Tampering = inReading(0, (reading) => ({ ...reading, seq: 7, room: NEW_ROOM }));

describe("a reading", () => {
  it("finds a message that was told to somebody and is not there, at the end or on the way", () => {
    expect(violationsAfter(inPage(0, (messages) => without(messages, 2)))).toEqual(new Set(["lost"]));
    expect(violationsAfter(inPage(1, (messages) => without(messages, HEAD)))).toEqual(new Set(["lost"]));
    expect(violationsAfter(inPage(1, (messages) => without(messages, 5)))).toEqual(new Set(["lost"]));
  });

  it("finds a room that has forgotten its last change", () => {
    expect(violationsAfter(behind)).toContain("lost");
  });

  it("finds a message that only others were told of, and that the room never had", () => {
    const ghost = said(HEAD + 1, MEI, "boo", "mei-8");
    const submission = submitted("mei", "mei-8", { type: "say", text: "boo", replyTo: null });
    const told = inReceived("lin", LATER, LATER, ghost);
    expect(violationsAfter(told, submission)).toContain("lost");
  });

  it("finds a message that is there twice, or in another order", () => {
    expect(violationsAfter(inPage(1, (messages) => [...messages, ...messages.slice(-1)]))).toEqual(
      new Set(["duplicated"]),
    );
    expect(violationsAfter(inPage(1, (messages) => messages.toReversed()))).toEqual(new Set(["reordered"]));
  });

  it("finds an edit, a reaction, a removal, a reply that does not show in the message", () => {
    const lacks = [
      inPage(1, (messages) => altered(messages, 1, { text: "hello" })),
      inPage(1, (messages) => altered(messages, 1, { editedAt: undefined })),
      inPage(1, (messages) => altered(messages, 1, { reactions: undefined })),
      inPage(1, (messages) => altered(messages, 6, { removed: undefined })),
      inPage(1, (messages) => altered(messages, 2, { replyTo: undefined })),
      inPage(0, (messages) => altered(messages, 1, { text: "hello" })),
    ];
    for (const tampering of lacks) expect(violationsAfter(tampering)).toEqual(new Set(["state_differs"]));
  });

  it("finds reactions of others, of more people, or in another order", () => {
    const [thumb] = example.HELLO_AT_4.reactions ?? [];
    if (thumb === undefined) throw new Error("The first message has no reaction.");
    for (const reaction of [thumb, { ...thumb, count: 2 }, { ...thumb, by: [] }]) {
      const other = inPage(1, (messages) => altered(messages, 1, { reactions: [reaction] }));
      expect(violationsAfter(other)).toEqual(new Set(["state_differs"]));
    }
  });

  it("finds the text of a message that was removed", () => {
    expect(violationsAfter(inPage(1, (messages) => altered(messages, 6, OOPS)))).toEqual(new Set(["leaked"]));
    expect(violationsAfter(inPage(1, (messages) => altered(messages, 6, { text: "oops" })))).toEqual(
      new Set(["leaked"]),
    );
  });

  it("finds another topic", () => {
    expect(violationsAfter(inReading(1, (reading) => ({ ...reading, room: NEW_ROOM })))).toEqual(
      new Set(["state_differs"]),
    );
  });

  it("takes what was said while it went on, page by page, each as of its time", () => {
    // The last reading begins at 8, and has come to the end when its second page comes.
    const inTwoPages = (): Tampering =>
      inReading(1, ({ room, pages: [page] }) => {
        const messages = page?.messages ?? [];
        const first = { seq: 8, messages: altered(messages.slice(0, 2), 1, example.HELLO_AT_4) };
        return { seq: 8, room, pages: [first, { seq: HEAD, messages: messages.slice(2) }] };
      });
    const begunEarly = inEach("reading", null, () => []);
    expect(violationsAfter([begunEarly, inTwoPages()])).toEqual(new Set());
    expect(violationsAfter(inTwoPages())).toEqual(new Set(["lost"])); // it began when all had been told
  });
});
