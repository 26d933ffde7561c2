/** Shows how text gets into an image: escaped, measured without a font, and broken into lines. */
import { describe, expect, it } from "vitest";
import { element, text } from "../../bench/report/svg.ts";
import { textWidth, wrapped } from "../../bench/report/text-width.ts";

describe("text in a chart", () => {
  it("is escaped once, and Chinese stays Chinese", () => {
    expect(text(`<b> & "门厅" > 'x' &amp;`)).toBe("&lt;b&gt; &amp; &quot;门厅&quot; &gt; 'x' &amp;amp;");
    expect(element("a", { href: 'x" y="1' })).toBe('<a href="x&quot; y=&quot;1"/>');
  });

  it("loses what XML cannot hold", () => {
    expect(text("a\u0000b\u001Bc\uD800d\uFFFF\te")).toBe("a\uFFFDb\uFFFDc\uFFFDd\uFFFD\te");
  });

  it("has no place for an attribute that is no number", () => {
    expect(() => element("rect", { x: Number.NaN })).toThrow("SVG: x is NaN");
    expect(element("rect", { x: 1 / 3 })).toBe('<rect x="0.33"/>');
  });

  it("wraps at spaces, between Chinese characters, and in a word only if it must", () => {
    expect(wrapped("one two three", 10, textWidth("one two", 10))).toEqual(["one two", "three"]);
    expect(wrapped("你好，世界", 10, 20)).toEqual(["你", "好，", "世界"]);
    expect(wrapped("aaaaaa b", 10, textWidth("aaaa", 10))).toEqual(["aaaa", "aa b"]);
  });
});
