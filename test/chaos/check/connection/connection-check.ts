/**
 * Owns one client's wire: that what came over it is the room's order, without a hole, and each thing as it was when it was
 * told. A wire is at one place in that order at each moment, so all that it carries can be judged to the letter.
 */
import type { DurableEvent, Said } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { EntryOf, Participant, Told } from "../../recording.ts";
import { keyOf, keyOfMember, type Claims, type CommandKey } from "../model/claims.ts";
import { compare } from "../model/compare.ts";
import { checkNews, checkRepeat } from "./events.ts";
import type { RoomHistory } from "../model/room-history.ts";
import { isRightful } from "./refusals.ts";
import { checkWelcome } from "./resume.ts";
import type { Findings } from "../violations.ts";

type Welcome = Extract<Told, { type: "welcome" }>;
type Refused = Extract<Told, { type: "refused" }>;

export class ConnectionCheck {
  readonly #client: string;
  readonly #author: string;
  readonly #claims: Claims;
  readonly #history: RoomHistory;
  readonly #findings: Findings;
  /** The wishes of this client that had an answer. */
  readonly #answered = new Set<CommandKey>();
  /** How far it has come. */
  #position: Seq = 0;
  #after: Seq | null = null;
  /** Not judged yet: a refusal overtakes what the room did in the same turn, so it was given somewhere up to the next news. */
  #refusals: readonly Refused[] = [];

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
    if (after === null || after <= this.#position) return;
    this.#findings.report("gap", `${this.#client} goes on from ${after}, having come to ${this.#position}.`);
  }

  told({ events }: EntryOf<"told">): void {
    const from = this.#position;
    for (const event of events) this.#take(event);
    if (this.#position > from) this.#judgeRefusals(from, this.#position);
  }

  /** Nothing comes any more. */
  end(): void {
    this.#judgeRefusals(this.#position, this.#history.head);
  }

  #take(event: Told): void {
    switch (event.type) {
      case "welcome":
        return this.#welcome(event);
      case "page":
        return this.#page(event.messages);
      case "refused":
        this.#refusals = [...this.#refusals, event];
        this.#answered.add(keyOfMember(this.#author, event.clientId));
        return;
      case "said":
      case "edited":
      case "removed":
      case "reacted":
      case "topic_set":
        return this.#change(event);
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
      checkNews(this.#findings, this.#history, this.#client, event);
      this.#position = seq;
    } else if (this.#isOwn(key)) checkRepeat(this.#findings, this.#history, this.#client, event, position);
    else this.#findings.report("reordered", `${this.#client} received ${seq} (${key}) after ${position}.`);
    this.#noteAnswer(key);
  }

  /** Messages as they are now, and none left out between them. */
  #page(messages: readonly Said[]): void {
    const wanted = this.#history.between(messages[0]?.seq ?? 1, messages.at(-1)?.seq ?? 0, this.#position);
    compare(this.#findings, `a page of ${this.#client}`, messages, wanted, { list: "gap", state: "state_differs" });
  }

  /** Those that came when it was at `from`, and were given when the room was at `to` or before. */
  #judgeRefusals(from: Seq, to: Seq): void {
    for (const { clientId, reason } of this.#refusals) {
      const key = keyOfMember(this.#author, clientId);
      const wished = this.#claims.wishes.get(key);
      const place = this.#history.seqOf(key);
      const isDone = place !== null && place <= from;
      if (!isDone && wished && isRightful(this.#history, this.#author, wished, reason, from, to)) continue;
      this.#findings.report("refused_wrongly", `${this.#client} was refused ${clientId} at ${from}: ${reason}.`);
    }
    this.#refusals = [];
  }

  #noteAnswer(key: CommandKey): void {
    if (this.#isOwn(key)) this.#answered.add(key);
  }

  #isOwn(key: CommandKey): boolean {
    return this.#claims.wishes.get(key)?.client === this.#client;
  }
}
