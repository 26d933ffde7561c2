/** What people say: texts of many lengths and scripts. No two are alike, so that each is recognized wherever it turns up. */
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

/** More different emoji than a message may have. */
export const EMOJIS: readonly Emoji[] =
  "👍 ❤️ 😂 🎉 🤔 👀 🙏 🔥 💯 🚀 🐼 🍵 🌧️ 👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👨🏿‍❤️‍💋‍👨🏻 +1 ok lol 好 谢谢 نعم été naïve".split(" ").map(emojiOf);

/** Most reactions are one of these, so that several people choose the same. */
export const USUAL_EMOJIS = EMOJIS.slice(0, 4);

/** The `index`th text of `client`. It begins with both, so it is unique. */
export function textOf(client: string, index: number, random: Random): string {
  const count = random.happens(0.02) ? random.whole(100, 300) : random.whole(1, 12);
  const words = Array.from({ length: count }, () => random.pick(WORDS)).join(" ");
  return `${client} ${index}: ${words}.`; // the full stop: a room cuts off white space at the end
}
