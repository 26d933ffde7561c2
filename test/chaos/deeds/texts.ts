/** Owns what is said: texts of many lengths and scripts, no two alike, so that each is known wherever it turns up. */
import type { Emoji } from "../../../src/protocol/values/reactions.ts";
import { emojiOf } from "../../support/people.ts";
import type { Random } from "../random.ts";

const WORDS = [
  "hello",
  "你好",
  "世界",
  "tunnel",
  "été",
  "👩‍👩‍👧",
  "مرحبا",
  "<b>",
  '"',
  "\\",
  "\n",
  "ok",
  "waiting",
  "…",
] as const;

/** More different ones than a message may have. */
export const REACTIONS: readonly Emoji[] =
  "👍 ❤️ 😂 🎉 🤔 👀 🙏 🔥 💯 🚀 🐼 🍵 🌧️ 👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👨🏿‍❤️‍💋‍👨🏻 +1 ok lol 好 谢谢 نعم été naïve".split(" ").map(emojiOf);

/** What people mostly react with, so that they meet. */
export const USUAL_REACTIONS = REACTIONS.slice(0, 4);

/** The `index`th text of `client`. Begins with both, which makes it one of its kind. */
export function textOf(client: string, index: number, random: Random): string {
  const count = random.happens(0.02) ? random.whole(100, 300) : random.whole(1, 12);
  const words = Array.from({ length: count }, () => random.pick(WORDS)).join(" ");
  return `${client} ${index}: ${words}.`; // with a full stop: a room cuts off blanks at the end
}
