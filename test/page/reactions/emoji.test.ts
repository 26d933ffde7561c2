import english from "emojibase-data/en/data.json" with { type: "json" };
import chinese from "emojibase-data/zh/data.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { entriesOf, findEmoji } from "../../../src/page/reactions/emoji.ts";
import { en, zh } from "../../../src/page/words/actions.ts";

const EN = entriesOf(english);
const ZH = entriesOf(chinese);

function found(entries: typeof EN, query: string): readonly string[] {
  return findEmoji(entries, query).map(({ emoji }) => emoji);
}

describe.each([
  ["English", EN, en.emojiGroups],
  ["Chinese", ZH, zh.emojiGroups],
] as const)("the emoji in %s", (_language, entries, groups) => {
  it("are well over a thousand, each only once, with a name, and in a group with a name", () => {
    expect(entries.length).toBeGreaterThan(1_500);
    expect(new Set(entries.map(({ emoji }) => emoji)).size).toBe(entries.length);
    expect(entries.filter(({ label, group }) => label === "" || groups[group] === undefined)).toEqual([]);
  });

  it("are sorted by group", () => {
    const starts = entries.filter(({ group }, index) => group !== entries[index - 1]?.group);
    expect(new Set(starts.map(({ group }) => group)).size).toBe(starts.length);
  });

  it("can be found by the emoji itself", () => {
    expect(found(entries, "🐢")).toEqual(["🐢"]);
  });

  it("are not found by other words", () => {
    expect(found(entries, "xyzzy")).toEqual([]);
  });
});

it("emoji that devices in use cannot show are left out", () => {
  const entry = { emoji: "🐢", label: "turtle", group: 3 };
  expect(entriesOf([{ ...entry, version: 15 }])).toHaveLength(1);
  expect(entriesOf([{ ...entry, version: 16 }])).toEqual([]);
});

describe("a search", () => {
  it("finds an emoji as keyboards write it, so that it is not two reactions", () => {
    expect(found(EN, "thumbs up")).toEqual(["👍"]);
    expect(found(EN, "watch")[0]).toBe("⌚");
    expect(found(EN, "sun")).toContain("☀️");
  });

  it.each([
    ["turtle", "🐢"],
    ["Turt", "🐢"],
    ["red heart", "❤️"],
    ["flag china", "🇨🇳"],
  ])("for %s in English finds %s", (query, emoji) => {
    expect(found(EN, query)).toContain(emoji);
  });

  it.each([
    ["龟", "🐢"],
    ["红心", "❤️"],
    ["笑", "😀"],
  ])("for %s in Chinese finds %s", (query, emoji) => {
    expect(found(ZH, query)).toContain(emoji);
  });

  it("for Latin letters finds the starts of words, and nothing inside them", () => {
    expect(found(EN, "urtle")).toEqual([]);
  });

  it("shows exact names first", () => {
    expect(found(EN, "cat")[0]).toBe("🐈");
  });
});
