/**
 * Owns the colours of code: what of it is a keyword, a string, a comment. A chunk of its own, loaded when a block whose
 * language is named comes into view.
 *
 * Why speed-highlight: it hands out tokens by a documented call, so no HTML is made; all of its thirty languages together
 * are smaller than the core of highlight.js, without a language, is; it has no dependencies.
 */
import { tokenizeWith, type ShjToken } from "@speed-highlight/core/tokenize";
import { LANGUAGES, languageOf } from "./languages.ts";

interface CodeToken {
  readonly text: string;
  readonly kind: CodeKind | null;
}

/** Each has a colour in foyer.css. */
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

export const highlight: Highlight = (code, language) => {
  const known = languageOf(language);
  const isReadable = code.split("\n").every((line) => line.length <= HIGHLIGHT_LINE_MAX);
  if (known === null || !isReadable) return [{ text: code, kind: null }];
  const tokens: CodeToken[] = [];
  tokenizeWith(
    code,
    known,
    (text, type) => {
      if (text !== "") tokens.push({ text, kind: type === undefined ? null : KINDS[type] });
    },
    { languages: LANGUAGES },
  );
  return tokens;
};
