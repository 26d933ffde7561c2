/** Cuts text where people see one character end and the next begin: emoji, flags, syllables and letters stay whole. Pure. */

let segmenter: Intl.Segmenter | undefined;

/** The character at `at`, and where it begins; undefined behind the last one. */
export function characterAt(
  text: string,
  at: number,
): { readonly index: number; readonly segment: string } | undefined {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text).containing(at);
}

/** The characters of `text` that fit into `length` UTF-16 code units; at least one, however long it is. */
export function beginningOf(text: string, length: number): string {
  const next = characterAt(text, length);
  return next === undefined ? text : text.slice(0, next.index || next.segment.length);
}
