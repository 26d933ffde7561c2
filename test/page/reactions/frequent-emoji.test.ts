import { page } from "../../support/client/page.ts";
import { describe, expect, it } from "vitest";
import {
  frequentEmoji,
  mostUsed,
  noteUse,
  parseUses,
  used,
  type Uses,
} from "../../../src/page/reactions/frequent-emoji.ts";
import { emojiOf } from "../../support/people.ts";

const FIRST = ["👍", "❤️", "😂", "🎉"];
const NEW = parseUses(null);

function after(uses: Uses, ...reactions: readonly string[]): Uses {
  return reactions.reduce((before, one) => used(before, emojiOf(one)), uses);
}

describe("the frequent emoji", () => {
  it("are the same four at first", () => {
    expect(mostUsed(NEW)).toEqual(FIRST);
  });

  it("are the most used, the most used first", () => {
    expect(mostUsed(after(NEW, "🐢", "🐢", "👍", "🐢"))).toEqual(["🐢", "👍", "❤️", "😂"]);
  });

  it("change with habits: what was used long ago gives way", () => {
    const before = after(NEW, ...Array.from({ length: 50 }, () => "👍"));
    expect(mostUsed(before)[0]).toBe("👍");
    const now = after(before, ...Array.from({ length: 20 }, () => "lgtm"));
    expect(mostUsed(now).slice(0, 2)).toEqual(["lgtm", "👍"]);
  });

  it("are still four when many were used once, and little is stored", () => {
    const many = after(NEW, ...Array.from({ length: 100 }, (_, index) => `word${index}`));
    expect(mostUsed(many)).toEqual(["word99", "word98", "word97", "word96"]);
    expect(many.size).toBe(32);
  });
});

describe("a use", () => {
  it("adds to those of other tabs", () => {
    for (let time = 0; time < 3; time++) noteUse(emojiOf("🐢"));
    page.writeElsewhere("foyer.favourites", JSON.stringify([...after(NEW, "🐙", "🐙", "🐢")]));
    noteUse(emojiOf("🐢"));
    expect(frequentEmoji.value.slice(0, 2)).toEqual(["🐢", "🐙"]);
  });

  it("counts for one emoji, however a keyboard writes it", () => {
    expect(mostUsed(parseUses('[["👍\ufe0f",9],["❤",8],["a",7],["b",6]]'))).toEqual(["👍", "❤️", "a", "b"]);
  });
});

describe("the stored scores", () => {
  it("can be read again", () => {
    const uses = after(NEW, "🐢", "lgtm", "🐢");
    expect(parseUses(JSON.stringify([...uses]))).toEqual(uses);
  });

  it.each([["not JSON"], ["null"], ["{}"], ['["👍"]'], ['[["👍",1]]'], ['[["👍","1"],[1,1],["a b",1],["x",-1]]']])(
    "is as new where something else stands there: %s",
    (kept) => {
      expect(parseUses(kept)).toEqual(NEW);
    },
  );
});
