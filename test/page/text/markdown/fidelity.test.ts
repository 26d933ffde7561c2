import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapesIn } from "../../../../src/page/text/markdown/escapes.ts";
import { parse } from "../../../../src/page/text/markdown/parse.ts";
import type { Block } from "../../../../src/page/text/markdown/tree.ts";
import { mentionsOf } from "../../../../src/protocol/values/mentions.ts";
import { sketch, wordsOf } from "../../../support/client/markdown.ts";
import { personName } from "../../../support/people.ts";

describe("a backslash is shown where there is no syntax to escape", () => {
  test.each([
    "del C:\\Temp\\*",
    "del C:\\Temp\\*.* and D:\\*.log",
    "copy *.txt C:\\Temp\\*",
    "C:\\*",
    "C:\\_x_",
    "C:\\Users\\_me_\\__init__.py",
    "C:\\[Backup]\\(old)\\~tmp\\`x",
    "\\\\server\\share",
    "\\\\server\\share\\*.txt",
    "\\\\*\\_x",
    "\\\\?\\C:\\-a\\>b",
    "dir\\*.ts dir\\_x\\-y",
    "\\(a + b\\) \\[x_1\\] \\{y\\}",
    "\\alpha\\_1 \\sum\\_{i} \\| x \\|",
    "^\\d+\\.\\*\\w\\[a\\]\\|b$",
    "s/\\*/\\_/g \\- \\> \\|",
    "¯\\_(ツ)_/¯",
    "¯\\\\_(ツ)_/¯ and ¯\\\\\\_(ツ)_/¯",
    "\\(^_^)/ \\o/",
    "^_^ and ^_^, >_< and >_<, -_- -_-, ;_; ;_;",
    "¯\\_(ツ)_/¯ ¯\\_(ツ)_/¯",
    "del C:\\a\\*.*, D:\\b\\*.*, E:\\*",
    "C:\\__x__ D:\\__y__",
    "escape \\* and \\_ and \\`",
    "5 \\* 3 \\* 2",
    "a\\*b\\*c a\\_b\\_c",
    "*no\\*",
    "\\n \\t \\0 \\' \\\" \\# \\! \\+ \\.",
    "ends in \\",
    "\\",
    "\\\\",
    "\\*\\*",
    "a \\- b",
    "\\[a] and \\]",
    "\\~/bin \\~5",
    "1\\. no list",
  ])("%j", (text) => {
    expect(wordsOf(parse(text))).toBe(text);
  });

  test.each([
    ["\\*no\\* emphasis", "*no* emphasis"],
    ["\\*no* emphasis", "*no* emphasis"],
    ["\\*\\*no\\*\\* emphasis", "**no** emphasis"],
    ["(\\_no\\_)", "(_no_)"],
    ["“\\*no\\*”", "“*no*”"],
    ["这是\\*不是\\*强调", "这是*不是*强调"],
    ["\\|\\|no\\|\\| spoiler", "||no|| spoiler"],
    ["\\~\\~no\\~\\~", "~~no~~"],
    ["\\`no\\`", "`no`"],
    ["\\[no](https://a.com)", "[no](https://a.com)"],
    ["\\* no\n\\- item\n\\> quote", "* no\n- item\n> quote"],
    ["**C:\\Temp\\_x** and ||\\\\a\\*||", "C:\\Temp\\_x and \\\\a\\*"],
    ["\\*a\\* C:\\Temp\\*", "*a* C:\\Temp\\*"],
  ])("but not in %j", (text, expected) => {
    expect(wordsOf(parse(text))).toBe(expected);
  });
});

describe("code is verbatim", () => {
  test.each([
    ["` a `", "code( a )"],
    ["`` `a` ``", "code(`a`)"],
    ["`` ` ``", "code(`)"],
    ["`\\*a\\*`", "code(\\*a\\*)"],
    ["`a\nb`", "code(a\nb)"],
    ["`  a  b  `", "code(  a  b  )"],
    ["`&amp;<b>[x](https://y.z)**`", "code(&amp;<b>[x](https://y.z)**)"],
    ["```\n\\*a\\*\n\n   ~~b~~\t\n```", "```\\*a\\*\n\n   ~~b~~\t```"],
    ["```\n\n a\n```", "```\n a```"],
    ["``a`", "``a`"],
    ["`a\n\nb`", "`a\n\nb`"],
  ])("%j is %j", (text, expected) => {
    expect(sketch(parse(text))).toBe(expected);
  });

  test.each([
    ["  ```\n  x\n    y\n  ```", "```x\n  y```"],
    [" ```js\n x\n ```\nend", "```js:x``` / end"],
    ["    ```\n    x\n      y\n    ```", "```x\n  y```"],
    ["\t```\n\tx\n\t\ty\n\t```", "```x\n\ty```"],
    ["  ```\nx\n y\n  ```", "```x\ny```"],
    ["- a\n  ```\n  x\n    y\n  ```", "[• a / ```x\n  y```]"],
    ["> ```\n> x\n>   y\n> ```", "> {```x\n  y```}"],
  ])("an indented fence loses its indentation: %j", (text, expected) => {
    expect(sketch(parse(text))).toBe(expected);
  });

  test("even if it starts on the fence's line", () => {
    expect(sketch(parse("```SELECT * FROM a\nWHERE b```"))).toBe("```SELECT * FROM a\nWHERE b```");
    expect(sketch(parse("```js\nx\n```"))).toBe("```js:x```");
  });
});

describe("a name with markers in it", () => {
  const NAMES = [
    "*star*",
    "_x_",
    "`code`",
    "a`b",
    "[link](x)",
    "<b>",
    "~~z~~",
    "||p||",
    "\\*",
    "**",
    "> q",
    "- i",
    "a*b",
    "Ada_L",
  ].map(personName);

  test.each(NAMES)("%j is shown unchanged where it is mentioned", (name) => {
    for (const [before, behind] of [
      ["", ""],
      ["hi ", ", there"],
      ["**", "**"],
      ["*a ", " b*"],
      ["> ", ""],
      ["- ", " x"],
      ["[", "](https://a.com)"],
    ] as const) {
      const text = `${before}@${name}${behind}`;
      const tree = sketch(parse(text, mentionsOf(text, NAMES)));
      expect(tree).toContain(`mention(@${name})`);
    }
  });

  test("is only text where it is not mentioned, and code before it stays code", () => {
    const text = "*star* and `@*star*` and @a`b, `c`";
    expect(sketch(parse(text, mentionsOf(text, NAMES)))).toBe("em(star) and code(@*star*) and mention(@a`b), code(c)");
  });

  test("shows as many mentions as the room counts", () => {
    const parts = fc.constantFrom(
      ..."*_~`|>[]() \n@a.",
      "@*star*",
      "@a`b",
      "@`code`",
      "@Ada_L",
      "https://a.b/?",
      "```\n",
      "\n\n",
      "- ",
      "](",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (all) => {
        const text = all.join("");
        const shown = sketch(parse(text, mentionsOf(text, NAMES))).split("mention(").length - 1;
        expect(shown).toBeLessThanOrEqual(mentionsOf(text, NAMES).length);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The shown text, with the language of a fence before its code. */
function withLanguages(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => {
    switch (block.type) {
      case "paragraph":
        return block;
      case "fence":
        return { ...block, text: block.language + block.text };
      case "quote":
        return { ...block, children: withLanguages(block.children) };
      case "list":
        return { ...block, items: block.items.map((item) => ({ ...item, children: withLanguages(item.children) })) };
    }
  });
}

/** Characters of markers, which may be missing from the shown text. */
const MARKERS = new Set("*_~|`[]()!<>\\-\"'x0123456789");

describe("in any text", () => {
  const parts = fc.constantFrom(
    ..."*_~|`[]()<>\\-!# \n\tab1é。，",
    "**",
    "||",
    "~~",
    "```\n",
    "\n```",
    "> ",
    "- ",
    "1. ",
    "C:\\",
    "\\*",
    "\\\\",
    "[x](https://a.b)",
    "https://a.b/c_d",
    "a@b.co",
    "👩\u200d👧",
    "- [ ] ",
  );
  const anything = fc.array(parts, { maxLength: 40 }).map((all) => all.join("").trim());

  test("only markers are missing from the shown text", () => {
    fc.assert(
      fc.property(anything, (text) => {
        // Counts the target of a link as a marker. Ignores white space, which blocks change.
        const bare = text.replaceAll("(https://a.b)", "").replace(/\s/g, "");
        const words = wordsOf(withLanguages(parse(text))).replaceAll("(https://a.b)", "");
        const shown = Array.from(words.replace(/[•☐☑\s]/gu, ""));
        let at = 0;
        for (const character of bare) {
          if (shown[at] === character) at += 1;
          else expect(MARKERS.has(character), `${character} of ${JSON.stringify(text)}`).toBe(true);
        }
        expect(shown.slice(at)).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  test("nothing is missing where nothing is formatted", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const tree = parse(text);
        fc.pre(tree.length === 1 && tree[0]?.type === "paragraph");
        const [paragraph] = tree;
        if (paragraph?.type !== "paragraph" || paragraph.children.some(({ type }) => type !== "text")) return;
        fc.pre(escapesIn(text).every(({ shown }) => shown.startsWith("\\")));
        expect(wordsOf(tree)).toBe(text);
      }),
      { numRuns: 5_000 },
    );
  });
});
