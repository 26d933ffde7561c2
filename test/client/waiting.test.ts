/** Shows what of a room counts as unread: what others said behind one's mark, and is still there. */
import { describe, expect, it } from "vitest";
import { countOf, EMPTY_PILE, piled, readTo, withdrawn, type Pile } from "../../src/client/waiting.ts";
import { said, saidFrom } from "../support/client/events.ts";
import { LIN, MEI } from "../support/people.ts";

const isMention = (text: string): boolean => text.includes("@Lin");

function pileOf(first: number, last: number, mark = 0): Pile {
  return piled(EMPTY_PILE, saidFrom(first, last), mark, LIN.id, isMention);
}

describe("what waits to be read", () => {
  it("is what others said behind the mark, each once", () => {
    const pile = pileOf(1, 5, 3);
    expect(countOf(pile)).toEqual({ unread: 2, mentions: 0, more: false });
    expect(piled(pile, saidFrom(4, 6), 3, LIN.id, isMention).waiting.map(({ seq }) => seq)).toEqual([4, 5, 6]);
  });

  it("is not what one has said oneself, nor what was taken back", () => {
    const messages = [said(1, { from: LIN }), said(2, { text: "", removed: true }), said(3)];
    expect(countOf(piled(EMPTY_PILE, messages, 0, LIN.id, isMention)).unread).toBe(1);
    expect(countOf(withdrawn(pileOf(1, 3), 2)).unread).toBe(2);
    const pile = pileOf(1, 3);
    expect(withdrawn(pile, 9)).toBe(pile);
  });

  it("knows how many of them call one", () => {
    const messages = [said(1, { text: "@Lin?" }), said(2), said(3, { from: MEI, text: "yes, @Lin" })];
    expect(countOf(piled(EMPTY_PILE, messages, 0, LIN.id, isMention))).toEqual({ unread: 3, mentions: 2, more: false });
    expect(countOf(piled(EMPTY_PILE, messages, 1, LIN.id, isMention)).mentions).toBe(1);
  });

  it("shrinks as one reads, and is whole again where there was more", () => {
    const pile = { ...pileOf(1, 5), more: true };
    expect(countOf(readTo(pile, 3))).toEqual({ unread: 2, mentions: 0, more: false });
    expect(readTo(pile, 0)).toBe(pile);
    expect(countOf(readTo(pile, 5))).toEqual({ unread: 0, mentions: 0, more: false });
  });

  it("holds a thousand, and then says that there are more", () => {
    expect(countOf(pileOf(1, 1_000))).toEqual({ unread: 1_000, mentions: 0, more: false });
    expect(countOf(pileOf(1, 1_001))).toEqual({ unread: 1_000, mentions: 0, more: true });
  });
});
