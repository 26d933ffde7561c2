/** Owns what is said to the page that is measured: texts as people write them, the same in each run, no two alike. */

/** Not more: all that is said goes to each, and the machine would be busier with those sockets than with the page. */
export const AUTHORS = ["Ada", "林晓", "Mateo", "Noor", "陈明", "Ines", "Yuki", "Zoë"] as const;

const ENGLISH =
  "I left the letter on the third shelf, behind the maps, where nobody looks before spring; " +
  "if you find it, read the second page first, because the first was written last. ";
const CHINESE = "昨天我把那本书放在窗边的桌子上，今天再去看，书签已经不在原来的那一页了，不知道是谁动过。";
const LINK = "https://example.org/letters/1907/march?page=2&from=archive";

/** UTF-16 code units of ten messages in a row: mostly a line, sometimes a word, once a paragraph. */
const LENGTHS = [24, 60, 9, 110, 35, 80, 16, 48, 600, 28] as const;

/** The `index`th text: one in four is Chinese, one in nine has a link. It begins with its number. */
export function textOf(index: number): string {
  const source = index % 4 === 1 ? CHINESE : ENGLISH;
  const length = LENGTHS[index % LENGTHS.length] ?? 0;
  const text = source.repeat(Math.ceil(length / source.length)).slice(0, length);
  return `${index}: ${index % 9 === 4 ? `${text} ${LINK}` : text}`.trim();
}

/** Who says the `index`th: people take turns, and most say more than one thing in a row. */
export function authorOf(index: number): number {
  return (Math.floor(index / 3) * 5) % AUTHORS.length;
}
