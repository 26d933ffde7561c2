import { describe, expect, it } from "vitest";
import { PAGE_DEFAULT_MESSAGES, RESUME_MAX_CHANGES } from "../../../../src/protocol/limits.ts";
import type { Said } from "../../../../src/protocol/events.ts";
import { LIN } from "../../../support/people.ts";
import { NEW_ROOM, type Entry, type Received } from "../../recording.ts";
import * as example from "../examples/conversation.ts";
import { GOOD, said, received, submitted } from "../examples/conversation.ts";
import {
  altered,
  inEach,
  inWelcome,
  kindsIn,
  violationsAfter,
  without,
  type Tampering,
} from "../examples/tampering.ts";

const { GONE, HI, OOPS } = example;

/** Lin had come to 5 and comes back at 8: these are the messages of the welcome. 6 was said and removed meanwhile. */
const toLin = (messages: readonly Said[]): Tampering => inWelcome("lin", (welcome) => ({ ...welcome, messages }));

describe("the welcome of a client that comes back", () => {
  it("[R1] lacks nothing that is new or changed", () => {
    expect(violationsAfter(toLin([]))).toContain("resume_differs");
    const fromTheBeginning = inEach("greeted", "lin", (entry) =>
      entry.after === 5 ? [{ ...entry, after: 2 }] : [entry],
    );
    // The first message was edited and reacted to since 2.
    expect(violationsAfter(fromTheBeginning)).toEqual(new Set(["resume_differs"]));
  });

  it("[R1] has nothing else", () => {
    expect(violationsAfter(toLin([HI, GONE]))).toEqual(new Set(["resume_differs"]));
  });

  it("[R1] has each message once, ascending", () => {
    expect(violationsAfter(toLin([GONE, GONE]))).toEqual(new Set(["duplicated"]));
    const newcomer = inWelcome("ana", (welcome) => ({ ...welcome, messages: welcome.messages.toReversed() }));
    expect(violationsAfter(newcomer)).toEqual(new Set(["reordered"]));
  });

  it("[R1] [E2] has the present state, and no text that was removed", () => {
    expect(violationsAfter(toLin([OOPS]))).toEqual(new Set(["leaked"]));
    expect(violationsAfter(toLin(altered([GONE], 6, { removed: undefined })))).toEqual(new Set(["state_differs"]));
  });

  it("[E5] has the topic", () => {
    expect(violationsAfter(inWelcome("lin", (welcome) => ({ ...welcome, room: NEW_ROOM })))).toEqual(
      new Set(["state_differs"]),
    );
  });

  it("is not before the place that the client had come to", () => {
    expect(violationsAfter(inWelcome("mei", (welcome) => ({ ...welcome, seq: 7, room: NEW_ROOM })))).toContain("lost");
  });

  it("[R2] is no new start where all is known", () => {
    const anew = inWelcome("lin", (welcome) => ({
      ...welcome,
      recovered: false,
      messages: [{ ...example.HELLO_AT_4 }, HI, example.FROM_BOB, GONE],
    }));
    expect(violationsAfter(anew)).toEqual(new Set(["resume_differs"]));
  });
});

describe("the welcome of a new client", () => {
  it("[R2] has the newest page, as it is now", () => {
    const toAna = (change: (messages: readonly Said[]) => readonly Said[]): Tampering =>
      inWelcome("ana", (welcome) => ({ ...welcome, messages: change(welcome.messages) }));
    expect(violationsAfter(toAna((messages) => without(messages, 2)))).toEqual(new Set(["resume_differs"]));
    expect(violationsAfter(toAna((messages) => messages.slice(0, -1)))).toEqual(new Set(["resume_differs"]));
    expect(violationsAfter(toAna((messages) => altered(messages, 1, { reactions: [] })))).toEqual(
      new Set(["state_differs"]),
    );
    expect(violationsAfter(toAna((messages) => altered(messages, 6, { text: "oops" })))).toEqual(new Set(["leaked"]));
  });
});

describe("how far a resume reaches back", () => {
  const all = Array.from({ length: RESUME_MAX_CHANGES + 1 }, (_, index) =>
    said(index + 1, LIN, `word ${index + 1}`, `lin-${index + 1}`),
  );
  const submissions = all.map(({ text, clientId }) => submitted("lin", clientId, { type: "say", text, replyTo: null }));

  /** The kinds of violation about a welcome at `seq` to somebody who had come to 0. */
  function comingBackAt(seq: number, recovered: boolean): ReadonlySet<string> {
    const messages = recovered ? all.slice(0, seq) : all.slice(seq - PAGE_DEFAULT_MESSAGES, seq);
    const welcome: Received = { type: "welcome", seq, recovered, room: NEW_ROOM, messages };
    const back: readonly Entry[] = [{ kind: "greeted", client: "mei", after: 0 }, received("mei", welcome)];
    const reading = { seq, room: NEW_ROOM, pages: [{ seq, messages: all.slice(0, seq) }] };
    const kinds = kindsIn([...submissions.slice(0, seq), ...back, { kind: "read", room: "lobby", reading }]);
    return new Set([...kinds].filter((kind) => kind !== "never_settled" && kind !== "timeline_differs"));
  }

  it("[R1] is 1,000 changes, which are all told", () => {
    expect(comingBackAt(RESUME_MAX_CHANGES, true)).toEqual(new Set());
    expect(comingBackAt(RESUME_MAX_CHANGES, false)).toEqual(new Set(["resume_differs"]));
  });

  it("[R2] is not a change more: then it is a new start with the newest page", () => {
    expect(comingBackAt(RESUME_MAX_CHANGES + 1, false)).toEqual(new Set());
    expect(comingBackAt(RESUME_MAX_CHANGES + 1, true)).toEqual(new Set(["resume_differs"]));
  });

  it("is used by two clients of the example conversation", () => {
    expect(GOOD.filter((entry) => entry.kind === "greeted" && entry.after !== null)).toHaveLength(2);
  });
});
