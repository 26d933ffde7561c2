/**
 * One client's connections: what came is the room's order, without a hole, and each thing as it was when it was sent. At each
 * moment a connection has come to one place in that order, so everything on it can be checked exactly.
 */
import type { DurableEvent, Said } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import { isDurable } from "../../deeds/deeds.ts";
import type { EntryOf, Participant, Received, SearchRequest } from "../../recording.ts";
import { keyOf, keyOfMember, type Claims, type CommandKey } from "../model/claims.ts";
import { compare } from "../model/compare.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";
import { checkNew, checkRepeat } from "./events.ts";
import { isRightful } from "./refusals.ts";
import { checkWelcome } from "./resume.ts";
import { checkSearch, type Answered, type Results } from "./searches.ts";

type Welcome = Extract<Received, { type: "welcome" }>;
type Refused = Extract<Received, { type: "refused" }>;

export class ConnectionCheck {
  readonly #client: string;
  readonly #author: string;
  readonly #claims: Claims;
  readonly #history: RoomHistory;
  readonly #findings: Findings;
  /** The commands of this client that had an answer. */
  readonly #answered = new Set<CommandKey>();
  /** How far it has come. */
  #position: Seq = 0;
  #after: Seq | null = null;
  /** Not checked yet: the room sends a refusal before what it did in the same turn, so it is as of the next events at the latest. */
  #refusals: readonly Refused[] = [];
  /** Searches of this connection without an answer, and how far it had come when they left; and answers, not checked yet. */
  readonly #searches = new Map<string, { readonly search: SearchRequest; readonly from: Seq }>();
  #results: readonly Omit<Answered, "to">[] = [];

  constructor({ client, author }: Participant, claims: Claims, history: RoomHistory, findings: Findings) {
    this.#client = client;
    this.#author = author ?? "";
    this.#claims = claims;
    this.#history = history;
    this.#findings = findings;
  }

  hasAnswered(key: CommandKey): boolean {
    return this.#answered.has(key);
  }

  greeted({ after }: EntryOf<"greeted">): void {
    this.#after = after;
    this.#searches.clear();
    if (after === null || after <= this.#position) return;
    this.#findings.report("gap", `${this.#client} goes on from ${after}, having come to ${this.#position}.`);
  }

  searched({ search }: EntryOf<"searched">): void {
    this.#searches.set(search.requestId, { search, from: this.#position });
  }

  received({ events }: EntryOf<"received">): void {
    const from = this.#position;
    for (const event of events) this.#take(event);
    if (this.#position > from) this.#checkAnswers(from, this.#position);
  }

  /** Nothing comes any more. */
  end(): void {
    this.#checkAnswers(this.#position, this.#history.head);
  }

  #take(event: Received): void {
    if (isDurable(event)) return this.#change(event);
    switch (event.type) {
      case "welcome":
        return this.#welcome(event);
      case "page":
        return this.#page(event.messages);
      case "results":
        return this.#found(event);
      case "refused":
        this.#refusals = [...this.#refusals, event];
        this.#answered.add(keyOfMember(this.#author, event.clientId));
    }
  }

  #welcome(welcome: Welcome): void {
    const { seq, messages } = welcome;
    if (seq < this.#position) {
      this.#findings.report("lost", `${this.#client} had come to ${this.#position}, and is welcomed at ${seq}.`);
    }
    checkWelcome(this.#findings, this.#history, this.#client, this.#after, welcome);
    this.#position = seq;
    for (const said of messages) this.#noteAnswer(keyOf(said));
  }

  #change(event: DurableEvent): void {
    const { seq } = event;
    const key = keyOf(event);
    const position = this.#position;
    if (seq > position) {
      if (seq > position + 1) this.#findings.report("gap", `${this.#client} received ${seq} after ${position}.`);
      checkNew(this.#findings, this.#history, this.#client, event);
      this.#position = seq;
    } else if (this.#isOwn(key)) {
      checkRepeat(this.#findings, this.#claims, this.#history, this.#client, event, position);
    } else this.#findings.report("reordered", `${this.#client} received ${seq} (${key}) after ${position}.`);
    this.#noteAnswer(key);
  }

  /** Messages in their present state, and none left out between them. */
  #page(messages: readonly Said[]): void {
    const wanted = this.#history.between(messages[0]?.seq ?? 1, messages.at(-1)?.seq ?? 0, this.#position);
    compare(this.#findings, `a page of ${this.#client}`, messages, wanted, { list: "gap", state: "state_differs" });
  }

  #found(results: Results): void {
    const asked = this.#searches.get(results.requestId);
    this.#searches.delete(results.requestId);
    if (asked !== undefined) this.#results = [...this.#results, { ...asked, results }];
    else this.#findings.report("search_differs", `${this.#client} got results it had not asked for.`);
  }

  /** Checks the answers that came when it was at `from`, and were given when the room was at `to` or before. */
  #checkAnswers(from: Seq, to: Seq): void {
    for (const { clientId, reason } of this.#refusals) {
      const key = keyOfMember(this.#author, clientId);
      const submitted = this.#claims.submitted.get(key);
      const place = this.#history.seqOf(key);
      const isDone = place !== null && place <= from;
      if (!isDone && submitted && isRightful(this.#history, this.#author, submitted, reason, from, to)) continue;
      this.#findings.report("refused_wrongly", `${this.#client} was refused ${clientId} at ${from}: ${reason}.`);
    }
    for (const answer of this.#results) checkSearch(this.#findings, this.#history, this.#client, { ...answer, to });
    this.#refusals = [];
    this.#results = [];
  }

  #noteAnswer(key: CommandKey): void {
    if (this.#isOwn(key)) this.#answered.add(key);
  }

  #isOwn(key: CommandKey): boolean {
    return this.#claims.submitted.get(key)?.client === this.#client;
  }
}
