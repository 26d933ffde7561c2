import { describe, expect, test } from "vitest";
import { addressOf, linked } from "../../../../src/page/text/markdown/links.ts";
import { parse } from "../../../../src/page/text/markdown/parse.ts";
import { sketch, sketchInline } from "../../../support/client/markdown.ts";

describe("an address", () => {
  test.each([
    ["https://a.com", "https://a.com/"],
    ["HTTP://A.com/B", "http://a.com/B"],
    [" https://a.com ", "https://a.com/"],
    ["mailto:a@b.com", "mailto:a@b.com"],
    ["MailTo:a@b.com?subject=x", "mailto:a@b.com?subject=x"],
    ["http://例子.测试", "http://xn--fsqu00a.xn--0zwm56d/"],
  ])("%j leads to %j", (raw, href) => {
    expect(addressOf(raw)).toBe(href);
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "javascript://https://a.com/%0aalert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://a.com/1",
    "ftp://a.com",
    "tel:123",
    "//a.com",
    "/path",
    "#hash",
    "a.com",
    "https:a.com",
    "https:/a.com",
    "https://",
    "https://bank.com@evil.com",
    "https://user:secret@a.com",
    "mailto:",
    "mailto:nobody",
    "",
  ])("%j is no address", (raw) => {
    expect(addressOf(raw)).toBe(null);
  });
});

describe("a bare address", () => {
  test.each([
    ["see https://a.com.", "see link(https://a.com/: https://a.com)."],
    ["https://a.com/b?c=d&e#f!", "link(https://a.com/b?c=d&e#f: https://a.com/b?c=d&e#f)!"],
    ["(https://a.com/x_(y))", "(link(https://a.com/x_(y): https://a.com/x_(y)))"],
    ["<https://a.com>", "<link(https://a.com/: https://a.com)>"],
    ["“https://a.com”", "“link(https://a.com/: https://a.com)”"],
    ["看https://a.com/路，然后", "看link(https://a.com/%E8%B7%AF: https://a.com/路)，然后"],
    ["https://a.com看看", "link(https://a.com/: https://a.com)看看"],
    ["http://localhost:8787/r/x", "link(http://localhost:8787/r/x: http://localhost:8787/r/x)"],
    ["http://[::1]:80/", "link(http://[::1]/: http://[::1]:80/)"],
    ["http://bücher.de", "link(http://xn--bcher-kva.de/: http://bücher.de)"],
    ["to ada@b.co.", "to link(mailto:ada@b.co: ada@b.co)."],
    ["写给ada.l+x@b-c.co.uk吧", "写给link(mailto:ada.l+x@b-c.co.uk: ada.l+x@b-c.co.uk)吧"],
  ])("in %j is a link", (text, expected) => {
    expect(linked(text).map(sketchInline).join("")).toBe(expected);
  });

  test.each([
    "xhttps://a.com",
    "https:// a.com",
    "https://google.com@evil.com",
    "http://user:secret@host",
    "javascript:alert(1)",
    "a@b",
    "@ada and a@ b.com",
    "www.a.com",
  ])("is not in %j", (text) => {
    expect(linked(text)).toEqual([{ type: "text", text }]);
  });
});

describe("in Markdown", () => {
  test.each([
    ["[a](https://b.com)", "link(https://b.com/: a)"],
    ["[a](<https://b.com/c d>)", "link(https://b.com/c%20d: a)"],
    ['[a](https://b.com "title")', "link(https://b.com/: a)"],
    ["![a](https://b.com/c.png)", "link(https://b.com/c.png: a)"],
    ["![](https://b.com/c.png)", "link(https://b.com/c.png: https://b.com/c.png)"],
    ["https://a.com/_b_/*c*d", "link(https://a.com/_b_/*c*d: https://a.com/_b_/*c*d)"],
    ["**https://a.com**", "strong(link(https://a.com/: https://a.com))"],
    ["*a https://b.com/*c*", "em(a link(https://b.com/*c: https://b.com/*c))"],
    ["a_b@c.co and _d_", "link(mailto:a_b@c.co: a_b@c.co) and em(d)"],
    ["`https://a.com`", "code(https://a.com)"],
    ["[https://a.com](https://a.com)", "link(https://a.com/: https://a.com)"],
  ])("%j is %s", (text, expected) => {
    expect(sketch(parse(text))).toBe(expected);
  });

  test.each([
    "[a](javascript:alert(1))",
    "[a](JAVASCRIPT:alert)",
    "[a](<java\tscript:x>)",
    "[a](javascript&colon;alert)",
    "[a](&#106;avascript:x)",
    "![a](data:image/svg+xml,x)",
    "[a](//b.com)",
    "[a][b]",
    "<javascript:x>",
  ])("%j stays text", (text) => {
    expect(sketch(parse(text))).toBe(text);
  });

  test("a link that shows another address than its own is text, and both addresses are visible", () => {
    expect(sketch(parse("[https://bank.com](https://evil.com)"))).toBe(
      "[link(https://bank.com/: https://bank.com)](link(https://evil.com/: https://evil.com))",
    );
  });
});
