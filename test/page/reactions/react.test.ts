import { describe, expect, it } from "vitest";
import { hasReacted, isFull, whoReacted } from "../../../src/page/reactions/react.ts";
import { REACTIONS_MAX_DIFFERENT } from "../../../src/protocol/limits.ts";
import type { Person } from "../../../src/protocol/wire.ts";
import type { Reaction } from "../../../src/protocol/events.ts";
import { said } from "../../support/client/events.ts";
import { ANA, emojiOf, LIN, MEI } from "../../support/people.ts";

const THUMB = emojiOf("👍");

function by(...people: readonly Person[]): Reaction {
  return { emoji: THUMB, count: people.length, by: people };
}

function who(reaction: Reaction): string {
  return whoReacted(reaction, ANA.id).replace(/[\u2068\u2069]/g, "");
}

describe("who reacted", () => {
  it("are named", () => {
    expect(who(by(LIN))).toBe(LIN.name);
    expect(who(by(LIN, MEI))).toBe(`${LIN.name} and ${MEI.name}`);
  });

  it("are named with you first", () => {
    expect(who(by(LIN, ANA, MEI))).toBe(`you, ${LIN.name} and ${MEI.name}`);
    expect(who(by(ANA))).toBe("you");
  });

  it("are counted beyond those who are named", () => {
    expect(who({ ...by(LIN, MEI), count: 5 })).toBe(`${LIN.name}, ${MEI.name} and 3 others`);
    expect(who({ ...by(LIN, MEI), count: 3 })).toBe(`${LIN.name}, ${MEI.name} and 1 other`);
  });
});

describe("a message", () => {
  it("has your reaction if you are among those who gave it", () => {
    const message = said(1, { reactions: [by(LIN)] });
    expect(hasReacted(message, THUMB, LIN.id)).toBe(true);
    expect(hasReacted(message, THUMB, MEI.id)).toBe(false);
    expect(hasReacted(message, emojiOf("🎉"), LIN.id)).toBe(false);
    expect(hasReacted(said(1), THUMB, LIN.id)).toBe(false);
  });

  it("is full with twenty different reactions, and not with nineteen", () => {
    const reactions = Array.from({ length: REACTIONS_MAX_DIFFERENT }, (_, index) => ({
      ...by(LIN),
      emoji: emojiOf(`r${index}`),
    }));
    expect(isFull(said(1, { reactions }))).toBe(true);
    expect(isFull(said(1, { reactions: reactions.slice(1) }))).toBe(false);
    expect(isFull(said(1))).toBe(false);
  });
});
