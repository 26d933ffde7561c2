import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unparsed } from "../../../../src/page/text/markdown/unparsed.ts";
import { mayHaveSyntax } from "../../../../src/page/text/markdown/syntax.ts";
import { NESTING_MAX } from "../../../../src/page/text/markdown/tokenizer.ts";
import { TEXT_MAX_LENGTH } from "../../../../src/protocol/limits.ts";
import { parseText } from "../../../../src/protocol/values/text.ts";
import { anyText } from "../../../support/arbitrary.ts";
import { parse } from "../../../../src/page/text/markdown/parse.ts";
import { sizeOf, wordsOf } from "../../../support/client/markdown.ts";

/** The maximum depth of blocks and formatting, with the items of lists between them, plus the text. */
const DEPTH_MAX = 2 * NESTING_MAX + 2;

const syntax = fc
  .array(
    fc.constantFrom(..."*_~`|[]()<>\\!#-+. \n\ta1重。", "https://a.b", "](", "```\n", "> ", "- ", "1. ", "||", "**"),
    {
      maxLength: 200,
    },
  )
  .map((parts) => parts.join(""));

describe("any text", () => {
  test("can be parsed", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, syntax), (text) => {
        const { nodes, depth } = sizeOf(parse(text));
        expect(depth).toBeLessThanOrEqual(DEPTH_MAX);
        expect(nodes).toBeLessThanOrEqual(2 * text.length + 1);
      }),
      { numRuns: 2_000 },
    );
  });

  test("without syntax is shown word for word", () => {
    const innocent = fc
      .array(fc.constantFrom(..."ab Z9.,:;?!'\"@#%&=^${}/\n重要。，“”é🙂\u200dع "), { maxLength: 80 })
      // Blank lines around a message, and spaces at the ends of its lines, are removed before it is sent.
      .map((letters) => letters.join("").trim())
      .filter((text) => !/^\s*\d+[.)]/m.test(text));
    fc.assert(
      fc.property(innocent, (text) => {
        expect(wordsOf(parse(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test("that the check finds free of syntax has none", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, syntax), (raw) => {
        const said = parseText(raw);
        fc.pre(said.ok && !mayHaveSyntax(said.value));
        expect(parse(said.value)).toEqual(unparsed(said.value));
      }),
      { numRuns: 2_000 },
    );
  });

  test("keeps every letter and digit, whatever formatting is around it", () => {
    const letters = (text: string): string => text.replace(/[^a-z\d\u4e00-\u9fff]/g, "");
    // Not in the result as text: a link's address, a fence's language, a list's number.
    const marked = fc
      .array(fc.constantFrom(..."*_~|\\> \nabc重。", "**", "||", "`"), { maxLength: 60 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(marked, (text) => {
        fc.pre(!text.includes("```"));
        expect(letters(wordsOf(parse(text)))).toBe(letters(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a text that is only syntax", () => {
  const marks = ["*a ", "*a", "**a", "*a_", "*a *b **c** ", "***a*b ", "_a ", "~~a ", "||a ", "||a||", "`a``"];
  const links = [
    "[a](",
    "![[",
    "[](",
    "http://",
    "http://a)(",
    "a@",
    "a@a.",
    "a.",
    "\\*",
    "¯\\_(",
    "<a ",
    "<!--",
    "&a;",
  ];
  const lines = [
    "> ",
    ">> ",
    "> - ",
    "> a\nb\n",
    "- ",
    "- a\n",
    "- a\nb\n",
    "1. ",
    "a\n-\n",
    "a\n\n",
    "---\n",
    "[a]:b\n",
  ];
  const patterns = [..."*_~`[]()<>|\\#-!\n\t ", ...marks, ...links, ...lines, "```\n", "```\na```b\n", "|a"];

  test.each(patterns)("%j, repeated, stays within the limits of depth and number", (pattern) => {
    const text = pattern.repeat(TEXT_MAX_LENGTH / pattern.length);
    const { nodes, depth } = sizeOf(parse(text));
    expect(depth).toBeLessThanOrEqual(DEPTH_MAX);
    expect(nodes).toBeLessThanOrEqual(text.length);
  });

  test.each([
    ["quotes", (depth: number) => `${"> ".repeat(depth)}a`, "quote"],
    ["lists", (depth: number) => `${"- ".repeat(depth)}a`, "list"],
    ["spoilers in emphasis", (depth: number) => `${"*a **b ".repeat(depth)}x${" c** d*".repeat(depth)}`, "strong"],
  ])("%s nest, and one level too deep is text", (_what, nested) => {
    const within = sizeOf(parse(nested(3))).depth;
    expect(within).toBeGreaterThan(3);
    expect(sizeOf(parse(nested(100))).depth).toBe(sizeOf(parse(nested(200))).depth);
  });
});
