import { describe, expect, it } from "vitest";
import { en } from "../../../src/page/words/en.ts";
import { reasonText, words } from "../../../src/page/words/words.ts";
import { zh } from "../../../src/page/words/zh.ts";
import type { RefusalReason } from "../../../src/protocol/events.ts";

describe("a reason", () => {
  it("that the page knows has a text, in both languages", () => {
    for (const { reasons } of [en, zh]) for (const text of Object.values(reasons)) expect(text).not.toBe("");
    expect(Object.keys(zh.reasons)).toEqual(Object.keys(en.reasons));
    expect(reasonText("flooding")).toBe(words.reasons.flooding);
  });

  it.each(["asleep", "", "undefined", "constructor", "toString", "__proto__", "hasOwnProperty", null, undefined, 7])(
    "that it does not know (%s) has general ones",
    (reason) => expect(reasonText(reason as RefusalReason)).toBe(words.unknownReason),
  );
});
