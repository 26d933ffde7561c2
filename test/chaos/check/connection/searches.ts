/** What a search must answer: the newest messages that it finds, as they were while it ran, and honestly how far it looked. */
import { RESULTS_DEFAULT_MESSAGES } from "../../../../src/protocol/limits.ts";
import type { Said } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import { finds } from "../../deeds/queries.ts";
import type { Received, SearchRequest } from "../../recording.ts";
import type { RoomHistory } from "../model/room-history.ts";
import { isSame } from "../model/same.ts";
import type { Findings } from "../violations.ts";

export type Results = Extract<Received, { type: "results" }>;

/** A search and its answer; the room worked on it at some time from `from` to `to`. */
export interface Answered {
  readonly search: SearchRequest;
  readonly results: Results;
  readonly from: Seq;
  readonly to: Seq;
}

/**
 * Reports what is wrong with the answer that `client` got. The room looks at the messages step by step while others
 * change them, so each message may be found, or not, as it was at any moment from `from` to `to`. A message that should be
 * found at all of these moments must be found.
 */
export function checkSearch(findings: Findings, history: RoomHistory, client: string, answered: Answered): void {
  const { search, results, from, to } = answered;
  const { messages, more, searchedTo } = results;
  const who = `${client}, searching ${search.query} before ${search.before} at ${from} to ${to},`;
  const before = Math.min(search.before ?? Infinity, to + 1);
  for (const [index, said] of messages.entries()) {
    checkHit(findings, history, who, said, answered);
    const earlier = messages[index - 1]?.seq ?? 0;
    if (said.seq === earlier) findings.report("duplicated", `${who} has ${said.seq} twice.`);
    else if (said.seq < earlier) findings.report("reordered", `${who} has ${said.seq} after ${earlier}.`);
    if (said.seq >= before) findings.report("search_differs", `${who} has ${said.seq}.`);
  }
  if (messages.length > RESULTS_DEFAULT_MESSAGES) findings.report("search_differs", `${who} has ${messages.length}.`);
  // What is below the oldest hit is for the next search where there is more; below `searchedTo` nobody looked.
  const oldest = Math.max(searchedTo?.seq ?? 1, more ? (messages[0]?.seq ?? before) : 1);
  const found = new Set(messages.map(({ seq }) => seq));
  const missing = history
    .between(oldest, before - 1, from)
    .filter(({ seq }) => !found.has(seq) && history.statesOf(seq, from, to).every((said) => finds(search.query, said)));
  const [first] = missing;
  if (first !== undefined) findings.report("search_differs", `${who} lacks ${missing.length}, such as ${first.seq}.`);
  if (more && !isMore(history, answered)) findings.report("search_differs", `${who} was told that there is more.`);
  checkSearchedTo(findings, history, who, answered);
}

function checkHit(findings: Findings, history: RoomHistory, who: string, said: Said, answered: Answered): void {
  const { search, from, to } = answered;
  const states = history.statesOf(said.seq, from, to);
  const words = `${who} has ${JSON.stringify(said)}`;
  if (!states.some((state) => isSame(state, said) && state.removed !== true)) {
    const isLeaked = states.length > 0 && states.every(({ removed }) => removed === true);
    findings.report(isLeaked ? "leaked" : "state_differs", `${words}, of ${states.length} states.`);
  } else if (!states.some((state) => finds(search.query, state))) {
    findings.report("search_differs", `${words}, which it does not look for.`);
  }
}

/** Whether there is, at some moment, a hit beside those that came. */
function isMore(history: RoomHistory, { search, results, from, to }: Answered): boolean {
  const found = new Set(results.messages.map(({ seq }) => seq));
  return history
    .between(1, Math.min(search.before ?? Infinity, to + 1) - 1, to)
    .some(({ seq }) => !found.has(seq) && history.statesOf(seq, from, to).some((said) => finds(search.query, said)));
}

/**
 * It names a message with its time, and no hit is older; or, where the budget was used up before anything was looked at, the
 * place at which the search was to begin.
 */
function checkSearchedTo(findings: Findings, history: RoomHistory, who: string, answered: Answered): void {
  const { search, results, from, to } = answered;
  const { searchedTo, messages } = results;
  if (searchedTo === undefined) return;
  const { seq, at } = searchedTo;
  const first = messages[0]?.seq ?? seq;
  const isMessage = history.messageAt(seq, to)?.at === at;
  const isBeginning =
    messages.length === 0 && (search.before === null ? seq > from && seq <= to + 1 : seq === search.before);
  if ((isMessage || isBeginning) && first >= seq) return;
  findings.report("search_differs", `${who} was told searchedTo ${seq}, ${at}; the oldest hit is ${first}.`);
}
