import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TEXT_MAX_LENGTH } from "../../../src/protocol/limits.ts";
import { hasControls, isInvisible, parseText, visibleOf } from "../../../src/protocol/values/text.ts";
import { anyText } from "../../support/arbitrary.ts";

describe("a message's text", () => {
  it.each([
    ["hello", "hello"],
    ["one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"],
    ["tab\tstays", "tab\tstays"],
    ["\u001b[31mred\u0007", "[31mred"],
    ["\u0000a\u007fb\u0085c\u009f", "abc"],
    ["\n \n\t\n  indented", "  indented"],
    ["  indented", "  indented"],
    ["end \n\n\t ", "end"],
    ["a\n\n\nb", "a\n\n\nb"],
    ["\u200fשלום", "\u200fשלום"],
    ["e\u0301", "e\u0301"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
  ])("[S2] %j is kept as %j", (raw, text) => {
    expect(parseText(raw)).toEqual({ ok: true, value: text });
  });

  it.each(["", " ", "\n\t\r\n", "\u0000\u0007", "\u200b\u200d\ufeff", "\u3164", "\u2800", "\ufe0f", "\u2060\u00ad"])(
    "[S2] %j shows nothing",
    (raw) => {
      expect(parseText(raw)).toEqual({ ok: false, fault: "text_blank" });
    },
  );

  it("[S2] has at most 4,000 characters, counted as it is stored", () => {
    expect(parseText("好".repeat(TEXT_MAX_LENGTH))).toEqual({ ok: true, value: "好".repeat(4_000) });
    expect(parseText("好".repeat(TEXT_MAX_LENGTH + 1))).toEqual({ ok: false, fault: "text_too_long" });
    expect(parseText(`\n\n${"a".repeat(TEXT_MAX_LENGTH)}\u0000  \n`)).toEqual({ ok: true, value: "a".repeat(4_000) });
    expect(parseText("🙂".repeat(TEXT_MAX_LENGTH / 2))).toEqual({ ok: true, value: "🙂".repeat(2_000) });
    expect(parseText(`${"🙂".repeat(TEXT_MAX_LENGTH / 2)}!`)).toEqual({ ok: false, fault: "text_too_long" });
  });

  it.each(["\ud800", "a\udc00b", "\udc00\ud800", "🙂\ud83d"])("[S2] %j is not well-formed Unicode", (raw) => {
    expect(parseText(raw)).toEqual({ ok: false, fault: "text_malformed" });
  });

  it("[S2] stays as it is when it is parsed again, whatever it was made from", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const parsed = parseText(raw);
        if (!parsed.ok) return;
        expect(parseText(parsed.value)).toEqual(parsed);
        expect(parsed.value.length).toBeLessThanOrEqual(raw.length);
        expect(isInvisible(parsed.value)).toBe(false);
        expect(hasControls(parsed.value)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("[S2] is tidied in linear time", () => {
    // A hundred thousand blanks before a letter would take a backtracking pattern minutes.
    const blanks = " \t".repeat(50_000);
    expect(parseText(`${blanks}\n${blanks}\na${blanks}`)).toEqual({ ok: true, value: "a" });
    expect(parseText(`${blanks}a${blanks}`)).toEqual({ ok: false, fault: "text_too_long" });
  });
});

describe("hasControls", () => {
  it("allows tab and line feed, and returns the same on every call", () => {
    expect(hasControls("a\tb\nc")).toBe(false);
    expect([hasControls("a\u0007"), hasControls("a\u0007"), hasControls("\u0007a")]).toEqual([true, true, true]);
  });
});

describe("visibleOf", () => {
  it("[D5] removes invisible characters, and nothing else", () => {
    expect(visibleOf("a \t\u200d\ufe0f\u034f\u3164\u2800\u0000b")).toBe("ab");
    expect(visibleOf("林!-_é")).toBe("林!-_é");
  });
});
