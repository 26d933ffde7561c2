import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedBy } from "../../../src/page/ui/arrow-keys.ts";
import { commandsFor, isWhole, peopleFor, tokenAt } from "../../../src/page/composer/completion.ts";
import { NAME_MAX_LENGTH } from "../../../src/protocol/limits.ts";
import { anyText } from "../../support/arbitrary.ts";
import { person } from "../../support/people.ts";

/** The token at the `|` of `text`: sign, place and query. */
function tokenIn(text: string): readonly [string, number, string] | null {
  const token = tokenAt(text.replace("|", ""), text.indexOf("|"));
  return token === null ? null : [token.sign, token.start, token.query];
}

const PEOPLE = ["Linda", "Lin Xiao", "Ada Lin", "Berlin", "小明", "王小明", "José", "ＡＢＣ"].map(person);

function namesFor(query: string): readonly string[] {
  return peopleFor(query, PEOPLE).map(({ name }) => name);
}

describe("the word at the caret", () => {
  it.each([
    ["@|", ["@", 0, ""]],
    ["@li|", ["@", 0, "li"]],
    ["hi @li| there", ["@", 3, "li"]],
    ["(@li|", ["@", 1, "li"]],
    ["@Lin Xi|", ["@", 0, "Lin Xi"]],
    ["a\n@li|", ["@", 2, "li"]],
    ["你好@小|", ["@", 2, "小"]],
    ["你好＠小|", ["@", 2, "小"]],
    ["@a @b|", ["@", 3, "b"]],
    ["/|", ["/", 0, ""]],
    ["/ni|", ["/", 0, "ni"]],
    [`@${"x".repeat(NAME_MAX_LENGTH)}|`, ["@", 0, "x".repeat(NAME_MAX_LENGTH)]],
  ])("in %j is completed", (text, token) => {
    expect(tokenIn(text)).toEqual(token);
  });

  it.each([
    "|",
    "|@li",
    "mail@li|",
    "@ |",
    "@ li|",
    "@li\n|",
    "https://example.org/@li|",
    `@${"x".repeat(NAME_MAX_LENGTH + 1)}|`,
    "a /ni|",
    " /ni|",
    "/nick |",
    "/nick Lin|",
    "|/nick",
  ])("in %j is none to complete", (text) => {
    expect(tokenIn(text)).toBeNull();
  });

  it("is what stands between its sign and the caret, whatever the text is", () => {
    fc.assert(
      fc.property(fc.constantFrom("", "@", "/", "你@"), anyText, fc.nat(50), (sign, rest, caret) => {
        const text = sign + rest;
        const token = tokenAt(text, Math.min(caret, text.length));
        if (token !== null) expect(text.slice(token.start + 1, token.end)).toBe(token.query);
      }),
    );
  });
});

describe("the people for a query", () => {
  it("are all where nothing is asked, in the order given", () => {
    expect(namesFor("")).toEqual(PEOPLE.map(({ name }) => name));
  });

  it("are those whose name begins with it, then has a word that does, then has it anywhere", () => {
    expect(namesFor("lin")).toEqual(["Linda", "Lin Xiao", "Ada Lin", "Berlin"]);
    expect(namesFor("小明")).toEqual(["小明", "王小明"]);
  });

  it.each([
    ["LIN X", ["Lin Xiao"]],
    ["lin ", ["Lin Xiao"]],
    ["abc", ["ＡＢＣ"]],
    ["Ｊose\u0301", ["José"]],
    ["nobody", []],
    ["lin xiao ", []],
  ])("%j are %j", (query, names) => {
    expect(namesFor(query)).toEqual(names);
  });

  it("may be asked for with anything", () => {
    fc.assert(fc.property(anyText, (query) => peopleFor(query, PEOPLE).length <= PEOPLE.length));
  });
});

describe("a query", () => {
  it("is whole where it is the name, in whatever case and width", () => {
    expect(isWhole("ｌｉｎ xiao", "Lin Xiao")).toBe(true);
    expect(isWhole("lin", "Lin Xiao")).toBe(false);
  });

  it("finds commands by their beginning", () => {
    expect(commandsFor("")).toHaveLength(5);
    expect(commandsFor("S")).toEqual(["shrug"]);
    expect(commandsFor("hrug")).toEqual([]);
  });
});

describe("the arrows", () => {
  it("lead down and up, and round", () => {
    expect([movedBy("ArrowDown", 0, 3), movedBy("ArrowDown", 2, 3)]).toEqual([1, 0]);
    expect([movedBy("ArrowUp", 2, 3), movedBy("ArrowUp", 0, 3)]).toEqual([1, 2]);
  });

  it("lead nowhere in an empty list, and other keys nowhere at all", () => {
    expect(movedBy("ArrowDown", 0, 0)).toBeNull();
    expect(movedBy("ArrowLeft", 0, 3)).toBeNull();
  });
});
