/**
 * Owns the searches that are under way in a room, and the building of its index: one bounded step at a time, in turns, and
 * between two steps the room does whatever else there is to do.
 */
import { type Encoded, encodeWithMessages } from "../protocol/encoding.ts";
import type { MemberId } from "../protocol/identity.ts";
import { parseQuery } from "../protocol/query.ts";
import { refusal } from "../protocol/refusals.ts";
import type { Refused, Results } from "../protocol/events.ts";
import type { Search } from "../protocol/commands.ts";
import type { Timers } from "./announcer.ts";
import { encodeMessage, yoursAmong } from "./encoded-message.ts";
import { SearchWalk } from "./search-walk.ts";
import type { SqliteHistory } from "./sqlite-history.ts";

/** Milliseconds between two steps of the index while nobody waits for it: half of the time is the room's. */
const INDEX_PAUSE_MS = 10;

export interface SearcherOptions<S> {
  readonly timers: Timers;
  readonly sql: SqlStorage;
  readonly history: SqliteHistory;
  /** Whether somebody is at the other end of `socket`. */
  readonly isHere: (socket: S) => boolean;
  readonly isAnybodyHere: () => boolean;
  readonly answer: (socket: S, results: Encoded) => void;
  readonly refuse: (socket: S, refused: Refused) => void;
  /** A step failed; `asked` is whom it was for, or null where it was for the index only. */
  readonly onFault: (error: unknown, asked: { readonly socket: S; readonly search: Search } | null) => void;
}

interface UnderWay {
  readonly id: MemberId;
  readonly search: Search;
  readonly walk: SearchWalk;
}

/** In memory only: the timer of the next step keeps the room awake. What is lost in a crash had no answer yet. */
export class Searcher<S> {
  readonly #options: SearcherOptions<S>;
  /** In the order of their turns. */
  readonly #underWay = new Map<S, UnderWay>();
  #isStepping = false;

  constructor(options: SearcherOptions<S>) {
    this.#options = options;
  }

  /**
   * Starts a search, which ends the one before of the same socket. Its first step is done at once, or when a step is due
   * anyway.
   */
  start(socket: S, id: MemberId, search: Search): void {
    const { sql, history, refuse } = this.#options;
    const ended = this.#underWay.get(socket);
    if (ended !== undefined) {
      refuse(socket, refusal("superseded", { requestId: ended.search.requestId }));
      this.#underWay.delete(socket);
    }
    const end = history.head.seq + 1;
    const walk = new SearchWalk({
      sql,
      index: history.index,
      query: parseQuery(search.query),
      oldest: history.oldest,
      before: Math.min(search.before ?? end, end),
      enough: search.limit + 1,
    });
    this.#underWay.set(socket, { id, search, walk });
    if (!this.#isStepping) this.#step();
  }

  /** One step of the search whose turn it is; of the index, where there is none. */
  #step(): void {
    const [next] = this.#underWay;
    this.#isStepping = next !== undefined ? this.#stepSearch(...next) : this.#stepIndex();
    if (!this.#isStepping) return;
    const delayMs = this.#underWay.size > 0 ? 0 : INDEX_PAUSE_MS;
    this.#options.timers.after(delayMs, () => this.#step());
  }

  /** Returns whether there is more to do, which there is: the index may have to be brought up to date. */
  #stepSearch(socket: S, underWay: UnderWay): boolean {
    const { isHere, onFault } = this.#options;
    this.#underWay.delete(socket);
    if (!isHere(socket)) return true;
    try {
      if (underWay.walk.step()) this.#answer(socket, underWay);
      else this.#underWay.set(socket, underWay);
    } catch (error) {
      onFault(error, { socket, search: underWay.search });
    }
    return true;
  }

  #stepIndex(): boolean {
    const { history, isAnybodyHere, onFault } = this.#options;
    if (!isAnybodyHere()) return false;
    try {
      return !history.index.extend(history.oldest, history.head.seq);
    } catch (error) {
      onFault(error, null); // the next search tries again
      return false;
    }
  }

  #answer(socket: S, { id, search: { requestId, limit }, walk: { found } }: UnderWay): void {
    const { history, answer } = this.#options;
    const messages = found
      .slice(0, limit)
      .toReversed()
      .flatMap((seq) => history.message(seq) ?? [])
      .filter(({ removed }) => !removed) // any of them may have been taken back since it was found
      .map(encodeMessage);
    const results: Results<Encoded> = {
      type: "results",
      requestId,
      messages: messages.map(({ json }) => json),
      ...yoursAmong(messages, id, history),
      more: found.length > limit,
    };
    answer(socket, encodeWithMessages(results));
  }
}
