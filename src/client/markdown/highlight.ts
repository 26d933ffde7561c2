/**
 * Owns the colours of code: what of it is a keyword, a string, a comment. A chunk of its own, loaded when a block whose
 * language is named comes into view.
 *
 * Why speed-highlight: it hands out tokens by a documented call, so no HTML is made; all of its thirty languages together
 * are smaller than the core of highlight.js, without a language, is; it has no dependencies.
 */
import type * as coreLanguages from "@speed-highlight/core/languages";
import { tokenizeWith, type ShjLanguageData, type ShjToken } from "@speed-highlight/core/tokenize";
import { languageOf } from "./languages.ts";

interface CodeToken {
  readonly text: string;
  readonly kind: CodeKind | null;
}

/** Each has a colour in styles/code.css. */
type CodeKind = "comment" | "keyword" | "name" | "string" | "value" | "deleted" | "inserted";

/** The tokens of `code`, which together are `code`; one without a kind if `language` is none that is known. */
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

/** Characters of a line above which code is by a machine, for machines: to search it for words could take 0.1 s. */
export const HIGHLIGHT_LINE_MAX = 500;

/**
 * `languages` is the library's module of them all. It is given, not imported: a module that is looked up by name has the
 * bundler bring helpers into the first view, unless it is loaded as it is.
 */
export function makeHighlight(languages: typeof coreLanguages): Highlight {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types are not made for exactOptionalPropertyTypes
  const known = languages as Readonly<Record<string, ShjLanguageData>>;
  return (code, language) => {
    const name = languageOf(language);
    const isReadable = code.split("\n").every((line) => line.length <= HIGHLIGHT_LINE_MAX);
    if (!Object.hasOwn(known, name) || !isReadable) return [{ text: code, kind: null }];
    const tokens: CodeToken[] = [];
    tokenizeWith(
      code,
      name,
      (text, type) => {
        if (text !== "") tokens.push({ text, kind: type === undefined ? null : KINDS[type] });
      },
      { languages: known },
    );
    return tokens;
  };
}
