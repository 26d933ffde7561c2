/** Shows what of a query is looked up in the index. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockOf, blockStart, matchOf, trigramsOf } from "../../src/room/search-trigrams.ts";

describe("the trigrams of a query", () => {
  it("are those of each term that has three characters, each once", () => {
    expect(trigramsOf(["tea", "teapot", "at", ""])).toEqual(["tea", "eap", "apo", "pot"]);
    expect(trigramsOf(["三点", "a"])).toEqual([]);
  });

  it("count a character outside the basic plane as one, as SQLite does", () => {
    expect(trigramsOf(["😀𠮷a"])).toEqual(["😀𠮷a"]);
    expect(trigramsOf(["😀𠮷"])).toEqual([]);
  });

  it("are twelve at most, from all over a long query", () => {
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(97 + index)).join("");
    const trigrams = trigramsOf([letters, "seldom"]);
    expect(trigrams.length).toBeLessThanOrEqual(12);
    expect(trigrams.some((trigram) => "seldom".includes(trigram))).toBe(true);
    expect(trigramsOf([letters.slice(0, 14)])).toHaveLength(12);
    expect(trigramsOf([letters.slice(0, 15)])).toHaveLength(7);
  });

  it("are parts of a term, and never hold what would end a query", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (terms) => {
        for (const trigram of trigramsOf(terms)) {
          expect(terms.some((term) => term.includes(trigram))).toBe(true);
          expect(trigram).not.toContain("\0");
        }
      }),
    );
  });
});

describe("a block", () => {
  it("begins every 32,768 seqs, and has a trigram that no other has", () => {
    expect([0, 1, 32_767, 32_768, 70_000].map(blockStart)).toEqual([0, 0, 0, 32_768, 65_536]);
    const blocks = Array.from({ length: 40_000 }, (_, index) => blockOf(index * 32_768));
    expect(new Set(blocks).size).toBe(40_000);
    expect(blocks.every((block) => Array.from(block).length === 3 && block.isWellFormed())).toBe(true);
    expect(blockOf(32_767)).toBe(blockOf(1));
  });
});

describe("a query of FTS5", () => {
  it("is a string for each trigram, whatever is in it", () => {
    expect(matchOf(["tea", 'a"b', '"""'])).toBe('"tea" AND "a""b" AND """"""""');
  });
});
