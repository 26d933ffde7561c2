/** Shows that the checker finds what cannot be true of a room's order of changes, whoever was told of it. */
import { describe, expect, it } from "vitest";
import { LIN, MEI } from "../../../support/people.ts";
import type { Told } from "../../recording.ts";
import * as talk from "../examples/conversation.ts";
import { said, THUMB, wished } from "../examples/conversation.ts";
import { altered, inEach, inPage, inTold, planted, type Plant } from "../examples/tampering.ts";

const { EDIT, LATER, REACTION, REACTION_ENDED, REMOVAL, SO_ALREADY, TOPIC } = talk;

/** Lin is told one thing more at the end. */
const atTheEnd = (event: Told): Plant => inTold("lin", LATER, LATER, event);

describe("the order of a room's changes", () => {
  it("finds a wish of each kind that took two places", () => {
    for (const event of [LATER, EDIT, REMOVAL, REACTION, TOPIC]) {
      expect(planted(atTheEnd({ ...event, seq: 12 })), event.type).toContain("duplicated");
    }
  });

  it("finds a plain client's message that is there twice, under two ids", () => {
    const twice = inPage(1, (messages) => [...messages, { ...talk.FROM_BOB, seq: 12, clientId: "another" }]);
    expect(planted(twice)).toContain("duplicated");
  });

  it("finds a change of each kind that nobody wished", () => {
    const others: readonly Told[] = [
      said(12, MEI, "not mine", "mei-9"),
      { ...EDIT, seq: 12, clientId: "lin-9" },
      { ...REMOVAL, seq: 12, clientId: "mei-9" },
      { ...REACTION, seq: 12, clientId: "mei-9" },
      { ...TOPIC, seq: 12, clientId: "mei-9" },
    ];
    for (const event of others) expect(planted(atTheEnd(event)), event.type).toContain("invented");
  });

  it("finds a change that answers a wish of another kind", () => {
    expect(planted(atTheEnd({ ...REMOVAL, seq: 12, clientId: "mei-1" }))).toContain("invented");
  });

  it("finds a message under another author than the one who wished it", () => {
    expect(planted(inPage(1, (messages) => altered(messages, 2, { from: LIN })))).toContain("invented");
  });

  it("finds a place of which nobody was ever told", () => {
    const untold = [inTold(null, TOPIC), inTold(null, talk.TOPIC_AGAIN)];
    expect(planted(untold)).toContain("gap");
  });

  it("finds a place that holds one change for some and another for others", () => {
    expect(planted(inTold("lin", LATER, { ...REACTION_ENDED, seq: 11 }))).toContain("seq_differs");
  });

  it("finds a time that went back", () => {
    expect(planted(inTold(null, TOPIC, { ...TOPIC, at: 1 }))).toEqual(new Set(["clock_went_back"]));
  });

  it("finds what the room did though it must be refused", () => {
    const doings = [
      [
        { type: "edit", target: 1, text: "mine" },
        { ...EDIT, text: "mine" },
      ],
      [
        { type: "edit", target: 6, text: "back" },
        { ...EDIT, target: 6, text: "back" },
      ],
      [
        { type: "edit", target: 3, text: "no message" },
        { ...EDIT, target: 3, text: "no message" },
      ],
      [
        { type: "remove", target: 1 },
        { ...REMOVAL, target: 1 },
      ],
      [{ type: "remove", target: 6 }, REMOVAL],
      [
        { type: "react", target: 6, emoji: THUMB, on: true },
        { ...REACTION, target: 6 },
      ],
    ] as const;
    for (const [wish, event] of doings) {
      const done = { ...event, seq: 12, at: 1_012, by: MEI, clientId: "mei-8" };
      expect(planted(atTheEnd(done), wished("mei", "mei-8", wish)), JSON.stringify(wish)).toContain("forbidden");
    }
  });

  it("finds a reaction that took a place, though it was so already", () => {
    const taken = inEach("told", null, ({ events, ...rest }) => [
      { ...rest, events: events.flatMap((event) => (event === LATER ? [{ ...SO_ALREADY, seq: 11 }] : [event])) },
    ]);
    expect(planted(taken)).toContain("forbidden");
  });
});
