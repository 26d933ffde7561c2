/**
 * Where `*`, `_`, `~~` and `||` format text. CommonMark decides by the punctuation around them: to it, `2*3*4` has emphasis and
 * `**重要。**的` has none. Here, they format whole words, in scripts that put spaces between words.
 */
/** A letter or digit of a script with spaces between words. Not Korean: its particles directly follow the formatted word. */
const SPACED_WORD =
  /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}]/u;
const WORD = /^[\p{L}\p{N}]/u;

/** Adjacent markers of one kind, such as `**`. */
interface Run {
  readonly marker: string;
  readonly start: number;
  readonly end: number;
}

/** A pair of markers, and what is between them. */
export interface Span {
  /** The start of the opening marker, and the end of the closing one. */
  readonly start: number;
  readonly end: number;
  /** Characters in each marker, 1 to 3. */
  readonly size: number;
  readonly marker: string;
}

/**
 * The outermost spans of `text`, ascending. Takes linear time: it reads the text once, and remembers which closing markers it
 * did not find.
 */
export function* spansOf(text: string): Generator<Span> {
  const runs = runsOf(text);
  /** Markers that have no closing marker further on. */
  const missing = new Set<string>();
  let done = 0;
  for (const [index, run] of runs.entries()) {
    const length = run.end - run.start;
    if (run.start < done || !mayOpen(text, run)) continue;
    // `***` may also be `*` around `**`, or the reverse, which close separately.
    for (const size of length === 3 ? [3, 1, 2] : [length]) {
      const key = run.marker.repeat(size);
      if (missing.has(key)) continue;
      const closing = firstFrom(runs, index + 1, (other) => closes(text, other, run.marker, size));
      if (closing === undefined) {
        missing.add(key);
        continue;
      }
      yield { start: run.start, end: closing.end, size, marker: run.marker };
      done = closing.end;
      break;
    }
  }
}

function firstFrom(runs: readonly Run[], index: number, isOne: (run: Run) => boolean): Run | undefined {
  for (let at = index; at < runs.length; at++) {
    const run = runs[at];
    if (run !== undefined && isOne(run)) return run;
  }
  return undefined;
}

function runsOf(text: string): readonly Run[] {
  return [...text.matchAll(/\*+|_+|~+|\|+/g)].map(({ 0: run, index }) => ({
    marker: run.charAt(0),
    start: index,
    end: index + run.length,
  }));
}

/** `^_^`, `>_<` and `-_-` are faces. */
function isFace(text: string, { marker, start, end }: Run): boolean {
  const beside = text.charAt(start - 1) + text.charAt(end);
  return marker === "_" && /^[-^=<>.;'~]{2}$/.test(beside);
}

function mayOpen(text: string, run: Run): boolean {
  const { marker, start, end } = run;
  return (
    !isFace(text, run) && isSize(marker, end - start) && !isBlank(text, end) && !isWord(marker, before(text, start))
  );
}

function closes(text: string, run: Run, wanted: string, size: number): boolean {
  const { marker, start, end } = run;
  const length = end - start;
  return (
    marker === wanted &&
    !isFace(text, run) &&
    isSize(marker, length) &&
    (length === size || length === 3) &&
    !isBlank(text, start - 1) &&
    !goesOn(marker, text.slice(end, end + 2))
  );
}

/** `|` and `~` format in pairs only. */
function isSize(marker: string, length: number): boolean {
  return marker === "~" || marker === "|" ? length === 2 : length <= 3;
}

export function isBlank(text: string, at: number): boolean {
  return text.charAt(at).trim() === "";
}

/** Whether `character` is part of a word that `marker` cannot split. `_` splits no word in any script: `文件_名称_终稿` is a name. */
function isWord(marker: string, character: string): boolean {
  if (marker === "|" || marker === "`") return false; // these may format a part of a word
  // Most are ASCII, for which this is fast.
  if (character.charCodeAt(0) < 128) return /^[a-z\d]/i.test(character);
  return (marker === "_" ? WORD : SPACED_WORD).test(character);
}

/** The whole character before `index`, which may be two code units. */
function before(text: string, index: number): string {
  const isHalf = /[\udc00-\udfff]/.test(text.charAt(index - 1));
  return text.slice(Math.max(0, index - (isHalf ? 2 : 1)), index);
}

/** Whether the word continues with `rest`, so that `marker` cannot close before it: in `__init__.py`, for example. */
export function goesOn(marker: string, rest: string): boolean {
  return isWord(marker, rest) || (marker === "_" && /^\.\w/.test(rest));
}
