/** Longer messages are folded. A folded one shows 8 rows (text.css), so there is always something hidden. */
export const FOLD_ROWS = 12;
/** Latin letters in a row: the widest column fits about 90, a phone 42. */
export const ROW_LETTERS = 75;

/** Characters of one code unit that are twice as wide as a Latin letter in every font. Emoji are as wide, but have two code units. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uff60]/g;

/** A guess from the letters, which is cheaper than measuring the list. */
export function rowsOf(text: string): number {
  const rows = text.split("\n").map((line) => Math.ceil(line.replace(WIDE, "$&$&").length / ROW_LETTERS) || 1);
  return rows.reduce((sum, each) => sum + each, 0);
}
