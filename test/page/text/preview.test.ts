import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionText } from "../../../src/page/text/markdown/action.ts";
import { previewOf } from "../../../src/page/text/preview.ts";
import { isInvisible, parseText } from "../../../src/protocol/values/text.ts";
import { anyText } from "../../support/arbitrary.ts";

describe("the preview of a message", () => {
  it.each([
    ["one line", "one line"],
    ["the first\nof two", "the first"],
    ["\n  \nafter blank ones", "after blank ones"],
    ["```js\nlet a = 1;\n```", "let a = 1;"],
    ["/me waves", "waves"],
    ["he did ||die||, and ||more", "he did ▒▒▒, and ▒▒▒"],
    ["x".repeat(500), "x".repeat(160)],
    ["```one line```", "one line"],
    ["```js console.log(1)```", "js console.log(1)"],
    ["```\n```", "```"],
    ["```", "```"],
    ["```js", "js"],
    ["```\n\n```", "```"],
    ["  ```js\n  let a = 1;\n  ```", "let a = 1;"],
    ["> ```\n> let a = 1;", "> let a = 1;"],
    ["```SELECT *\nFROM a```", "SELECT *"],
    ["````\n```\nx\n````", "x"],
    ["\u200b\n\u0301\nafter what does not show", "after what does not show"],
    ["", ""],
  ])("of %j is %j", (text, preview) => {
    expect(previewOf(text)).toBe(preview);
  });

  it.each([
    "👩\u200d👩\u200d👧",
    "🇳🇱",
    "👍🏽",
    "e\u0301\u0323",
    "각",
    "한",
    "क्षि",
    "1\ufe0f\u20e3",
    "🏴\u{e0067}\u{e0062}\u{e007f}",
    "😀",
  ])("never ends inside a character: %s", (character) => {
    for (let before = 0; before < 12; before++) {
      const preview = previewOf("x".repeat(before) + character.repeat(200));
      expect(preview).toBe("x".repeat(before) + character.repeat((preview.length - before) / character.length));
      expect(preview.length).toBeGreaterThan(160 - character.length);
      expect(preview.length).toBeLessThanOrEqual(160);
    }
  });

  it("has at least one whole character, however many accents it has", () => {
    const stack = `a${"\u0301".repeat(300)}`;
    expect(previewOf(`${stack} b`)).toBe(stack);
  });

  it("is well-formed and shows some of any text that can be sent", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("", "```", "```\n", "||", "\n", "/me "), (raw, begin) => {
        const parsed = parseText(begin + raw);
        if (!parsed.ok) return fc.pre(false);
        const preview = previewOf(parsed.value);
        expect(preview.isWellFormed()).toBe(true);
        expect(isInvisible(preview)).toBe(isInvisible(actionText(parsed.value)));
      }),
      { numRuns: 2_000 },
    );
  });
});
