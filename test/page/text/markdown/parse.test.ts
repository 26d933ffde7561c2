import { describe, expect, test } from "vitest";
import { parse } from "../../../../src/page/text/markdown/parse.ts";
import { sketch } from "../../../support/client/markdown.ts";

describe("formatting", () => {
  test.each([
    ["*em*", "em(em)"],
    ["_em_", "em(em)"],
    ["**strong**", "strong(strong)"],
    ["__strong__", "strong(strong)"],
    ["***both***", "em(strong(both))"],
    ["**a *b***", "strong(a em(b))"],
    ["*a **b***", "em(a strong(b))"],
    ["***a** b*", "em(strong(a) b)"],
    ["~~gone~~", "strike(gone)"],
    ["||secret||", "spoiler(secret)"],
    ["||**a** b||", "spoiler(strong(a) b)"],
    ["`a*b*c`", "code(a*b*c)"],
    ["``a`b``", "code(a`b)"],
    ["```one line```", "code(one line)"],
    ["*over\nlines*", "em(over\nlines)"],
    ["(*a*), “*b*”.", "(em(a)), “em(b)”."],
    ["**重要**的", "strong(重要)的"],
    ["这是**“重要”**的", "这是strong(“重要”)的"],
    ["**重要。**的，**100%**是", "strong(重要。)的，strong(100%)是"],
    ["**중요**한", "strong(중요)한"],
    ["*`*`*", "em(code(*))"],
    ["**see [*x*](https://a.com/*)**", "strong(see link(https://a.com/*: em(x)))"],
  ])("%j is %s", (text, expected) => {
    expect(sketch(parse(text))).toBe(expected);
  });
});

describe("text without syntax does not change", () => {
  test.each([
    "2*3*4",
    "x**2 + y**2",
    "a * b * c",
    "snake_case_name, __init__.py's _private",
    "文件_名称_终稿",
    "¯\\_(ツ)_/¯",
    "C:\\dir\\_x and \\\\server\\*.txt",
    "ends in a backslash\\\nand goes on",
    "a || b || c",
    "~5~ 好的~ 谢谢~",
    "# no heading\n#tag\ntext\n===\n---\n* * *",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "[a]: https-less\n[a] [^1] ![b]",
    "<b>x</b> <div>\n<!-- y --> &amp; &#65;",
    "    indented\n\ttab  \n  and two spaces  \nend",
    "one\n\n\n\ntwo",
    ">_< >:( >w<\n>",
    "+ 5\n- \n-\n1.",
    "**open\n\nclosed**",
    "****\n||||\n``",
    "~~~~~\ntext\n~~~~~",
    "**bold*",
    "```",
    "[a](b) [c](//d.com) [e]()",
  ])("%j", (text) => {
    expect(sketch(parse(text))).toBe(text);
  });
});

describe("a backslash", () => {
  test.each([
    ["\\*no\\* \\_no\\_ \\~~no~~ \\||no||", "*no* _no_ ~~no~~ ||no||"],
    [
      "\\`no\\` \\[a](https://b.com)",
      "`no` [a](https://b.com)".replace("https://b.com", "link(https://b.com/: https://b.com)"),
    ],
    ["\\> no quote\n\\- no list", "> no quote\n- no list"],
  ])("keeps %j from being syntax", (text, expected) => {
    expect(sketch(parse(text))).toBe(expected);
  });
});

describe("blocks", () => {
  test.each([
    ["- a\n- b", "[• a][• b]"],
    ["* a\n* b", "[• a][• b]"],
    ["1. a\n2. b", "[1. a][2. b]"],
    ["3) c", "[3) c]"],
    ["- a\n  - b\n    1. c", "[• a / [• b / [1. c]]]"],
    ["- a\n  more", "[• a\nmore]"],
    ["- [ ] a\n- [x] b", "[• ☐ a][• ☑ b]"],
    ["text\n- a\nafter", "text / [• a] / after"],
    ["> a\n> b", "> {a\nb}"],
    ["> a\nanswer", "> {a} / answer"],
    ["> a\n>> b\n> c", "> {a / > {b} / c}"],
    ["> - a\n> - b", "> {[• a][• b]}"],
    ["> ```\n> x\n> ```", "> {```x```}"],
    ["```js\na\n\n  b\n```", "```js:a\n\n  b```"],
    ["see:\n```\na\n```\nend", "see: / ```a``` / end"],
    ["```\nclosed at the end```\nend", "```closed at the end``` / end"],
    ["```py\nnever closed", "```py:never closed```"],
    ["````\n```\n````", "```\u0060\u0060\u0060```"],
    ["- a\n  ```\n  x\n  ```", "[• a / ```x```]"],
  ])("%j is %j", (text, expected) => {
    expect(sketch(parse(text))).toBe(expected);
  });
});
