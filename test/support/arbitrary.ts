/** The random texts that properties are tried on: made to hit joints of Unicode that plain random text misses. */
import fc from "fast-check";

/** Any UTF-16 code unit, lone surrogates included. */
const codeUnit = fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit));

/** What the parsers of names and text treat specially: spaces, joiners, marks, controls, case and width pairs. */
const special = fc.constantFrom(
  ..." \t\n\r\u0000\u0085\u00a0\u3000\u2028\ufeff",
  ..."\u200b\u200c\u200d\u202e\u2066\ufe0f\u034f\u3164\u2800",
  ..."\u0301\u0327\u0338\u0345\u1161\u11a8",
  ..."aAzZ09-_./\\%?#İıſßΣςǅﬁＦ①ｶﾞ가각",
  "🙂",
  "👩\u200d👧",
  "foyer",
  "(guest)",
);

/** Text of any kind, mixed from whole characters, lone halves and special ones. */
export const anyText = fc
  .array(fc.oneof(codeUnit, special, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 40 })
  .map((parts) => parts.join(""));
