import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "../../../src/protocol/values/folding.ts";
import { foldAuthor, parseQuery, type Query } from "../../../src/protocol/values/query.ts";
import { gramsOf, isIndexable, matcherOf, signatureOf } from "../../../src/room/search/search-signature.ts";
import { anyText } from "../../support/arbitrary.ts";

const textWithMeaning = fc.oneof(
  anyText,
  fc
    .array(fc.constantFrom("tea", "三点见", "🎉", "👩‍👧", " ", "ß", "ﬁ", "カタ", "한국", "é", "ab"), { maxLength: 12 })
    .map((parts) => parts.join("")),
);

function queryFor(details: Partial<Query>): Query {
  return { terms: [], authors: [], from: null, until: null, ...details };
}

describe("the grams of a text", () => {
  it.each([
    ["tea", ["tea"]],
    ["teas", ["tea", "eas"]],
    ["at", []],
    ["三", ["三"]],
    ["三点见", ["三", "点", "见", "三点", "点见"]],
    ["a三b", ["三", "a三", "三b"]],
    ["tea 🎉", ["tea", "ea ", "🎉", " 🎉"]],
    ["", []],
  ])("of %j are %j", (text, grams) => {
    expect([...gramsOf(text)].toSorted()).toEqual(grams.toSorted());
  });

  it("have every gram of whatever is in it", () => {
    fc.assert(
      fc.property(textWithMeaning, textWithMeaning, textWithMeaning, (before, part, after) => {
        const whole = gramsOf(before + part + after);
        expect([...gramsOf(part)].filter((gram) => !whole.has(gram))).toEqual([]);
      }),
    );
  });
});

describe("a filter", () => {
  it("[Q2] [Q3] lets through every message that a search would find", () => {
    const message = fc.record({
      name: fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
      text: textWithMeaning,
    });
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (messages, which, at, length) => {
          const { name, text } = messages[which % messages.length] ?? messages[0] ?? { name: "", text: "" };
          const characters = Array.from(foldText(text));
          const start = at % Math.max(1, characters.length);
          const term = characters.slice(start, start + 1 + (length % 6)).join("");
          const author = Array.from(foldAuthor(name))
            .slice(0, 1 + (length % 5))
            .join("");
          const filter = signatureOf(messages);
          expect(matcherOf(queryFor({ terms: [term] }))(filter)).toBe(true);
          if (author === "") return;
          expect(matcherOf(queryFor({ terms: [term], authors: [author] }))(filter)).toBe(true);
          expect(matcherOf(queryFor({ authors: ["nobody of that name", author] }))(filter)).toBe(true);
        },
      ),
    );
  });

  it("promises what is not there less than once in a hundred times", () => {
    const filter = signatureOf(
      Array.from({ length: 260 }, (_, index) => ({
        name: `Person ${index % 9}`,
        text: `message ${index * 7919} 三点见${index}`,
      })),
    );
    const wrong = Array.from(
      { length: 5_000 },
      (_, index) => `q${index.toString(36)}z${(index * 31).toString(36)}`,
    ).filter((term) => matcherOf(queryFor({ terms: [term] }))(filter));
    expect(wrong.length).toBeLessThan(50);
  });

  it("of nothing lets nothing through", () => {
    expect(matcherOf(parseQuery("tea"))(signatureOf([]))).toBe(false);
  });
});

it.each([
  ["tea", true],
  ["at", false],
  ["at tea", true],
  ["见", true],
  ["🎉", true],
  ["from:al", true],
  ["after:2026-11-22", false],
  ["no ok", false],
])("[Q9] for %j the index is a help: %s", (text, helps) => {
  expect(isIndexable(parseQuery(text))).toBe(helps);
});
