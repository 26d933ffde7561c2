/** What people search for, and how to tell without the room's code whether a message should be found. */
import type { Said } from "../../../src/protocol/events.ts";
import type { Random } from "../random.ts";

/**
 * Words of the texts that read the same however they are folded. Some the index knows, one it does not: `ok` makes the room
 * look at message after message, until its budget is used up.
 */
const SEARCHED_WORDS = ["hello", "tunnel", "waiting", "世界", "你好", "ok"] as const;

/** One or two words, or the beginning of what some client says. */
export function queryOf(clients: number, random: Random): string {
  const [one, other] = [random.pick(SEARCHED_WORDS), random.pick(SEARCHED_WORDS)];
  return random.pick([one, `${one} ${other}`, `"c${random.whole(0, clients - 1)} ${random.whole(1, 9)}"`]);
}

/** Whether `query`, which `queryOf` made, finds `said`: it has all words, and the phrase between quotes. */
export function finds(query: string, { text, removed }: Said): boolean {
  const words = query.startsWith('"') ? [query.slice(1, -1)] : query.split(" ");
  const lowered = text.toLowerCase();
  return removed !== true && words.every((word) => lowered.includes(word));
}
