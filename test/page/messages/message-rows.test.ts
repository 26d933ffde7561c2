import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageRows } from "../../../src/page/messages/message-rows.ts";
import type { Said } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import { said, seqsOf } from "../../support/client/events.ts";
import { ANA, LIN, MEI, personName } from "../../support/people.ts";

const PAUSE_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
/** A time in the middle of a day. */
const NOON = 20_000 * DAY_MS + DAY_MS / 2;

const utcDay = (at: number): string => `day ${Math.floor(at / DAY_MS)}`;

/** The seqs of the messages that start a turn. */
function turnStarts(messages: readonly Said[]): readonly Seq[] {
  return seqsOf(
    messageRows(messages, utcDay)
      .filter(({ startsTurn }) => startsTurn)
      .map((line) => line.said),
  );
}

/** The seqs of the messages that start a day. */
function dayStarts(messages: readonly Said[]): readonly Seq[] {
  return seqsOf(
    messageRows(messages, utcDay)
      .filter(({ startsDay }) => startsDay)
      .map((line) => line.said),
  );
}

describe("a turn", () => {
  it("does not exist in an empty room", () => {
    expect(messageRows([], utcDay)).toEqual([]);
  });

  it("has the consecutive messages of one person, and ends when another writes", () => {
    const messages = [LIN, LIN, MEI, LIN].map((from, index) => said(index + 1, { from, at: NOON }));
    expect(turnStarts(messages)).toEqual([1, 3, 4]);
  });

  it("ends with a pause of five minutes, and not a millisecond earlier", () => {
    expect(turnStarts([said(1, { at: NOON }), said(2, { at: NOON + PAUSE_MS - 1 })])).toEqual([1]);
    expect(turnStarts([said(1, { at: NOON }), said(2, { at: NOON + PAUSE_MS })])).toEqual([1, 2]);
  });

  it("counts the pause from the last message, not from the first", () => {
    const messages = [0, 1, 2].map((step) => said(step + 1, { at: NOON + step * (PAUSE_MS - 1) }));
    expect(turnStarts(messages)).toEqual([1]);
  });

  it("ends with the day, however short the pause", () => {
    const midnight = NOON + DAY_MS / 2;
    expect(turnStarts([said(1, { at: midnight - 1 }), said(2, { at: midnight })])).toEqual([1, 2]);
  });

  it("is split by a new name: each message is shown under the name it was sent with", () => {
    const renamed = { id: LIN.id, name: personName("Lin B") };
    expect(turnStarts([said(1, { from: LIN }), said(2, { from: renamed }), said(3, { from: renamed })])).toEqual([
      1, 2,
    ]);
  });

  it("does not join two people with the same name", () => {
    expect(turnStarts([said(1, { from: LIN }), said(2, { from: { id: MEI.id, name: LIN.name } })])).toEqual([1, 2]);
  });
});

describe("a day", () => {
  it("starts with its first message, and with no other", () => {
    const midnight = NOON + DAY_MS / 2;
    const messages = [NOON, midnight - 1, midnight, midnight + 1].map((at, index) => said(index + 1, { at }));
    expect(dayStarts(messages)).toEqual([1, 3]);
  });

  it("does not start again when another person writes", () => {
    expect(dayStarts([LIN, MEI, LIN].map((from, index) => said(index + 1, { from, at: NOON })))).toEqual([1]);
  });

  it("starts a turn; every row has its message, in order", () => {
    const step = fc.record({ from: fc.constantFrom(LIN, MEI, ANA), ms: fc.constantFrom(0, 1_000, PAUSE_MS, DAY_MS) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let at = NOON;
        const messages = steps.map(({ from, ms }, index) => said(index + 1, { from, at: (at += ms) }));
        const lines = messageRows(messages, utcDay);
        expect(lines.map((line) => line.said)).toEqual(messages);
        expect(dayStarts(messages)).toHaveLength(new Set(messages.map((one) => utcDay(one.at))).size);
        expect(lines.every(({ startsDay, startsTurn }) => startsTurn || !startsDay)).toBe(true);
      }),
    );
  });
});
