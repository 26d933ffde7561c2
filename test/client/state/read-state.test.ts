/** What counts as read, and where the unread divider goes: the fold alone. `reading.test.ts` shows it in a session. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as readState from "../../../src/client/state/read-state.ts";
import type { ReadState, WelcomeFacts } from "../../../src/client/state/read-state.ts";
import { said, saidFrom } from "../../support/client/events.ts";
import { LIN, MEI } from "../../support/people.ts";

const READER: readState.Reader = { you: LIN.id, mentionsYou: (text) => text.includes("@Lin") };
const AWAY = { isLooking: false, isConnected: true, newest: null };
const SCROLLED_UP = { isLooking: true, isConnected: true, newest: null };
const atEnd = (newest: number): readState.Presence => ({ isLooking: true, isConnected: true, newest });

/** After a welcome with the messages from 1 to `last`, of which the room knows that those up to `known` are read. */
function welcomed(last: number, known: number, facts: Partial<WelcomeFacts> = {}): ReadState {
  const messages = saidFrom(1, last);
  const all = { known, earlier: null, isOtherHistory: false, newest: last, messages, hasOlder: false, ...facts };
  return readState.welcomed(readState.NOTHING_READ, all, READER);
}

function counted(state: ReadState): readonly [number, number, boolean] {
  const { unread, mentions, more } = readState.unreadCount(state);
  return [unread, mentions, more];
}

describe("[U1] what is unread", () => {
  it("is what others said after the mark, each message once", () => {
    const state = welcomed(5, 3);
    expect(counted(state)).toEqual([2, 0, false]);
    expect(counted(readState.said(readState.said(state, said(6), READER), said(6), READER))).toEqual([3, 0, false]);
  });

  it("is neither your own message nor one that was removed", () => {
    const messages = [said(1), said(2, { from: LIN }), said(3, { text: "", removed: true }), said(4)];
    const state = welcomed(4, 1, { messages });
    expect(counted(state)).toEqual([1, 0, false]);
    expect(counted(readState.removed(state, 4))).toEqual([0, 0, false]);
    expect(readState.removed(state, 9)).toBe(state);
  });

  it("[U4] counts those that mention you", () => {
    const messages = [said(1), said(2, { text: "@Lin?" }), said(3), said(4, { from: MEI, text: "yes, @Lin" })];
    expect(counted(welcomed(4, 1, { messages }))).toEqual([3, 2, false]);
    expect(counted(welcomed(4, 2, { messages }))).toEqual([2, 1, false]);
  });

  it("is nothing to a newcomer, to whom everything is new", () => {
    expect(counted(welcomed(5, 0))).toEqual([0, 0, false]);
    expect(counted(readState.said(welcomed(5, 0), said(6), READER))).toEqual([1, 0, false]);
  });

  it("begins where this device was, if the room was never told", () => {
    expect(counted(welcomed(5, 0, { earlier: 2 }))).toEqual([3, 0, false]);
    expect(counted(welcomed(5, 0, { earlier: 2, isOtherHistory: true }))).toEqual([0, 0, false]);
  });

  it("has more before it, if the client has not loaded what follows the mark", () => {
    const loaded = { messages: saidFrom(51, 60), newest: 60, hasOlder: true };
    expect(counted(welcomed(60, 49, loaded))).toEqual([10, 0, true]);
    expect(counted(welcomed(60, 50, loaded))).toEqual([10, 0, false]);
  });

  it("is held up to a thousand messages, and then says that there are more", () => {
    const messages = saidFrom(1, 1_002);
    expect(counted(welcomed(1_002, 2, { messages }))).toEqual([1_000, 0, false]);
    expect(counted(welcomed(1_002, 1, { messages }))).toEqual([1_000, 0, true]);
  });
});

describe("[U1] a message counts as read", () => {
  it("when you see it at the end of the list, and not while you are further up or away", () => {
    const state = welcomed(5, 3);
    expect(counted(readState.looked(state, AWAY))).toEqual([2, 0, false]);
    expect(counted(readState.looked(state, SCROLLED_UP))).toEqual([2, 0, false]);
    expect(counted(readState.looked(state, { ...atEnd(5), isConnected: false }))).toEqual([2, 0, false]);
    const read = readState.looked(state, atEnd(5));
    expect([counted(read), read.here, readState.isUnread(read, 5)]).toEqual([[0, 0, false], 5, false]);
  });

  it("when another of your devices has read it", () => {
    const state = readState.seen(welcomed(5, 3), 4);
    expect([4, 5].map((seq) => readState.isUnread(state, seq))).toEqual([false, true]);
    expect(readState.seen(state, 2)).toBe(state);
  });

  it("only in the history in which it was", () => {
    const read = readState.looked(welcomed(5, 3), atEnd(5));
    const facts = { known: 1, earlier: 5, isOtherHistory: true, newest: 3, messages: saidFrom(1, 3), hasOlder: false };
    expect(counted(readState.welcomed(read, facts, READER))).toEqual([2, 0, false]);
  });
});

describe("the unread divider", () => {
  it("is placed when you come, and stays where it is while you read", () => {
    const read = readState.looked(welcomed(5, 3), atEnd(5));
    expect(read.divider).toEqual({ after: 3, count: { unread: 2, mentions: 0, more: false } });
    expect(readState.looked(readState.said(read, said(6), READER), atEnd(6)).divider?.after).toBe(3);
  });

  it("is placed again when you come back to something new, and goes when nothing is", () => {
    const read = readState.dividerFound(readState.looked(welcomed(5, 3), atEnd(5)));
    const away = readState.looked(read, AWAY);
    const back = readState.looked(readState.said(away, said(6), READER), atEnd(6));
    expect([back.divider?.after, back.isDividerFound]).toEqual([5, false]);
    expect(readState.looked(away, atEnd(5)).divider).toBeNull();
  });

  it("stays through a lost connection, while you go on looking", () => {
    const read = readState.looked(welcomed(5, 3), atEnd(5));
    const lost = readState.looked(read, { ...atEnd(5), isConnected: false });
    expect(readState.looked(lost, atEnd(5)).divider?.after).toBe(3);
  });

  it("goes when you say something, or look at another room", () => {
    expect(readState.withoutDivider(readState.looked(welcomed(5, 3), atEnd(5))).divider).toBeNull();
  });
});

it("[U1] whatever happens, the mark never goes back, and nothing up to it is unread", () => {
  type Step = (state: ReadState) => ReadState;
  const seq = fc.integer({ min: 1, max: 40 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    seq.map(
      (at): Step =>
        (state) =>
          readState.said(state, said(at), READER),
    ),
    seq.map(
      (at): Step =>
        (state) =>
          readState.removed(state, at),
    ),
    seq.map(
      (at): Step =>
        (state) =>
          readState.seen(state, at),
    ),
    seq.map(
      (at): Step =>
        (state) =>
          readState.looked(state, atEnd(at)),
    ),
    fc.constantFrom<Step>(
      (state) => readState.looked(state, AWAY),
      (state) => readState.looked(state, SCROLLED_UP),
      readState.withoutDivider,
      readState.dividerFound,
    ),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let state = welcomed(10, 5);
      for (const next of steps) {
        const mark = readState.readMark(state);
        state = next(state);
        expect(readState.readMark(state)).toBeGreaterThanOrEqual(mark);
        const unread = Array.from({ length: 41 }, (_, at) => at).filter((at) => readState.isUnread(state, at));
        expect(unread).toHaveLength(counted(state)[0]);
        expect(unread.every((at) => at > readState.readMark(state))).toBe(true);
      }
    }),
  );
});
