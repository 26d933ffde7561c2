import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "../../../src/protocol/values/folding.ts";
import { foldAuthor, parseQuery, withZone } from "../../../src/protocol/values/query.ts";

const NOTHING = { terms: [], authors: [], from: null, until: null };

describe("a query", () => {
  it.each([
    ["hello World", ["hello", "world"]],
    ["  今天　下午 ", ["今天", "下午"]],
    ['"three o\'clock" here', ["three o'clock", "here"]],
    ["“下午 三点” 见", ["下午 三点", "见"]],
    ['say"again please"', ["say", "again please"]],
    ["same same SAME", ["same"]],
    ['to the "very end', ["to", "the", "very end"]],
    ['"art " " "', ["art "]],
    ['""', ['""']],
    ['"', ['"']],
  ])("[Q2] %s is words and phrases, each of which must be there", (text, terms) => {
    expect(parseQuery(text)).toEqual({ ...NOTHING, terms });
  });

  it.each([
    ["from:Lin", ["lin"]],
    ["FROM:lin", ["lin"]],
    ["from：小林", ["小林"]],
    ['from:"Mei Lin"', ["meilin"]],
    ["from:lin from:mei", ["lin", "mei"]],
  ])("[Q3] %s asks for an author", (text, authors) => {
    expect(parseQuery(text)).toEqual({ ...NOTHING, authors });
  });

  it("[Q4] a day is in UTC: `before` ends when the day begins, `after` begins when it ends", () => {
    const day = Date.UTC(2026, 10, 22);
    expect(parseQuery("before:2026-11-22")).toEqual({ ...NOTHING, until: day });
    expect(parseQuery("after:2026-11-22")).toEqual({ ...NOTHING, from: day + 86_400_000 });
    expect(parseQuery('after:"2026-11-22"')).toEqual({ ...NOTHING, from: day + 86_400_000 });
    expect(parseQuery("before：2026-11-22Z")).toEqual({ ...NOTHING, until: day });
  });

  it("[Q4] a day with an offset is a local day", () => {
    expect(parseQuery("before:2026-11-22+08:00").until).toBe(Date.UTC(2026, 10, 21, 16));
    expect(parseQuery("after:2026-11-22-03:30").from).toBe(Date.UTC(2026, 10, 23, 3, 30));
  });

  it("[Q4] of several days the narrowest range counts", () => {
    const { from, until } = parseQuery("before:2026-11-22 before:2026-11-20 after:2026-11-01 after:2026-11-05");
    expect([from, until]).toEqual([Date.UTC(2026, 10, 6), Date.UTC(2026, 10, 20)]);
  });

  it.each([
    ["x:y", ["x:y"]],
    ["from:", ["from:"]],
    ["wherefrom:here", ["wherefrom:here"]],
    ["before:2026-02-31", ["before:2026-02-31"]],
    ["before:2026-13-01", ["before:2026-13-01"]],
    ["after:yesterday", ["after:yesterday"]],
    ["after:2026-11-22+08:60", ["after:2026-11-22+08:60"]],
    ['" OR 1=1 --', [" or 1=1 --"]],
    ["*", ["*"]],
    ["NEAR(", ["near("]],
    ["text : a AND NOT b", ["text", ":", "a", "and", "not", "b"]],
    ["'; DROP TABLE messages; --", ["';", "drop", "table", "messages;", "--"]],
    ["100%_\\", ["100%_\\"]],
  ])("[Q5] %s is text", (text, terms) => {
    expect(parseQuery(text)).toEqual({ ...NOTHING, terms });
  });

  it("[Q5] any text is a query with at least one condition", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 200 }), (text) => {
        const { terms, authors, from, until } = parseQuery(text);
        expect([...terms, ...authors].every((term) => term !== "")).toBe(true);
        expect([from, until].every((at) => at === null || Number.isFinite(at))).toBe(true);
      }),
    );
  });

  it("[Q2] any word finds itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (text) => {
        const { terms, authors, from, until } = parseQuery(text);
        fc.pre(authors.length === 0 && from === null && until === null);
        const folded = foldText(text);
        expect(terms.every((term) => folded.includes(term))).toBe(true);
      }),
    );
  });
});

describe("folded text", () => {
  it.each([
    ["CAFÉ", "cafe"],
    ["cafe\u0301", "cafe"],
    ["ＡＢＣ１２", "abc12"],
    ["Straße", "strasse"],
    ["ΟΔΟΣ ὁδός", "οδοσ οδοσ"],
    ["ЁЖ", "еж"],
    ["İstanbul", "istanbul"],
    ["今天", "今天"],
  ])("[Q2] %s is compared as %s", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it("[Q2] marks stay in scripts where they are as important as letters", () => {
    expect(foldText("が")).not.toBe(foldText("か"));
    expect(foldText("कि")).not.toBe(foldText("क"));
  });

  it("[Q3] names are compared without their spaces", () => {
    expect(foldAuthor("Mei  LIN")).toBe("meilin");
  });
});

describe("the zone of a query's days", () => {
  it("[Q4] is added to each day that has none, and nowhere else", () => {
    const offsetAt = (): number => 480;
    expect(withZone('tea before:2026-11-22 "after:2026-11-22" AFTER：2026-11-20 x', offsetAt)).toBe(
      'tea before:2026-11-22+08:00 "after:2026-11-22" AFTER：2026-11-20+08:00 x',
    );
    expect(withZone("before:2026-11-22Z before:2026-02-30 from:2026-11-22", offsetAt)).toBe(
      "before:2026-11-22Z before:2026-02-30 from:2026-11-22",
    );
    expect(withZone("before:2026-11-22", () => -210)).toBe("before:2026-11-22-03:30");
  });

  it("[Q4] is looked up for the time when the day begins, or ends", () => {
    const asked: number[] = [];
    withZone("before:2026-11-22 after:2026-11-22", (at) => (asked.push(at), 0));
    expect(asked).toEqual([Date.UTC(2026, 10, 22), Date.UTC(2026, 10, 23)]);
  });
});
