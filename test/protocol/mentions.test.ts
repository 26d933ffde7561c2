/** Shows who is meant by an `@`, in any script, and who is not. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMentioned, mentionsOf } from "../../src/protocol/mentions.ts";
import { parsePersonName } from "../../src/protocol/names.ts";
import { anyText } from "../support/arbitrary.ts";
import { personName } from "../support/people.ts";

const NAMES = ["Lin", "Lin Xiao", "Linda", "小明", "小明月", "Ada L.", "نور", "민수", "Zoë", "alice (guest)"].map(
  personName,
);

/** The mentions of `text` as they stand there, with the name that is meant. */
function found(text: string): readonly (readonly [string, string])[] {
  return mentionsOf(text, NAMES).map(({ start, end, name }) => [text.slice(start, end), name]);
}

describe("a mention", () => {
  it.each([
    ["@Lin", "@Lin", "Lin"],
    ["hello @Lin, come here", "@Lin", "Lin"],
    ["(@Lin)", "@Lin", "Lin"],
    ["@Lin's book", "@Lin", "Lin"],
    ["@LIN!", "@LIN", "Lin"],
    ["＠Ｌｉｎ", "＠Ｌｉｎ", "Lin"],
    ["@Linda", "@Linda", "Linda"],
    ["@Lin Xiao said", "@Lin Xiao", "Lin Xiao"],
    ["@Lin \u3000 Xiao said", "@Lin \u3000 Xiao", "Lin Xiao"],
    ["@linxiao said", "@linxiao", "Lin Xiao"],
    ["@Lin\nXiao", "@Lin", "Lin"],
    ["@Lin Xiaoling", "@Lin", "Lin"],
    ["@Ada L. is here", "@Ada L.", "Ada L."],
    ["@Zoe\u0308, look", "@Zoe\u0308", "Zoë"],
    ["@alice (guest) wrote", "@alice (guest)", "alice (guest)"],
    ["مرحبا @نور!", "@نور", "نور"],
  ])("in %j is %j, of %j", (text, standing, name) => {
    expect(found(text)).toEqual([[standing, name]]);
  });

  it.each([
    ["@小明你好", "@小明", "小明"],
    ["你好@小明", "@小明", "小明"],
    ["见@小明，好吗", "@小明", "小明"],
    ["@小明月亮", "@小明月", "小明月"],
    ["@Lin你好", "@Lin", "Lin"],
    ["你好@Lin你好", "@Lin", "Lin"],
    ["@小明abc", "@小明", "小明"],
    ["@민수야", "@민수", "민수"],
  ])("in %j, where no spaces are put, is %j", (text, standing, name) => {
    expect(found(text)).toEqual([[standing, name]]);
  });

  it.each([
    "Lin",
    "@",
    "@ Lin",
    "@Li",
    "@Lind",
    "@Lin2",
    "@Lin_",
    "mail@lin.org",
    "a.b@lin",
    "https://example.org/@lin",
    "@@Lin",
    "@L in",
    "@小",
    "`@Lin`",
    "see ``a ` @Lin``",
    "```\n@Lin\n```",
    "```\n@Lin, and it is never closed",
  ])("is not in %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("may be one of several, in their order, and stands behind code too", () => {
    const text = "@小明@Lin and `@Lin` and @linda: `";
    expect(found(text)).toEqual([
      ["@小明", "小明"],
      ["@Lin", "Lin"],
      ["@linda", "Linda"],
    ]);
  });

  it("of a longer name is none of the shorter", () => {
    expect(isMentioned("@Lin Xiao?", personName("Lin"))).toBe(true);
    expect(isMentioned("@Lin Xiao?", personName("Lin"), NAMES)).toBe(false);
    expect(isMentioned("@Lin, Xiao?", personName("Lin"), NAMES)).toBe(true);
  });

  it("of two people with one name is of both", () => {
    const [first, second] = [personName("Lin"), personName("ＬＩＮ")];
    expect(isMentioned("@lin", first, [second])).toBe(true);
    expect(isMentioned("@lin", second, [first])).toBe(true);
  });

  it("is found in whatever way a name is spelt that anybody may have", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("", ":"), (raw, behind) => {
        const parsed = parsePersonName(raw);
        fc.pre("name" in parsed);
        if ("fault" in parsed) return;
        for (const spelt of [parsed.name, parsed.name.normalize("NFD"), parsed.name.replaceAll(" ", "  ")])
          expect(isMentioned(`@${spelt}${behind}`, parsed.name)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is looked for without a throw, in order and apart, whatever the text is", () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.constantFrom(...NAMES)), (text, names) => {
        let last = 0;
        for (const { start, end } of mentionsOf(text.replaceAll("a", "@Lin "), [...names, ...NAMES])) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
      }),
    );
  });

  it("is looked for in no time, also where everybody tries to make it slow", () => {
    const names = Array.from({ length: 200 }, (_, index) => personName(`${"@ ".repeat(18)}${index}`));
    const before = performance.now();
    mentionsOf(" @".repeat(2_000), names);
    mentionsOf("`".repeat(4_000), names);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
