/**
 * Owns where `*`, `_` and `~~` mark text. CommonMark decides that by the punctuation beside them, which takes `2*3*4` for
 * emphasis and `**重要。**的` for none; here they mark whole words, in scripts that have spaces between words. Pure.
 */

/** A letter or digit of a script that parts words by spaces. Korean is left out: its particles follow the marked word. */
const SPACED_WORD =
  /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}]/u;
const WORD = /^[\p{L}\p{N}]/u;

export interface Delimited {
  /** Characters of each marker, 1 to 3. */
  readonly size: number;
  /** Where the closing marker begins in the text, which begins with the opening one. */
  readonly closesAt: number;
}

/** Looks at texts from front to back, and remembers what it found missing: the whole is linear. */
export class Delimiters {
  /** By text, the markers that nothing closes from somewhere on. */
  readonly #missing = new Map<string, Set<string>>();

  clear(): void {
    this.#missing.clear();
  }

  /**
   * What the marker at `start` encloses, or null. `masked` is a whole text of the same length as what is parsed, in which
   * markers that are none (of code, of links) are overwritten.
   */
  at(masked: string, start: number): Delimited | null {
    const marker = masked.charAt(start);
    if (masked[start - 1] === marker) return null; // of a run that has been looked at
    const run = runLength(masked, start);
    if (run > 3 || (marker === "~" && run !== 2)) return null;
    if (isBlank(masked, start + run) || isWord(marker, before(masked, start))) return null;
    // Three may also be one around two, or two around one, which close apart.
    for (const size of run === 3 ? [3, 1, 2] : [run]) {
      const closesAt = this.#closing(masked, start + run, marker, size);
      if (closesAt !== null) return { size, closesAt: closesAt - start };
    }
    return null;
  }

  #closing(masked: string, from: number, marker: string, size: number): number | null {
    const key = marker.repeat(size);
    const missing = this.#missing.get(masked) ?? new Set();
    if (missing.has(key)) return null;
    for (let at = masked.indexOf(marker, from); at !== -1; at = masked.indexOf(marker, at)) {
      const run = runLength(masked, at);
      const end = at + run;
      const isEnough = run === size || (run === 3 && marker !== "~");
      if (isEnough && !isBlank(masked, at - 1) && !goesOn(marker, masked.slice(end, end + 2))) return end - size;
      at = end;
    }
    this.#missing.set(masked, missing.add(key));
    return null;
  }
}

function runLength(text: string, start: number): number {
  let end = start;
  while (text[end] === text[start]) end += 1;
  return end - start;
}

function isBlank(text: string, at: number): boolean {
  return text.charAt(at).trim() === "";
}

/** Whether `character` is of a word that a marker cannot part. `文件_名称_终稿` is a name: `_` parts no words at all. */
function isWord(marker: string, character: string): boolean {
  // Most are ASCII, and quickly told.
  if (character.charCodeAt(0) < 128) return /^[a-z\d]/i.test(character);
  return (marker === "_" ? WORD : SPACED_WORD).test(character);
}

/** The whole character before `index`, which may be two code units. */
function before(text: string, index: number): string {
  const isHalf = /[\udc00-\udfff]/.test(text.charAt(index - 1));
  return text.slice(Math.max(0, index - (isHalf ? 2 : 1)), index);
}

/** Whether a word that cannot be parted goes on with `rest`. `__init__.py` is one. */
function goesOn(marker: string, rest: string): boolean {
  return isWord(marker, rest) || (marker === "_" && /^\.\w/.test(rest));
}
