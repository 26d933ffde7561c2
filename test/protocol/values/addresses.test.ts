import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressesIn } from "../../../src/protocol/values/addresses.ts";

function found(text: string): readonly string[] {
  return addressesIn(text).map(({ start, end }) => text.slice(start, end));
}

/** Punctuation of a sentence, by script. */
const PUNCTUATION: Readonly<Record<string, string>> = {
  ASCII: ".,:;!?'\"*_~([{)]}>",
  European: "«»‹›„“”‚‘’–—―…·•§¶†‡¿¡‽",
  Greek: "\u037e\u0387",
  Armenian: "։՝՜՞՛՚֊",
  Hebrew: "׃׀״׳־",
  Arabic: "،؛؟۔٪٫٭",
  Devanagari: "।॥॰",
  Thai: "๏๚๛",
  Khmer: "។៕៖៚",
  Burmese: "၊။၌",
  Tibetan: "།༎་༔",
  Ethiopic: "።፡፣፤፥፧፨",
  Mongolian: "᠁᠂᠃",
  Georgian: "჻",
  Chinese: "。，、；：？！（）【】《》〈〉「」『』〔〕〖〗…—～·",
  Japanese: "・｡､｢｣〜",
  Vertical: "︐︑︒︵︶﹁﹂﹐﹑﹒",
  Supplemental: "⸺⸻⸮⸲⹁",
};
const INVISIBLE =
  "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\u00ad\u034f\ufeff\ufe0f\u180e\u3164\u2800\u061c";

describe("the text after an address", () => {
  it.each(Object.entries(PUNCTUATION))("is not part of it if it is %s punctuation", (_script, marks) => {
    for (const mark of marks) {
      for (const address of ["https://a.com", "https://a.com/", "https://a.com/b", "https://a.com/?b=c#d"]) {
        for (const behind of ["", " and", "\n", mark])
          expect([mark, found(`see ${address}${mark}${behind}`)]).toEqual([mark, [address]]);
      }
    }
  });

  it("is not part of it if it is invisible", () => {
    for (const mark of INVISIBLE) {
      for (const behind of ["", " ", ".", "b", mark])
        expect([mark.codePointAt(0), found(`https://a.com/b${mark}${behind}`)]).toEqual([
          mark.codePointAt(0),
          ["https://a.com/b"],
        ]);
    }
  });

  it("is not part of it in any combination of these", () => {
    const marks = fc.constantFrom(...Object.values(PUNCTUATION).join("").replaceAll(/[([{]/g, ""), ...INVISIBLE, " ");
    fc.assert(
      fc.property(fc.array(marks, { minLength: 1, maxLength: 6 }), (behind) => {
        expect(found(`https://a.com/b${behind.join("")}`)).toEqual(["https://a.com/b"]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("an address", () => {
  it.each([
    ["«https://a.com/b».", "https://a.com/b"],
    ["اقرأ https://a.com/b، ثم", "https://a.com/b"],
    ["siehe https://a.com/b – danach", "https://a.com/b"],
    ["看https://a.com/路，然后", "https://a.com/路"],
    ["《https://a.com/b》", "https://a.com/b"],
    ["देखें https://a.com/b।", "https://a.com/b"],
    ["https://a.com/wiki/Foyer_(theatre)", "https://a.com/wiki/Foyer_(theatre)"],
    ["(https://a.com/wiki/Foyer_(theatre)).", "https://a.com/wiki/Foyer_(theatre)"],
    ["[https://a.com/b[1]]", "https://a.com/b[1]"],
    ["{https://a.com/{b}}", "https://a.com/{b}"],
    ["(https://a.com/b)看", "https://a.com/b"],
    ["https://a.com/(b", "https://a.com/(b"],
    ["https://a.com/b(", "https://a.com/b"],
    ["https://a.com/ジョン・レノン", "https://a.com/ジョン・レノン"],
    ["https://a.com/佐々木〇", "https://a.com/佐々木〇"],
    ["https://a.com/col·lecció", "https://a.com/col·lecció"],
    ["https://a.com/ג׳ירפה־א", "https://a.com/ג׳ירפה־א"],
    ["https://a.com/བོད་ལྗོངས།", "https://a.com/བོད་ལྗོངས"],
    ["https://a.com/می\u200cشود،", "https://a.com/می\u200cشود"],
    ["https://a.com/👩\u200d👧", "https://a.com/👩\u200d👧"],
    ["http://हिन्दी.भारत/क्ष", "http://हिन्दी.भारत/क्ष"],
    ["https://a.com./b", "https://a.com./b"],
    ["https://a.com/b.c,d;e:f'g!h", "https://a.com/b.c,d;e:f'g!h"],
    ["a@b.co/c@d.ef", "a@b.co", "c@d.ef"],
    ["ask a@b.co?", "a@b.co"],
    ["https://a.comไปดู", "https://a.com"],
    ["https://a.com을", "https://a.com"],
    ["http://[::1]:80/.", "http://[::1]:80/"],
  ])("in %j is %j", (text, ...addresses) => {
    expect(found(text)).toEqual(addresses);
  });

  it("may be one of several, with nothing but punctuation between", () => {
    expect(found("https://a.com/b–https://c.com/d、https://e.com")).toEqual([
      "https://a.com/b",
      "https://c.com/d",
      "https://e.com",
    ]);
    expect(found("[https://a.com/b](https://c.com/d)")).toEqual(["https://a.com/b", "https://c.com/d"]);
    expect(found("(https://a.com/b)(https://c.com/d)")).toEqual(["https://a.com/b", "https://c.com/d"]);
  });

  it("with a user name that looks like a host is not an address", () => {
    for (const text of ["https://bank.com@evil.com/", "https://user:secret@evil.com/"])
      expect(found(text).filter((address) => address.startsWith("http"))).toEqual([]);
  });

  it("is also found if the page does not make a link of it", () => {
    expect(found("ssh://a.b/c, example.org/d?e. mailto:a@b.co?cc=d@e.fg")).toEqual([
      "ssh://a.b/c",
      "example.org/d?e",
      "a@b.co?cc=d@e.fg",
    ]);
    expect(found("example.org a.b 1/2 and/or e.g. x:y")).toEqual([]);
  });
});
