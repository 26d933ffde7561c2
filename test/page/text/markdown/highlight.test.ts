import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as languages from "@speed-highlight/core/languages";
import { HIGHLIGHT_LINE_MAX, makeHighlight } from "../../../../src/page/text/markdown/highlight.ts";

const highlight = makeHighlight(languages);

function kindsOf(code: string, language: string): readonly string[] {
  return highlight(code, language).flatMap(({ text, kind }) => (kind === null ? [] : [`${text}: ${kind}`]));
}

describe("highlighting", () => {
  test("distinguishes keywords, names, strings, values and comments", () => {
    expect(kindsOf("def f():\n  return 'a' + 1  # why", "py")).toEqual([
      "def: keyword",
      "f: name",
      "return: keyword",
      "'a': string",
      "1: value",
      "# why: comment",
    ]);
  });

  test("knows a language by the names that people use", () => {
    for (const [name, other] of [
      ["js", "JavaScript"],
      ["py", "python"],
      ["rs", "rust"],
      ["bash", "sh"],
      ["ts", "tsx"],
    ] as const) {
      expect(kindsOf("let x = if 1", name)).toEqual(kindsOf("let x = if 1", other));
    }
    expect(kindsOf("+ new\n- old", "diff")).toEqual(["+ new: inserted", "- old: deleted"]);
  });

  test.each(["", "nonsense", "constructor", "__proto__", "toString"])(
    "leaves %j, which is no language, alone",
    (language) => {
      expect(highlight("let x", language)).toEqual([{ text: "let x", kind: null }]);
    },
  );

  test("never changes the code", () => {
    const language = fc.constantFrom(
      "js",
      "ts",
      "py",
      "html",
      "css",
      "md",
      "yaml",
      "bash",
      "diff",
      "json",
      "sql",
      "none",
    );
    const code = fc.oneof(
      fc.string({ unit: "binary", maxLength: 80 }),
      fc
        .array(fc.constantFrom(..."<>/{}()[]'\"`$#*\\ \nab1=-:;&"), { maxLength: 120 })
        .map((letters) => letters.join("")),
    );
    fc.assert(
      fc.property(code, language, (text, name) => {
        const tokens = highlight(text, name);
        expect(tokens.map((token) => token.text).join("")).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  test("does not highlight code with very long lines", () => {
    expect(kindsOf(`"${"a".repeat(HIGHLIGHT_LINE_MAX - 2)}"`, "js")).toHaveLength(1);
    expect(kindsOf(`"${"a".repeat(HIGHLIGHT_LINE_MAX - 1)}"`, "js")).toHaveLength(0);
  });
});
