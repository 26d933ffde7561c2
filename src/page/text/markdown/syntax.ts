/** Guesses whether a text holds Markdown, so that the parser is loaded for those that may. Pure. */

/** A backtick, a mark before a character, a link's middle, a line that begins like a quote's or an item's. */
const SYNTAX = /`|[*\\]\S|(?<![\p{L}\p{N}])_\S|~~\S|\|\|\S|\]\(|^[ \t]*(?:>|[-*][ \t]|\d{1,9}[.)][ \t])/mu;

/** False: there is none. True: there may be. */
export function mayHaveSyntax(text: string): boolean {
  return SYNTAX.test(text);
}
