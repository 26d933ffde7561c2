/**
 * The searches under way in a room. They take turns, one bounded step at a time, and between two steps the room handles everything
 * else.
 */
import { type Encoded, encodeWithMessages } from "../../protocol/codec/encoding.ts";
import type { MemberId } from "../../protocol/values/identity.ts";
import { parseQuery } from "../../protocol/values/query.ts";
import { refusal } from "../../protocol/refusals.ts";
import type { Refused, Results } from "../../protocol/events.ts";
import type { Search } from "../../protocol/commands.ts";
import type { Clock } from "../../protocol/shared/clock.ts";
import { encodeMessage, fitting, yoursAmong } from "../history/encoded-message.ts";
import { SearchBudget } from "./search-budget.ts";
import { SearchScan } from "./search-scan.ts";
import type { SqliteHistory } from "../history/sqlite-history.ts";

export interface SearcherOptions<S> {
  readonly clock: Clock;
  readonly sql: SqlStorage;
  readonly history: SqliteHistory;
  /** Whether `socket` is still in the room. */
  readonly isHere: (socket: S) => boolean;
  readonly answer: (socket: S, results: Encoded) => void;
  readonly refuse: (socket: S, refused: Refused) => void;
  /** A step of this search failed. */
  readonly onFault: (error: unknown, socket: S, search: Search) => void;
}

interface UnderWay {
  readonly id: MemberId;
  readonly search: Search;
  readonly scan: SearchScan;
}

/** In memory only: the timer of the next step keeps the room awake. What is lost in a crash had no answer yet. */
export class Searcher<S> {
  readonly #options: SearcherOptions<S>;
  readonly #budget: SearchBudget;
  /** In the order of their turns. */
  readonly #underWay = new Map<S, UnderWay>();
  #isStepping = false;

  constructor(options: SearcherOptions<S>) {
    this.#options = options;
    this.#budget = new SearchBudget(options.sql);
  }

  /**
   * Starts a search, and ends the one before of the same socket. Its first step is done at once, or with the next step that is
   * due.
   */
  start(socket: S, id: MemberId, search: Search): void {
    const { sql, history, refuse } = this.#options;
    const ended = this.#underWay.get(socket);
    if (ended !== undefined) {
      refuse(socket, refusal("superseded", { requestId: ended.search.requestId }));
      this.#underWay.delete(socket);
    }
    const end = history.head.seq + 1;
    const scan = new SearchScan({
      sql,
      index: history.index,
      budget: this.#budget,
      head: history.head.seq,
      query: parseQuery(search.query),
      oldest: history.oldest,
      before: Math.min(search.before ?? end, end),
      enough: search.limit + 1,
    });
    this.#underWay.set(socket, { id, search, scan });
    if (!this.#isStepping) this.#step();
  }

  /** One step of the search whose turn it is. */
  #step(): void {
    const [next] = this.#underWay;
    this.#isStepping = next !== undefined;
    if (next === undefined) return this.#budget.save();
    this.#stepSearch(...next);
    this.#options.clock.after(0, () => this.#step());
  }

  #stepSearch(socket: S, underWay: UnderWay): void {
    const { clock, isHere, onFault } = this.#options;
    this.#underWay.delete(socket);
    if (!isHere(socket)) return;
    try {
      if (underWay.scan.step(clock.now())) this.#answer(socket, underWay);
      else this.#underWay.set(socket, underWay);
    } catch (error) {
      onFault(error, socket, underWay.search);
    }
  }

  #answer(socket: S, { id, search: { requestId, limit }, scan: { found, stoppedAt } }: UnderWay): void {
    const { history, answer } = this.#options;
    const hits = found
      .slice(0, limit)
      .toReversed()
      .flatMap((seq) => history.message(seq) ?? [])
      .filter(({ removed }) => !removed) // a hit may have been removed since
      .map(encodeMessage);
    const messages = fitting(hits, hits.length - 1);
    const results: Results<Encoded> = {
      type: "results",
      requestId,
      messages: messages.map(({ json }) => json),
      ...yoursAmong(messages, id, history),
      more: found.length > limit || messages.length < hits.length,
      ...(stoppedAt !== null && { searchedTo: { seq: stoppedAt.seq, at: stoppedAt.at } }),
    };
    answer(socket, encodeWithMessages(results));
  }
}
