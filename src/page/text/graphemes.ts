// Characters as people see them: emoji, flags, syllables and accented letters stay whole.
let segmenter: Intl.Segmenter | undefined;

/** The characters of `text` in order, with their positions. */
export function charactersOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}

/** The characters at the start of `text` that fit into `length` UTF-16 code units; at least one, however long. */
export function beginningOf(text: string, length: number): string {
  const next = charactersOf(text).containing(length);
  return next === undefined ? text : text.slice(0, next.index || next.segment.length);
}
