/** A backtick, a marker before a character, the middle of a link, the start of a quote or a list item. */
const SYNTAX = /`|[*\\]\S|(?<![\p{L}\p{N}])_\S|~~\S|\|\|\S|\]\(|^[ \t]*(?:>|[-*][ \t]|\d{1,9}[.)][ \t])/mu;

/** False if `text` has no Markdown. True if it may have some: then the parser is loaded. */
export function mayHaveSyntax(text: string): boolean {
  return SYNTAX.test(text);
}
