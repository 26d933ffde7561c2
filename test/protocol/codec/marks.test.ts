/** Combining marks alone are not a message, name, reaction or topic; together with letters they are. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePersonName } from "../../../src/protocol/values/names.ts";
import { parseEmoji } from "../../../src/protocol/values/reactions.ts";
import { parseText } from "../../../src/protocol/values/text.ts";
import { NO_TOPIC, parseTopic } from "../../../src/protocol/values/topics.ts";

describe("combining marks alone", () => {
  const blank = [
    ["above, below, through", "\u0301\u0316\u0338"],
    ["around", "\u20dd\u20e3"],
    ["with spaces", "\u0301 \u0301\u3000\u00a0\u0301"],
    ["with lines", "\u0301\n\u0301"],
    ["with what does not show", "\u200b\u0301\u200d\u2060\u0301\ufe0f"],
    ["on fillers", "\u3164\u0301\u2800\u0301"],
    ["Hebrew", "\u05b0\u05c1"],
    ["Arabic", "\u064b\u0651"],
    ["Devanagari, also those with a width", "\u093e\u094d\u0902"],
    ["Thai", "\u0e34\u0e48"],
    ["Tibetan", "\u0f72\u0f74"],
    ["many", "\u0301".repeat(40)],
  ] as const;

  it.each(blank)("[S2] are not a message: %s", (_what, marks) => {
    expect(parseText(marks)).toEqual({ ok: false, fault: "text_blank" });
  });

  it.each(blank)("[N2] are not a name: %s", (_what, marks) => {
    expect(parsePersonName(marks)).toEqual({ ok: false, fault: "name_blank" });
  });

  it.each(blank)("[E3] are not a reaction: %s", (_what, marks) => {
    expect(parseEmoji(marks)).toBe(null);
  });

  it.each(blank)("[E5] are not a topic: %s", (_what, marks) => {
    expect(parseTopic(marks)).toEqual({ ok: true, value: NO_TOPIC });
  });

  it("are none of these, whichever marks they are, also with invisible characters", () => {
    const mark = fc
      .integer({ min: 0x300, max: 0x1e8ff })
      .map((code) => String.fromCodePoint(code >= 0xd800 && code < 0xe000 ? 0x301 : code))
      .filter((character) => /\p{M}/u.test(character));
    const nothing = fc.constantFrom(..." \t\n\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\u034f\u3164\u2800");
    fc.assert(
      fc.property(fc.array(fc.oneof(mark, nothing), { maxLength: 30 }), (characters) => {
        const raw = characters.join("");
        expect(parseText(raw)).toEqual({ ok: false, fault: "text_blank" });
        expect(parsePersonName(raw)).toEqual({ ok: false, fault: "name_blank" });
        expect(parseEmoji(raw)).toBe(null);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("marks with a letter to stand on", () => {
  it.each([
    "é",
    "e\u0301",
    "हिन्दी",
    "ที่นี่",
    "بِسْمِ",
    "שָׁלוֹם",
    "བོད",
    "ế",
    "க்",
    "မြန်မာ",
    "1\ufe0f\u20e3",
    "#\ufe0f\u20e3",
    "´\u0301",
    "◌\u0301",
  ])("are text, a name and a reaction: %s", (raw) => {
    expect(parseText(raw)).toEqual({ ok: true, value: raw });
    expect(parsePersonName(raw)).toEqual({ ok: true, value: raw.normalize("NFC") });
    expect(parseEmoji(raw)).toBe(raw.normalize("NFC"));
  });

  it("[N2] [E3] [E5] are normalised only if the text could still fit its limit", () => {
    const marks = "\u0301\u0316".repeat(8_000);
    expect(parsePersonName(`a${marks}`)).toEqual({ ok: false, fault: "name_too_long" });
    expect(parseEmoji(`a${marks}`)).toBe(null);
    expect(parseTopic(`a${marks}`)).toEqual({ ok: false, fault: "topic_too_long" });
    // Four code units that become one, forty times.
    expect(parsePersonName("\u1f82".normalize("NFD").repeat(40))).toEqual({ ok: true, value: "\u1f82".repeat(40) });
    expect(parsePersonName("\u1f82".normalize("NFD").repeat(41))).toEqual({ ok: false, fault: "name_too_long" });
  });
});
