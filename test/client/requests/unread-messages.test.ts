/** Shows what of a room counts as unread: what others said behind one's mark, and is still there. */
import { describe, expect, it } from "vitest";
import {
  countOf,
  includes,
  NONE_UNREAD,
  readTo,
  without,
  withNew,
  type UnreadMessages,
} from "../../../src/client/requests/unread-messages.ts";
import { said, saidFrom } from "../../support/client/events.ts";
import { LIN, MEI } from "../../support/people.ts";

const isMention = (text: string): boolean => text.includes("@Lin");

function unreadOf(first: number, last: number, mark = 0): UnreadMessages {
  return withNew(NONE_UNREAD, saidFrom(first, last), mark, LIN.id, isMention);
}

describe("what one has not read", () => {
  it("is what others said behind the mark, each once", () => {
    const list = unreadOf(1, 5, 3);
    expect(countOf(list)).toEqual({ unread: 2, mentions: 0, more: false });
    expect(withNew(list, saidFrom(4, 6), 3, LIN.id, isMention).messages.map(({ seq }) => seq)).toEqual([4, 5, 6]);
  });

  it("is not what one has said oneself, nor what was taken back", () => {
    const messages = [said(1, { from: LIN }), said(2, { text: "", removed: true }), said(3)];
    expect(countOf(withNew(NONE_UNREAD, messages, 0, LIN.id, isMention)).unread).toBe(1);
    expect(countOf(without(unreadOf(1, 3), 2)).unread).toBe(2);
    const list = unreadOf(1, 3);
    expect(without(list, 9)).toBe(list);
  });

  it("knows how many of them call one", () => {
    const messages = [said(1, { text: "@Lin?" }), said(2), said(3, { from: MEI, text: "yes, @Lin" })];
    expect(countOf(withNew(NONE_UNREAD, messages, 0, LIN.id, isMention))).toEqual({
      unread: 3,
      mentions: 2,
      more: false,
    });
    expect(countOf(withNew(NONE_UNREAD, messages, 1, LIN.id, isMention)).mentions).toBe(1);
  });

  it("shrinks as one reads, and is whole again where there was more", () => {
    const list = { ...unreadOf(1, 5), more: true };
    expect(countOf(readTo(list, 3))).toEqual({ unread: 2, mentions: 0, more: false });
    expect(readTo(list, 0)).toBe(list);
    expect(countOf(readTo(list, 5))).toEqual({ unread: 0, mentions: 0, more: false });
  });

  it("is each message of these until it is read or taken back", () => {
    const list = unreadOf(1, 3);
    expect([0, 1, 3, 4].map((seq) => includes(list, seq))).toEqual([false, true, true, false]);
    expect([2, 3].map((seq) => includes(without(readTo(list, 2), 3), seq))).toEqual([false, false]);
  });

  it("holds a thousand, and then says that there are more", () => {
    expect(countOf(unreadOf(1, 1_000))).toEqual({ unread: 1_000, mentions: 0, more: false });
    expect(countOf(unreadOf(1, 1_001))).toEqual({ unread: 1_000, mentions: 0, more: true });
  });
});
