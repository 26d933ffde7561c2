import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmoji } from "../../../src/protocol/values/reactions.ts";
import { anyText } from "../../support/arbitrary.ts";

describe("a reaction", () => {
  it.each(["👍", "❤️", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇨🇳", "👩🏻‍❤️‍💋‍👩🏿", "+1", "加油", "lol", "ok!", "é"])("[E3] may be %s", (emoji) => {
    expect(parseEmoji(emoji)).toBe(emoji.normalize("NFC"));
  });

  it("[E3] has up to 16 characters, and not one more, without the spaces around it", () => {
    expect(parseEmoji(` ${"x".repeat(16)} `)).toBe("x".repeat(16));
    expect(parseEmoji("x".repeat(17))).toBeNull();
  });

  it.each(["", " ", "\u200d", "\ufe0f", "a b", "a\nb", "a\u202eb", "a\u0000", "\ud83d", "\ue000", "\u2060x"])(
    "[E3] may not be %j",
    (raw) => {
      expect(parseEmoji(raw)).toBeNull();
    },
  );

  it.each([
    ["👍\ufe0f", "👍"],
    ["❤", "❤\ufe0f"],
    ["❤\ufe0e", "❤\ufe0f"],
    ["☝\ufe0f🏽", "☝🏽"],
    ["🏳\u200d🌈", "🏳\ufe0f\u200d🌈"],
    ["🕵🏽\u200d♂", "🕵🏽\u200d♂\ufe0f"],
    ["1\u20e3", "1\ufe0f\u20e3"],
    ["1️⃣", "1\ufe0f\u20e3"],
    ["#1", "#1"],
  ])("[E3] is one text for one emoji, however a keyboard writes it: %j is %j", (raw, emoji) => {
    expect(parseEmoji(raw)).toBe(emoji);
  });

  it("[E3] stays the same when it is parsed again", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const emoji = parseEmoji(raw);
        if (emoji !== null) expect(parseEmoji(emoji)).toBe(emoji);
      }),
    );
  });
});
