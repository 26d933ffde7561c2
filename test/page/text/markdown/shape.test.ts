import { describe, expect, test } from "vitest";
import { actionText, isAction } from "../../../../src/page/text/markdown/action.ts";
import { isOnlyEmoji, LARGE_EMOJI_MAX } from "../../../../src/page/text/markdown/emoji.ts";
import { isLong } from "../../../../src/page/text/markdown/length.ts";
import { FOLD_ROWS, ROW_LETTERS } from "../../../../src/page/text/markdown/rows.ts";
import { unparsed } from "../../../../src/page/text/markdown/unparsed.ts";
import { mayHaveSyntax } from "../../../../src/page/text/markdown/syntax.ts";
import { parse } from "../../../../src/page/text/markdown/parse.ts";

describe("the check for Markdown", () => {
  test.each(["*a*", "_a_", "`a`", "~~a~~", "||a||", "[a](b)", "> a", "x\n> a", "- a", "* a", "1. a", "```\na", "\\*"])(
    "%j may have some",
    (text) => {
      expect(mayHaveSyntax(text)).toBe(true);
    },
  );

  test.each(["hello", "2 * 3", "snake_case", "a > b", "well-known", "~5", "a|b", "#1", "3.5", "你好。"])(
    "%j has none",
    (text) => {
      expect(mayHaveSyntax(text)).toBe(false);
      expect(parse(text)).toEqual(unparsed(text));
    },
  );
});

describe("an action", () => {
  test("starts with /me and more text", () => {
    expect(isAction("/me waves")).toBe(true);
    expect(actionText("/me  waves /me")).toBe("waves /me");
  });

  test.each(["/me", "/me ", "/meow", " /me waves", "say /me waves", "/ME waves"])("is not %j", (text) => {
    expect(isAction(text)).toBe(false);
    expect(actionText(text)).toBe(text);
  });
});

describe("emoji alone", () => {
  test.each(["🙂", "🙂 🙃\n😀", "👩‍👧", "👍🏽", "✌🏽", "❤️", "🇳🇱🇨🇳", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👁️‍🗨️", "🙂".repeat(LARGE_EMOJI_MAX)])(
    "%j are large",
    (text) => {
      expect(isOnlyEmoji(text)).toBe(true);
    },
  );

  test.each(["🙂!", "a🙂", "1", "#", "©", "™", "", "😀好", "🙂".repeat(LARGE_EMOJI_MAX + 1)])("%j is text", (text) => {
    expect(isOnlyEmoji(text)).toBe(false);
  });
});

describe("a long message", () => {
  const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}`).join("\n");

  test("has more rows than the limit", () => {
    expect(isLong(unparsed(lines(FOLD_ROWS)))).toBe(false);
    expect(isLong(unparsed(lines(FOLD_ROWS + 1)))).toBe(true);
    expect(isLong(unparsed("x".repeat(FOLD_ROWS * ROW_LETTERS)))).toBe(false);
    expect(isLong(unparsed("x".repeat(FOLD_ROWS * ROW_LETTERS + 1)))).toBe(true);
  });

  test("has half as many Chinese characters", () => {
    expect(isLong(unparsed("字".repeat((FOLD_ROWS * ROW_LETTERS) / 2)))).toBe(false);
    expect(isLong(unparsed("字".repeat((FOLD_ROWS * ROW_LETTERS) / 2 + 1)))).toBe(true);
  });

  test("is measured as shown: without the addresses of links, and code does not wrap", () => {
    expect(isLong(parse(`[a](https://a.com/${"x".repeat(1_500)})`))).toBe(false);
    expect(isLong(parse(`\`\`\`\n${"x".repeat(2_000)}\n\`\`\``))).toBe(false);
    expect(isLong(parse(`\`\`\`\n${lines(FOLD_ROWS + 1)}\n\`\`\``))).toBe(true);
    expect(isLong(parse(`> ${lines(20).replaceAll("\n", "\n> ")}`))).toBe(true);
    expect(isLong(parse(`- ${lines(20).replaceAll("\n", "\n- ")}`))).toBe(true);
  });
});
