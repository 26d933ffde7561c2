/** The values that attackers send: at the edges of what a field may hold, just beyond them, and far away. */
import {
  CLIENT_ID_MAX_LENGTH,
  EMOJI_MAX_LENGTH,
  NAME_MAX_LENGTH,
  QUERY_MAX_LENGTH,
  TEXT_MAX_LENGTH,
  TOPIC_MAX_LENGTH,
} from "../../src/protocol/limits.ts";

/** Texts of the greatest length and one character longer, of a character of one byte and of one of three. */
function aroundTheLimit(length: number): readonly string[] {
  return ["x", "世"].flatMap((character) => [character.repeat(length), character.repeat(length + 1)]);
}

/** Texts that are hostile in any field. */
const HOSTILE_TEXTS = [
  "",
  " ",
  "\u0000",
  "\u202e",
  "\ufeff",
  "\ud800",
  "a\udc00",
  "\u200d".repeat(50),
  "e\u0301".repeat(300),
  "__proto__",
  "'; DROP TABLE messages; --",
  "\r\n\r\n x \r",
] as const;

/** What nobody expects in a field of any type. */
export const EDGES: readonly unknown[] = [
  ...HOSTILE_TEXTS,
  0,
  -0,
  -1,
  0.5,
  1,
  64,
  65,
  2 ** 31,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  1e308,
  -1e308,
  5e-324,
  null,
  true,
  false,
  "0",
  "null",
  "constructor",
  "toString",
  [],
  {},
  [[]],
  [null],
];

export const TEXTS: readonly string[] = [
  "hello",
  "你好，世界",
  "👩‍👩‍👧",
  "<script>alert(1)</script>",
  "{",
  '{"uName":1}',
  "ping",
  "pong",
  "Foyer",
  "||spoiler **unclosed `` ~~~ > [x](javascript:alert(1))",
  ...aroundTheLimit(TEXT_MAX_LENGTH),
  ...HOSTILE_TEXTS,
];

export const NAMES: readonly string[] = [
  "Mallory",
  "Lin",
  "foyer",
  ...aroundTheLimit(NAME_MAX_LENGTH),
  ...HOSTILE_TEXTS,
];

/** More different emoji than a message may have. */
export const EMOJIS: readonly string[] = [
  ..."👍❤🎉🤔👀🙏🔥💯🚀🐼🍵🌧🎃🧩🪁🥝🦊🐙🌵🍄",
  "👩‍👩‍👧",
  "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
  "👨🏿‍❤️‍💋‍👨🏻",
  "+1",
  "two words",
  ...aroundTheLimit(EMOJI_MAX_LENGTH),
  ...HOSTILE_TEXTS,
];

export const TOPICS: readonly string[] = ["tea", "two\nlines", ...aroundTheLimit(TOPIC_MAX_LENGTH), ...HOSTILE_TEXTS];

/** All of these look like syntax for a database, and none is. */
export const QUERIES: readonly string[] = [
  "hello",
  "x",
  "世",
  "ㅎ",
  '"hello, world"',
  '"no end',
  '""""',
  "hello AND NOT x OR NEAR(a b, 2) *",
  "text:x ^x x* -x (x",
  "% _ \\ %_%",
  "from:Mallory x",
  'from:"',
  "from:",
  "before:2026-11-22 after:2026-11-22+14:00",
  "before:9999-99-99 after:0000-00-00 before:",
  ...aroundTheLimit(QUERY_MAX_LENGTH),
  ...HOSTILE_TEXTS,
];

export const IDS: readonly string[] = [...aroundTheLimit(CLIENT_ID_MAX_LENGTH), ...HOSTILE_TEXTS];

/** Seqs, and numbers that are not. */
export const SEQS: readonly number[] = [0, 1, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, 2 ** 53, -1, 0.5];
