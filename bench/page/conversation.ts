/** The messages sent to the measured page: like real texts, all different, and the same in each run. */

/** Few, because each of them receives every message: with more, the machine would be busier with their sockets than with the page. */
export const AUTHORS = ["Ada", "林晓", "Mateo", "Noor", "陈明", "Ines", "Yuki", "Zoë"] as const;

const ENGLISH =
  "I left the letter on the third shelf, behind the maps, where nobody looks before spring; " +
  "if you find it, read the second page first, because the first was written last. ";
const CHINESE = "昨天我把那本书放在窗边的桌子上，今天再去看，书签已经不在原来的那一页了，不知道是谁动过。";
const LINK = "https://example.org/letters/1907/march?page=2&from=archive";

/** UTF-16 code units of ten messages in a row: mostly a line, sometimes a word, and one paragraph. */
const LENGTHS = [24, 60, 9, 110, 35, 80, 16, 48, 600, 28] as const;

/** The text with this index: one in four is Chinese, one in nine has a link. It begins with its index. */
export function textOf(index: number): string {
  const source = index % 4 === 1 ? CHINESE : ENGLISH;
  const length = LENGTHS[index % LENGTHS.length] ?? 0;
  const text = source.repeat(Math.ceil(length / source.length)).slice(0, length);
  return `${index}: ${index % 9 === 4 ? `${text} ${LINK}` : text}`.trim();
}

/** The author of the message with this index. People take turns, with three messages each. */
export function authorOf(index: number): number {
  return (Math.floor(index / 3) * 5) % AUTHORS.length;
}
