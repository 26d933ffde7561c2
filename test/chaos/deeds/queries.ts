/** What people search for, and how to tell without the room's code whether a message should be found. */
import type { Said } from "../../../src/protocol/events.ts";
import type { Random } from "../random.ts";

/** Words of the texts that read the same however they are folded. The index helps with all but `ok`. */
const SEARCHED_WORDS = ["hello", "tunnel", "waiting", "世界", "你好", "ok"] as const;
/**
 * Two letters that nobody says, and that the index does not help with: the room looks at every message. In a long run that
 * uses up its budget, and then searches end early ([Q9]).
 */
const ABSENT = "zq";

/** One or two words, the beginning of a message, or letters that nothing has. */
export function queryOf(clients: number, random: Random): string {
  const [one, other] = [random.pick(SEARCHED_WORDS), random.pick(SEARCHED_WORDS)];
  return random.pick([one, `${one} ${other}`, ABSENT, `"c${random.whole(0, clients - 1)} ${random.whole(1, 9)}"`]);
}

/** Whether `query`, which `queryOf` made, finds `said`: it has all words, and the phrase between quotes. */
export function finds(query: string, { text, removed }: Said): boolean {
  const words = query.startsWith('"') ? [query.slice(1, -1)] : query.split(" ");
  const lowered = text.toLowerCase();
  return removed !== true && words.every((word) => lowered.includes(word));
}
