/** Parts text where people see one character end and the next begin: emoji, flags, syllables and letters stay whole. Pure. */

let segmenter: Intl.Segmenter | undefined;

/** What people see as characters, one after the other, and where each begins. */
export function charactersOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}

/** The characters of `text` that fit into `length` UTF-16 code units; at least one, however long it is. */
export function beginningOf(text: string, length: number): string {
  const next = charactersOf(text).containing(length);
  return next === undefined ? text : text.slice(0, next.index || next.segment.length);
}
