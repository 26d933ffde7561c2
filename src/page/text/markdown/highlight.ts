/**
 * Highlights code. A chunk of its own, loaded when a code block with a language comes into view.
 *
 * Why speed-highlight: it hands out tokens, so no HTML is made; all of its thirty languages together are smaller than the core
 * of highlight.js without any; and it has no dependencies.
 */
import type * as coreLanguages from "@speed-highlight/core/languages";
import { tokenizeWith, type ShjGrammar, type ShjLanguageData, type ShjToken } from "@speed-highlight/core/tokenize";
import { languageOf } from "./languages.ts";

interface CodeToken {
  readonly text: string;
  readonly kind: CodeKind | null;
}

/** Each has a colour in code.css. */
type CodeKind = "comment" | "keyword" | "name" | "string" | "value" | "deleted" | "inserted";

/** Splits `code` into tokens. If `language` is not known, there is one token without a kind. */
export type Highlight = (code: string, language: string) => readonly CodeToken[];

const KINDS: Readonly<Record<ShjToken, CodeKind | null>> = {
  cmnt: "comment",
  kwd: "keyword",
  section: "keyword",
  class: "name",
  func: "name",
  type: "name",
  str: "string",
  esc: "string",
  bool: "value",
  num: "value",
  var: "value",
  deleted: "deleted",
  err: "deleted",
  insert: "inserted",
  oper: null,
};

/**
 * HTML and XML. The time of the library's own rule doubles with each space in an unclosed tag, and a message has room for
 * thousands.
 */
const MARKUP: ShjGrammar = [
  { type: "cmnt", match: /<!--[^]*?-->/g },
  {
    match: /<[/!?]?[\w:.-]+(?:"[^"<]*"|'[^'<]*'|[^<>"'])*>/g,
    sub: [
      { type: "var", match: /^<[/!?]?[\w:.-]+/g },
      { type: "str", match: /"[^"]*"|'[^']*'/g },
      { type: "class", match: /[\w:.-]+/g },
    ],
  },
  { type: "var", match: /&#?\w{1,8};/g },
];

/** Characters highlighted at a time, in whole lines: some rules take quadratic time. */
const PIECE_LENGTH = 1_000;
/** Tokens of a block, after which the rest gets no colours: each token is an element. */
const TOKENS_MAX = 1_000;
/** Longer lines are machine-made: highlighting one could take 0.1 s. */
export const HIGHLIGHT_LINE_MAX = 500;

/**
 * `languages` is the library's module with all of them. It is a parameter because `import *` of a module that is looked up by
 * name adds the bundler's runtime, a file of its own.
 */
export function makeHighlight(languages: typeof coreLanguages): Highlight {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types are not made for exactOptionalPropertyTypes
  const known = safe(languages as Readonly<Record<string, ShjLanguageData>>);
  return (code, language) => {
    const name = languageOf(language);
    const isReadable = code.split("\n").every((line) => line.length <= HIGHLIGHT_LINE_MAX);
    if (!Object.hasOwn(known, name) || !isReadable) return [{ text: code, kind: null }];
    const tokens: CodeToken[] = [];
    for (const piece of piecesOf(code)) {
      if (tokens.length > TOKENS_MAX) {
        tokens.push({ text: piece, kind: null });
        continue;
      }
      tokenizeWith(
        piece,
        name,
        (text, type) => {
          if (text !== "") tokens.push({ text, kind: type === undefined ? null : KINDS[type] });
        },
        { languages: known },
      );
    }
    return tokens;
  };
}

/** `languages` without slow rules: those for markup, and those that guess the language of an embedded part. */
function safe(languages: Readonly<Record<string, ShjLanguageData>>): Readonly<Record<string, ShjLanguageData>> {
  const guessless = Object.entries(languages).map(([name, language]) => [
    name,
    Array.isArray(language) ? language.filter((part) => !("sub" in part && typeof part.sub === "function")) : language,
  ]);
  return { ...Object.fromEntries(guessless), html: MARKUP, xml: MARKUP };
}

/** Pieces of whole lines, with their line breaks. */
function piecesOf(code: string): readonly string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const line of code.split(/(?<=\n)/)) {
    if (piece.length + line.length > PIECE_LENGTH) {
      pieces.push(piece);
      piece = "";
    }
    piece += line;
  }
  return [...pieces, piece];
}
