/** Owns how a list of messages reads: where a person's turn begins, and where a new day does. Pure. */
import type { Said } from "../../protocol/events.ts";
import { quotesOf, type Quote } from "./quotes.ts";

/** Milliseconds of silence after which the same person's next message begins a turn of its own. */
const TURN_PAUSE_MS = 5 * 60_000;

/** One message and its place in the reading. */
export interface Line {
  readonly said: Said;
  /** Whether its author is named above it: not where the one before is of the same turn. */
  readonly startsTurn: boolean;
  /** Whether it is the first of its day. */
  readonly startsDay: boolean;
  /** Of a reply: what it answers. */
  readonly quote: Quote | null;
}

/**
 * `messages` (ascending, without holes) as lines. `dayOf` names the local day of a time in milliseconds; `hasOlder`:
 * the room has messages before these.
 */
export function linesOf(
  messages: readonly Said[],
  dayOf: (at: number) => string,
  hasOlder: boolean = false,
): readonly Line[] {
  const quoteOf = quotesOf(messages, hasOlder);
  return messages.map((said, index) => {
    const last = messages[index - 1];
    const startsDay = last === undefined || dayOf(last.at) !== dayOf(said.at);
    const startsTurn = startsDay || last === undefined || !continues(last, said);
    return { said, startsDay, startsTurn, quote: said.replyTo === undefined ? null : quoteOf(said.replyTo) };
  });
}

/** Whether `said` belongs to the turn of `last`: the same person under the same name, without a pause. */
function continues(last: Said, said: Said): boolean {
  return said.from.id === last.from.id && said.from.name === last.from.name && said.at - last.at < TURN_PAUSE_MS;
}
