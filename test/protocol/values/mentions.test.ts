import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMentioned, longerNames, mentionsOf } from "../../../src/protocol/values/mentions.ts";
import { parsePersonName } from "../../../src/protocol/values/names.ts";
import { anyText } from "../../support/arbitrary.ts";
import { personName } from "../../support/people.ts";

const NAMES = ["Lin", "Lin Xiao", "Linda", "小明", "小明月", "Ada L.", "نور", "민수", "Zoë", "alice (guest)"].map(
  personName,
);

/** The mentions in `text` as written, each with the name that it matches. */
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

  it.each([
    "https://example.org/?q=@Lin",
    "https://example.org/#@Lin",
    "https://example.org/a,@Lin/b",
    "https://example.org/a(@Lin)",
    "see (https://example.org/?a=b&c=@Lin).",
    "看https://example.org/路?@Lin",
    "https://例子.测试/?@Lin",
    "[Lin](https://example.org/?@Lin)",
    "<https://example.org/?@Lin>",
    "example.org/?q=@Lin",
    "ssh://example.org/@Lin ftp://a?@Lin",
    "mailto:a@example.org?cc=@Lin",
    "HTTPS://EXAMPLE.ORG/?@LIN",
  ])("is not in an address: %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ["https://example.org/?q @Lin", "@Lin"],
    ["(https://example.org/?q),@Lin", "@Lin"],
    ["https://example.org/路，@Lin", "@Lin"],
    ["«https://example.org/»@Lin", "@Lin"],
    ["https://example.org\u200b@Lin", "@Lin"],
    ["[@Lin](https://example.org/)", "@Lin"],
    ["yes/no?@Lin", "@Lin"],
  ])("is beside an address: %j", (text, standing) => {
    expect(found(text)).toEqual([[standing, "Lin"]]);
  });

  it.each([
    "> ```\n> @Lin\n> ```",
    "- a\n  ```\n  @Lin\n  ```",
    "```js\n@Lin\n\n@Lin\n```",
    "  ```\n@Lin",
    "`a\n@Lin`",
  ])("is not in code that stands in something: %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("may have a name with any characters", () => {
    const names = [
      "*star*",
      "`code`",
      "a`b",
      "[x](y)",
      "<b>",
      "~~",
      "|",
      "\\*",
      "a@b",
      "@c",
      "“q”",
      "!!",
      "נועה",
      "👩\u200d👧 x",
    ].map(personName);
    for (const name of names) {
      for (const [before, behind] of [
        ["", ""],
        ["*", "*"],
        ["(", ")"],
        ["`x` ", ", `y`"],
        ["> ", "\nend"],
      ] as const)
        expect(mentionsOf(`${before}@${name}${behind}`, names).map((mention) => mention.name)).toEqual([name]);
    }
  });

  it("may be one of several, in order, and may follow code", () => {
    const text = "@小明@Lin and `@Lin` and @linda: `";
    expect(found(text)).toEqual([
      ["@小明", "小明"],
      ["@Lin", "Lin"],
      ["@linda", "Linda"],
    ]);
  });

  it("of a longer name does not mention the shorter one", () => {
    expect(isMentioned("@Lin Xiao?", personName("Lin"))).toBe(true);
    expect(isMentioned("@Lin Xiao?", personName("Lin"), NAMES)).toBe(false);
    expect(isMentioned("@Lin, Xiao?", personName("Lin"), NAMES)).toBe(true);
  });

  it("could mean each longer name up to the end of the line", () => {
    const [mention] = mentionsOf("hi @Lin Xiao, and\nLin", [personName("Lin")]);
    if (mention === undefined) throw new Error("nobody is mentioned");
    expect([...new Set(longerNames("hi @Lin Xiao, and\nLin", mention))]).toEqual([
      "Lin Xiao",
      "Lin Xiao,",
      "Lin Xiao, and",
    ]);
  });

  it("mentions both of two people with the same name", () => {
    const [first, second] = [personName("Lin"), personName("ＬＩＮ")];
    expect(isMentioned("@lin", first, [second])).toBe(true);
    expect(isMentioned("@lin", second, [first])).toBe(true);
  });

  it("is found for any valid name in any spelling", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("", ":"), (raw, behind) => {
        const parsed = parsePersonName(raw);
        fc.pre(parsed.ok);
        if (!parsed.ok) return;
        for (const spelt of [parsed.value, parsed.value.normalize("NFD"), parsed.value.replaceAll(" ", "  ")])
          expect(isMentioned(`@${spelt}${behind}`, parsed.value)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("never throws, and mentions are in order and do not overlap, for any text", () => {
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
});
