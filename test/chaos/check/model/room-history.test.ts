import { describe, expect, it } from "vitest";
import { LIN } from "../../../support/people.ts";
import type { Received } from "../../recording.ts";
import * as example from "../examples/conversation.ts";
import { altered, inEach, inPage, inReceived, violationsAfter, type Tampering } from "../examples/tampering.ts";

const { HEAD, LATER, REACTION_ENDED, REMOVAL, NO_OP, TOPIC } = example;

/** Lin receives one more event at the end. */
const atTheEnd = (event: Received): Tampering => inReceived("lin", LATER, LATER, event);

describe("the order of a room's changes", () => {
  it("finds a plain client's message that is there twice, under two ids", () => {
    const twice = inPage(1, (messages) => [...messages, { ...example.FROM_BOB, seq: HEAD + 1, clientId: "another" }]);
    expect(violationsAfter(twice)).toContain("duplicated");
  });

  it("finds a change that answers a command of another type", () => {
    expect(violationsAfter(atTheEnd({ ...REMOVAL, seq: HEAD + 1, clientId: "mei-1" }))).toContain("invented");
  });

  it("finds a message under another author than the one who sent it", () => {
    expect(violationsAfter(inPage(1, (messages) => altered(messages, 2, { from: LIN })))).toContain("invented");
  });

  it("finds a place of which nobody was ever told", () => {
    const untold = [inReceived(null, TOPIC), inReceived(null, example.TOPIC_AGAIN)];
    expect(violationsAfter(untold)).toContain("gap");
  });

  it("finds a place that holds one change for some and another for others", () => {
    expect(violationsAfter(inReceived("lin", LATER, { ...REACTION_ENDED, seq: HEAD }))).toContain("seq_differs");
  });

  it("finds a time that went back", () => {
    const back = [TOPIC, example.TOPIC_AGAIN].map((event) => inReceived(null, event, { ...event, at: 1 }));
    expect(violationsAfter(back)).toEqual(new Set(["clock_went_back"]));
  });

  it("finds a reaction that took a place, though it changed nothing", () => {
    const taken = inEach("received", null, ({ events, ...rest }) => [
      { ...rest, events: events.flatMap((event) => (event === LATER ? [{ ...NO_OP, seq: HEAD }] : [event])) },
    ]);
    expect(violationsAfter(taken)).toContain("forbidden");
  });
});
