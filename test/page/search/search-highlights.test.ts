import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerptOf, partsOf } from "../../../src/page/search/search-highlights.ts";
import { parseQuery } from "../../../src/protocol/values/query.ts";

/** `text` with its hits in brackets. */
function mark(text: string, query: string): string {
  const parts = partsOf(text, parseQuery(query).terms);
  return parts.map((part) => (part.isHit ? `[${part.text}]` : part.text)).join("");
}

describe("the parts of a text", () => {
  it.each([
    ["hello world", "world", "hello [world]"],
    ["Hello, HELLO", "hello", "[Hello], [HELLO]"],
    ["下午三点在老地方见，三点", "三点", "下午[三点]在老地方见，[三点]"],
    ["Café and cafe\u0301s", "cafe", "[Café] and [cafe\u0301]s"],
    ["a Straße", "strasse", "a [Straße]"],
    ["half a ß", "s", "half a [ß]"],
    ["ＦＵＬＬ", "ul", "Ｆ[ＵＬ]Ｌ"],
    ["👋🏽 hi 👋", "👋", "[👋]🏽 hi [👋]"],
    ["banana", "an na", "b[anana]"],
    ["one two", '"one two" two', "[one two]"],
    ["한국어", "한국", "[한국]어"],
    ["nothing here", "from:Lin", "nothing here"],
    ["nothing here", "absent", "nothing here"],
  ])("of %s for %s cover what was written", (text, query, marked) => {
    expect(mark(text, query)).toBe(marked);
  });

  it("are the text when joined, for any search", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme", minLength: 1 }), (text, query) => {
        const { terms } = parseQuery(query);
        expect(
          partsOf(text, terms)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
        expect(partsOf(text, terms).every((part) => part.text !== "")).toBe(true);
      }),
    );
  });

  it("have a hit wherever the room finds one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 5 }), fc.string(), (word, rest) => {
        const { terms } = parseQuery(word);
        fc.pre(terms.length > 0);
        for (const term of terms) expect(partsOf(rest + term + rest, [term]).some(({ isHit }) => isHit)).toBe(true);
      }),
    );
  });
});

describe("an excerpt", () => {
  it("is all of a short text, on one line", () => {
    expect(excerptOf("one\n\n  two", ["two"])).toBe("one two");
  });

  it("starts shortly before the first hit of a long text, and marks what it leaves out", () => {
    const text = `${"x ".repeat(500)}here it is${" y".repeat(500)}`;
    const excerpt = excerptOf(text, ["here"]);
    expect(excerpt).toMatch(/^…(x )+here it is( y)+ ?…$/);
    expect(excerpt.length).toBeLessThan(250);
  });

  it.each(["👩\u200d👩\u200d👧", "🇳🇱", "👍🏽", "e\u0301", "각"])("starts and ends between two characters: %s", (one) => {
    for (let before = 0; before < 12; before++) {
      const text = `${"a".repeat(before)}${one.repeat(200)}here${"b".repeat(before)}${one.repeat(200)}`;
      const excerpt = excerptOf(text, ["here"]).replace(/^…|…$/g, "");
      const [head = "", tail = ""] = excerpt.split("here");
      expect(head.replaceAll(one, "")).toBe("");
      expect(tail.replace(/^b*/, "").replaceAll(one, "")).toBe("");
    }
  });

  it("does not cut a character in two", () => {
    for (let before = 0; before < 4; before++) {
      const text = `${"a".repeat(before)}${"😀".repeat(200)}here${"😀".repeat(200)}`;
      expect(excerptOf(text, ["here"]).isWellFormed()).toBe(true);
    }
  });
});
