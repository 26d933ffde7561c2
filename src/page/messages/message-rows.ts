import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { quotesOf, type Quote } from "./quotes.ts";

/** Milliseconds of silence after which the same person's next message starts a new turn, under their name again. */
const TURN_PAUSE_MS = 5 * 60_000;

/** One message, and what the list shows around it. */
export interface Row {
  readonly said: Said;
  /** Whether the author's name is shown above it. Messages that continue a turn have none. */
  readonly startsTurn: boolean;
  /** Whether it is the first of its day. */
  readonly startsDay: boolean;
  /** The message that this one replies to; null if it is no reply. */
  readonly quote: Quote | null;
}

/**
 * The rows of `messages`, which are ascending and without gaps. `dayOf` names the local day of a time in milliseconds.
 * `hasOlder` says whether the room has messages before these.
 */
export function messageRows(
  messages: readonly Said[],
  dayOf: (at: number) => string,
  hasOlder: boolean = false,
): readonly Row[] {
  const quoteOf = quotesOf(messages, hasOlder);
  return messages.map((said, index) => {
    const last = messages[index - 1];
    const startsDay = last === undefined || dayOf(last.at) !== dayOf(said.at);
    const startsTurn = startsDay || last === undefined || !continues(last, said);
    return { said, startsDay, startsTurn, quote: said.replyTo === undefined ? null : quoteOf(said.replyTo) };
  });
}

/** `rows` with a turn starting at `seq`: below the unread divider the reader needs to see who is speaking. */
export function startTurnAt(rows: readonly Row[], seq: Seq | null): readonly Row[] {
  if (seq === null) return rows;
  return rows.map((row) => (row.said.seq === seq ? { ...row, startsTurn: true } : row));
}

/** Whether `said` continues the turn of `last`: the same person, under the same name, without a long pause. */
function continues(last: Said, said: Said): boolean {
  return said.from.id === last.from.id && said.from.name === last.from.name && said.at - last.at < TURN_PAUSE_MS;
}
