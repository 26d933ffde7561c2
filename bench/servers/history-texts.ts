/**
 * The texts of a long history. As in real conversations, some words are frequent and most are rare. A third of the texts are
 * Chinese. They are the same in each run.
 */

/** What `load/search.ts` searches for, and how often the history has it. */
export const SEARCH_TERMS = {
  /** In one message of three. */
  common: "banana",
  /** Each in one message of `RARE_EVERY`. */
  rare: "rhododendron",
  phrase: "下午三点在老地方见",
  /** In no message, although each of its trigrams is in thousands. */
  absent: "xylophone",
  /** In one message of forty. */
  commonPair: "一丁",
  /** In no message. */
  absentPair: "茶壶",
} as const;

const RARE_EVERY = 50_000;

/** The most words of an English text, and characters of a Chinese one. */
const MAX_WORDS = 18;
const MAX_CHARACTERS = 40;

/** The English words are made of up to three syllables. */
const SYLLABLES = [
  "ba",
  "na",
  "lo",
  "pho",
  "ter",
  "on",
  "xy",
  "shu",
  "mar",
  "ne",
  "ing",
  "ed",
  "cro",
  "est",
  "vi",
  "ho",
];
const WORDS = 4_000;

/** The first Han characters of Unicode. */
const HAN_FIRST = 0x4e00;
const HAN_COUNT = 3_000;

/** The text of the message with this seq: 45 UTF-16 code units on average. */
export function historyText(seq: number): string {
  if (seq % RARE_EVERY === 1) return `我们今天${SEARCH_TERMS.phrase}，别忘了`;
  if (seq % RARE_EVERY === 2) return `a ${SEARCH_TERMS.rare}, of all things`;
  const random = randomFrom(seq);
  if (seq % 3 === 0) {
    const length = 1 + Math.floor(random() * MAX_CHARACTERS);
    return String.fromCodePoint(...Array.from({ length }, () => HAN_FIRST + rankOf(HAN_COUNT, random())));
  }
  const length = 1 + Math.floor(random() * MAX_WORDS);
  return Array.from({ length }, () => wordOf(rankOf(WORDS, random()))).join(" ");
}

/** An index below `count`. The nth item is about 1/n as frequent as the first (Zipf's law). */
function rankOf(count: number, random: number): number {
  return Math.floor(count ** random) - 1;
}

/** The word of this rank. Frequent words are short, except the first. */
function wordOf(rank: number): string {
  if (rank === 0) return SEARCH_TERMS.common;
  let word = "";
  for (let rest = rank; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length];
  }
  return word;
}

/** Numbers from 0 to below 1, always the same for one seed: a linear congruential generator, modulo 2^32. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
