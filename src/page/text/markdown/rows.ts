/** Owns how many rows a text takes on the screen, guessed from its letters: the list is not measured for it. Pure. */

/** Rows above which a message is folded; of a folded one the page shows 8 (`styles/text.css`), so something is always hidden. */
export const FOLD_ROWS = 12;
/** Latin letters in a row: about 90 fit into the widest column, 42 on a phone. */
export const ROW_LETTERS = 75;

/** Twice as wide as a Latin letter, in every font, and one code unit. Of an emoji, which is as wide, there are two. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uff60]/g;

export function rowsOf(text: string): number {
  const rows = text.split("\n").map((line) => Math.ceil(line.replace(WIDE, "$&$&").length / ROW_LETTERS) || 1);
  return rows.reduce((sum, each) => sum + each, 0);
}
