import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeEvent, encodeWithMessages, frameOf, parseEvents } from "../../../src/protocol/codec/encoding.ts";
import { closing, refusal } from "../../../src/protocol/refusals.ts";
import type { PageEvent, Presence, Results, Said, ServerEvent, Welcome } from "../../../src/protocol/events.ts";
import { anyText } from "../../support/arbitrary.ts";
import { emojiOf, LIN, MEI, roomName, topicOf } from "../../support/people.ts";

const SAID: Said = { type: "said", seq: 7, at: 1_000, from: LIN, text: "你好", clientId: "c", replyTo: 3 };
const PRESENCE: Presence = { type: "presence", joined: [LIN], left: [MEI.id], count: 1 };
const PAGE: PageEvent = { type: "page", requestId: "r", messages: [SAID], more: true, newer: false };
const RESULTS: Results = { type: "results", requestId: "r", messages: [SAID], more: false };
const WELCOME: Welcome = {
  type: "welcome",
  you: { ...LIN, role: "member" },
  room: { name: roomName("tea"), topic: topicOf("tea, and more") },
  read: 3,
  epoch: "e",
  seq: 7,
  oldest: 2,
  at: 1_001,
  recovered: false,
  messages: [SAID],
  more: true,
  members: [LIN],
  count: 1,
  limits: { text: 4_000, name: 40, messagesPerSecond: 2, messageBurst: 10 },
};

/** Any message with any text. */
const said: fc.Arbitrary<Said> = fc
  .record({ seq: fc.nat(), at: fc.nat(), text: anyText, clientId: anyText, replyTo: fc.option(fc.nat()) })
  .map(({ replyTo, ...rest }) => ({ type: "said", from: LIN, ...rest, ...(replyTo !== null && { replyTo }) }));

describe("an event", () => {
  it("[F1] of every type is read as it was sent", () => {
    const by = { at: 1_000, by: LIN, clientId: "c" };
    const events: readonly Exclude<ServerEvent, Welcome | PageEvent | Results>[] = [
      { type: "challenge", nonce: "n" },
      SAID,
      PRESENCE,
      { type: "typed", who: [LIN.id] },
      { type: "edited", seq: 8, ...by, target: 7, text: "您好" },
      { type: "removed", seq: 9, ...by, target: 7 },
      { type: "reacted", seq: 10, ...by, target: 7, emoji: emojiOf("👍"), on: true },
      { type: "topic_set", seq: 11, ...by, topic: topicOf("tea") },
      { type: "seen", seq: 11 },
      refusal("too_fast", { clientId: "c", retryAfterMs: 500 }),
      closing("flooding"),
    ];
    for (const event of events) expect(parseEvents(encodeEvent(event))).toEqual([event]);
    for (const event of [WELCOME, PAGE, RESULTS]) expect(parseEvents(encoded(event))).toEqual([event]);
  });

  it("[F1] with any number of messages is read as it was sent", () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 5 }), (messages) => {
        expect(parseEvents(encoded({ ...WELCOME, messages }))).toEqual([{ ...WELCOME, messages }]);
        expect(parseEvents(encoded({ ...PAGE, messages }))).toEqual([{ ...PAGE, messages }]);
      }),
    );
  });

  it("[F2] of a later version is unknown, but its seq counts", () => {
    expect(parseEvents('{"type":"polled","seq":8,"question":"?"}')).toEqual([{ type: "unknown", seq: 8 }]);
    expect(parseEvents('{"type":"waved"}')).toEqual([{ type: "unknown", seq: null }]);
    expect(parseEvents('{"type":"toString"}')).toEqual([{ type: "unknown", seq: null }]);
    expect(parseEvents('{"seq":"8"}')).toEqual([{ type: "unknown", seq: null }]);
    expect(parseEvents("7")).toEqual([{ type: "unknown", seq: null }]);
  });
});

describe("a frame of events", () => {
  it("[F1] is the event itself, or an array of several", () => {
    const [one, other] = [encodeEvent(PRESENCE), encodeEvent(SAID)];
    expect(frameOf([one])).toBe(one);
    expect(frameOf([one, other])).toBe(`[${one},${other}]`);
  });

  it("[F1] is read as the events that it was made of, in order", () => {
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 5 }), (events) => {
        expect(parseEvents(frameOf(events.map(encodeEvent)))).toEqual(events);
      }),
    );
  });

  it("throws a SyntaxError if it is not JSON", () => {
    expect(() => parseEvents("pong")).toThrow(SyntaxError);
  });
});

function encoded(event: Welcome | PageEvent | Results): string {
  return encodeWithMessages({ ...event, messages: event.messages.map(encodeEvent) });
}
