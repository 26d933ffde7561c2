import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../../../src/page/text/markdown/parse.ts";
import type { Block, Inline } from "../../../../src/page/text/markdown/tree.ts";
import { sketch, wordsOf } from "../../../support/client/markdown.ts";

/** The links whose text names another address than their target. */
function maskedLinks(nodes: readonly (Block | Inline)[]): readonly (Inline & { type: "link" })[] {
  return nodes.flatMap((node) => {
    if (node.type === "link") {
      const words = wordsOf([{ type: "paragraph", children: [node] }]);
      return [node.href, node.href.replace(/\/$/, ""), node.href.replace("mailto:", "")].includes(words) ? [] : [node];
    }
    if ("children" in node) return maskedLinks(node.children);
    return "items" in node ? node.items.flatMap(({ children }) => maskedLinks(children)) : [];
  });
}

describe("a link whose label looks like another address is text, and shows its real address", () => {
  test.each([
    "https://bank.com",
    "HTTPS://BANK.COM",
    "http://bank.com/login",
    "https://bank.com.",
    "bank.com",
    "Bank.COM",
    "www.bank.com",
    "bank.com/login",
    "bank.com:443",
    "bank.com?q",
    "go to bank.com now",
    "(bank.com)",
    "“bank.com”",
    "https://bank.com@evil.com",
    "https://bank.com:x@evil.com",
    "**bank.com**",
    "`bank.com`",
    "~~bank.com~~",
    "||bank.com||",
    "*bank*.com",
    "**bank**.**com**",
    "b*an*k.com",
    "bank\u200b.com",
    "bank.\u200dcom",
    "ba\u00adnk.com",
    "b\u2060ank.com",
    "bank\u200a.com",
    "bank．com",
    "bank。com",
    "bank｡com",
    "bank․com",
    "bank﹒com",
    "bank·com",
    "bank۔com",
    "ｂａｎｋ.ｃｏｍ",
    "𝐛𝐚𝐧𝐤.𝐜𝐨𝐦",
    "ⓑⓐⓝⓚ.com",
    "bаnk.com", // a Cyrillic а
    "xn--bnk-7cd.com",
    "bank%2Ecom",
    "%62ank.com",
    "bücher.de",
    "例子.测试",
    "例子。测试",
    "банк.рф",
    "🏦bank.com",
    "bank.com🔒",
    "192.168.0.1",
    "localhost",
    "https://localhost:8080",
    "//bank",
    "https://[::1]",
    "ada@bank.com",
    "mailto:ada@bank.com",
    "![bank.com](https://bank.com/logo.png)",
    "evil.com bank.com",
    "bank.com evil.com",
    "\\*bank.com",
    "> bank.com",
    "bank.🅲🅾🅼",
  ])("%j", (label) => {
    const tree = parse(`see [${label}](https://evil.com/x) there`);
    expect(maskedLinks(tree).filter(({ href }) => href.includes("evil"))).toEqual([]);
    expect(wordsOf(tree)).toContain("https://evil.com/x");
  });

  test.each([
    "bank.[com](https://evil.com)",
    "bank[.com](https://evil.com)",
    "[bank](https://evil.com).com",
    "ban[k.com](https://evil.com)",
    "bank**.**[com](https://evil.com)",
    "[bank](https://evil.com)[.com](https://evil.com)",
    "[boss@bank.com](mailto:evil@bank.com)",
    "[bank.com](mailto:a@evil.com)",
    "[ada@bank.com](https://bank.com)",
    "[https://a.com/b](https://a.com/c)",
    "![bank.com](https://evil.com/x.png)",
    "[bank.com](<https://evil.com>)",
    '[bank.com](https://evil.com "bank.com")',
  ])("%j", (text) => {
    const [link] = maskedLinks(parse(text));
    expect(link).toBe(undefined);
  });

  test("shows the Markdown as written", () => {
    expect(wordsOf(parse("[**bank.com**](https://evil.com)"))).toBe("[**bank.com**](https://evil.com)");
    expect(sketch(parse("[bank.com](https://evil.com)"))).toBe("[bank.com](link(https://evil.com/: https://evil.com))");
  });
});

describe("a link stays one", () => {
  test.each([
    ["[bank.com](https://bank.com/login)", "link(https://bank.com/login: bank.com)"],
    ["[Bank.com](https://bank.com/)", "link(https://bank.com/: Bank.com)"],
    ["[see bank.com.](https://bank.com)", "link(https://bank.com/: see bank.com.)"],
    ["[bank.com/a.html](https://bank.com/a.html)", "link(https://bank.com/a.html: bank.com/a.html)"],
    ["[bücher.de](https://bücher.de)", "link(https://xn--bcher-kva.de/: bücher.de)"],
    ["[ada@b.co](mailto:ada@b.co)", "link(mailto:ada@b.co: ada@b.co)"],
    ["[localhost](http://localhost:80)", "link(http://localhost/: localhost)"],
    ["[1.2.3.4](http://1.2.3.4/x)", "link(http://1.2.3.4/x: 1.2.3.4)"],
    ["[the minutes](https://a.com)", "link(https://a.com/: the minutes)"],
    ["[v1.2, e.g. 3.14 a.m.](https://a.com)", "link(https://a.com/: v1.2, e.g. 3.14 a.m.)"],
    ["[约翰·列侬 ジョン・レノン](https://a.com)", "link(https://a.com/: 约翰·列侬 ジョン・レノン)"],
    ["[Wait… what?](https://a.com)", "link(https://a.com/: Wait… what?)"],
    ["看bank.com的[文档](https://a.com)。", "看bank.com的link(https://a.com/: 文档)。"],
    ["[here](https://a.com), [there](https://b.com).", "link(https://a.com/: here), link(https://b.com/: there)."],
    ["[a [b](https://c.com) d](https://e.com)", "[a link(https://c.com/: b) d](link(https://e.com/: https://e.com))"],
  ])("in %j", (text, expected) => {
    expect(sketch(parse(text))).toBe(expected);
  });
});

test("in any label, each host that can be read is that of the target", () => {
  const parts = fc.constantFrom(
    ..."ab.-*_~|`\\[]() /:@%!。．·",
    "bank",
    "com",
    ".com",
    "bank.com",
    "https://",
    "www.",
    "\u200b",
    "\u0301",
    "**",
    "🙂",
    "ｂ",
    "а",
  );
  const label = fc.array(parts, { maxLength: 8 }).map((all) => all.join(""));
  fc.assert(
    fc.property(label, label, label, (before, within, behind) => {
      for (const link of maskedLinks(parse(`${before}[${within}](https://evil.net/)${behind}`))) {
        if (link.href !== "https://evil.net/") continue; // its words are another link's
        const words = wordsOf([{ type: "paragraph", children: [link] }])
          .normalize("NFKC")
          .replace(/\u200b/g, "");
        expect(words).not.toMatch(/[a-z\d][.。·](?=[a-z])[a-z\d]{2,}/i);
        expect(words).not.toContain("//b");
      }
    }),
    { numRuns: 5_000 },
  );
});
