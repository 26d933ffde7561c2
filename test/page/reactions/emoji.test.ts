/** Shows the emoji to choose from: those of emojibase that devices draw, found by their names in both languages. */
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
  it("are well over a thousand, each once, each with a name and in a group that has one", () => {
    expect(entries.length).toBeGreaterThan(1_500);
    expect(new Set(entries.map(({ emoji }) => emoji)).size).toBe(entries.length);
    expect(entries.filter(({ label, group }) => label === "" || groups[group] === undefined)).toEqual([]);
  });

  it("stand in groups, one after the other", () => {
    const starts = entries.filter(({ group }, index) => group !== entries[index - 1]?.group);
    expect(new Set(starts.map(({ group }) => group)).size).toBe(starts.length);
  });

  it("are found by themselves", () => {
    expect(found(entries, "🐢")).toEqual(["🐢"]);
  });

  it("are not found by what names none", () => {
    expect(found(entries, "xyzzy")).toEqual([]);
  });
});

it("what devices that are still in use cannot draw is left out", () => {
  const entry = { emoji: "🐢", label: "turtle", group: 3 };
  expect(entriesOf([{ ...entry, version: 15 }])).toHaveLength(1);
  expect(entriesOf([{ ...entry, version: 16 }])).toEqual([]);
});

describe("a search", () => {
  it("finds an emoji as keyboards write it, so that one is not two reactions", () => {
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

  it("of Latin letters finds beginnings of words, not what is within them", () => {
    expect(found(EN, "urtle")).toEqual([]);
  });

  it("shows first what is called so", () => {
    expect(found(EN, "cat")[0]).toBe("🐈");
  });
});
