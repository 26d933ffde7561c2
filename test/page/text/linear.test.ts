/**
 * Looks for texts that take the page more than linear time: one token, repeated, and random
 * mixtures of several. Each run has other mixtures; a failure names its own.
 */
import * as languages from "@speed-highlight/core/languages";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { commandsFor, peopleFor, tokenAt } from "../../../src/page/composer/completion.ts";
import { findEmoji } from "../../../src/page/reactions/emoji.ts";
import { actionText } from "../../../src/page/text/markdown/action.ts";
import { isOnlyEmoji } from "../../../src/page/text/markdown/emoji.ts";
import { makeHighlight } from "../../../src/page/text/markdown/highlight.ts";
import { isLong } from "../../../src/page/text/markdown/length.ts";
import { linked } from "../../../src/page/text/markdown/links.ts";
import { ELEMENTS_MAX, parse } from "../../../src/page/text/markdown/parse.ts";
import { mayHaveSyntax } from "../../../src/page/text/markdown/syntax.ts";
import { previewOf } from "../../../src/page/text/preview.ts";
import { excerptOf, partsOf } from "../../../src/page/search/search-highlights.ts";
import { foldText } from "../../../src/protocol/values/folding.ts";
import { mentionsOf } from "../../../src/protocol/values/mentions.ts";
import { parsePersonName } from "../../../src/protocol/values/names.ts";
import { parseEmoji } from "../../../src/protocol/values/reactions.ts";
import { parseText } from "../../../src/protocol/values/text.ts";
import { parseTopic } from "../../../src/protocol/values/topics.ts";
import { elementsOf, wordsOf } from "../../support/client/markdown.ts";
import { repeated, superLinearity, type Make } from "../../support/growth.ts";
import { personName } from "../../support/people.ts";

// Milliseconds. What looks slow may be due to a busy machine, so it is measured again, for longer.
vi.setConfig({ testTimeout: 120_000 });

const NAMES = ["a", "Lin", "Lin Xiao", "*a*", "`", "a b@c"].map(personName);

const TOKENS = [
  ..."*_~`|[]()<>\\!#-+.:/@&;\"' \n\ta1é。",
  "**",
  "***",
  "~~",
  "||",
  "``",
  "```",
  "```\n",
  "\n```\n",
  "```a\n",
  "  ```\n",
  "****",
  "*a ",
  "_a ",
  "**a",
  "a** ",
  "> ",
  ">",
  ">\n",
  "> \n",
  ">> ",
  "> - ",
  "> a\n",
  "> a\nb\n",
  "- ",
  "- a\n",
  "  - a\n",
  "1. ",
  "1. a\n\n",
  "- [ ] ",
  "* * ",
  "](",
  "[a](",
  "[](",
  "[a](b)",
  "[a](b ",
  '[a](b "',
  "[a](<",
  "](http://a.b)",
  "[a.b](http://c.d)",
  "![",
  "[[",
  "[a]: b\n",
  "http://",
  "https://a.b",
  "https://a.b/",
  "http://a(",
  "http://a/)",
  "http://a:b@",
  "a@b.co",
  "a@",
  "a.",
  "a.b/",
  "a://",
  "@a ",
  "@Lin",
  "@`",
  "@a`",
  "@@",
  "＠ａ",
  "\\*",
  "\\`",
  "\\[",
  "\\\\",
  "\\_(",
  "\\*a",
  "%41",
  "&a;",
  "<a ",
  "<!--",
  "👍",
  "👍🏽",
  "👩\u200d",
  "\u200d",
  "\ufe0f",
  "🇳",
  "1\ufe0f\u20e3",
  "\u{e0061}",
  "\u0301",
  "\u0301\u0316",
  "\u200b",
  "ﷺ",
  "각",
  "ﾞ",
  "ß",
  "  ",
  "\n\n",
  " \n",
  "    ",
  "/me ",
  "|a|b|\n",
  "---\n",
  "``a`",
];

const highlight = makeHighlight(languages);

const READINGS: Readonly<Record<string, (text: string) => unknown>> = {
  "the tree of a text": (text) => parse(text),
  "the tree with mentions": (text) => parse(text, mentionsOf(text, NAMES)),
  "the mentions": (text) => mentionsOf(`@a ${text}`, NAMES),
  "the links": linked,
  "the preview": previewOf,
  "an excerpt and its hits": (text) => partsOf(excerptOf(text, ["z"]), ["a"]),
  "the hits": (text) => partsOf(text, ["a", "b"]),
  "whether it has syntax, is emoji, is long, is an action": (text) => [
    mayHaveSyntax(text),
    isOnlyEmoji(text),
    isLong([{ type: "paragraph", children: [{ type: "text", text }] }]),
    actionText(text),
  ],
  "it as a command, a message, a search": (text) => [parseText(text), foldText(text)],
  "it as a name, a reaction, a topic": (text) => [parsePersonName(text), parseEmoji(text), parseTopic(text)],
  "what it could be completed to": (text) => [
    tokenAt(text, text.length),
    commandsFor(text),
    peopleFor(text, [{ name: personName("Lin") }]),
    findEmoji([], text),
  ],
};

const token = fc.constantFrom(...TOKENS);
/** Mixtures of two or three tokens, with a description of each. */
const mixture: fc.Arbitrary<{ readonly how: string; readonly make: Make }> = fc.oneof(
  fc
    .array(token, { minLength: 2, maxLength: 3 })
    .map((parts) => ({ how: "each in turn", make: repeated(parts.join("")), parts })),
  fc.tuple(token, token, token).map(([one, two, three]) => ({
    how: "nested",
    make: (length: number) => repeated(one)(length / 3) + repeated(two)(length / 3) + repeated(three)(length / 3),
    parts: [one, two, three],
  })),
  fc.tuple(token, token, token).map(([one, two, three]) => ({
    how: "between",
    make: (length: number) => one + repeated(two)(length) + three,
    parts: [one, two, three],
  })),
);

describe.each(Object.entries(READINGS))("computing %s takes linear time", (_what, read) => {
  test("for one token", () => {
    const slow = TOKENS.filter((part) => superLinearity(read, repeated(part)) !== null);
    expect(slow).toEqual([]);
  });

  test("for several tokens", () => {
    fc.assert(
      fc.property(mixture, ({ make }) => {
        expect(superLinearity(read, make)).toBe(null);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

describe("highlighting takes linear time", () => {
  const marks = [
    '<a b="',
    '<a b=" c',
    "<a ",
    "<!--",
    "<",
    '"',
    "'",
    "`",
    "/*",
    "//",
    "${",
    "(",
    "[",
    "{",
    "\\",
    "\n",
    " ",
    "a",
    "0",
    "a.",
    "@",
    "#",
    "- a:\n",
  ];

  test.each(Object.keys(languages))("in %s", (language) => {
    const slow = marks.filter((mark) => {
      const make: Make = (length) => repeated(mark)(length).replace(/[^\n]{60}/g, "$&\n");
      return superLinearity((code) => highlight(code, language), make) !== null;
    });
    expect(slow).toEqual([]);
  });

  test("in markup with an unclosed tag", () => {
    for (const language of ["html", "xml", "svg"])
      expect(
        highlight(`<a b="${" c".repeat(60)}`, language)
          .map(({ text }) => text)
          .join(""),
      ).toContain(" c c");
  });
});

describe("the rendered text", () => {
  test("has a limited number of elements for any mixture", () => {
    fc.assert(
      fc.property(mixture, ({ make }) => {
        for (const length of [4_000, 40_000])
          expect(elementsOf(parse(make(length)))).toBeLessThanOrEqual(ELEMENTS_MAX + 1);
      }),
    );
  });

  test("is the complete text, up to the limit", () => {
    const items = (count: number): string => "- a\n".repeat(count);
    expect(elementsOf(parse(items(600)))).toBe(1 + 600 * 3);
    expect(elementsOf(parse(items(6_000)))).toBeLessThanOrEqual(ELEMENTS_MAX + 1);
    expect(wordsOf(parse(items(6_000)))).toContain("- a");
  });

  test.each(TOKENS)("for %j, repeated, has a limited number of elements", (part) => {
    for (const length of [4_000, 40_000]) {
      expect(elementsOf(parse(repeated(part)(length)))).toBeLessThanOrEqual(ELEMENTS_MAX + 1);
    }
  });
});

describe("the measurement", () => {
  test("recognises quadratic and linear functions", () => {
    expect(superLinearity((text) => /a+b/.test(text), repeated("a"))).toBeGreaterThan(16);
    expect(superLinearity((text) => text.replaceAll("a", "bb"), repeated("a"))).toBe(null);
  });
});
