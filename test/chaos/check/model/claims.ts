/**
 * Owns which wish has which place in a room's order, as far as anybody was told: the room itself publishes no log. What
 * cannot be true of it is found here; which of two claims is, by `history.ts`.
 */
import { isGuestId } from "../../../../src/protocol/values/identity.ts";
import type { DurableEvent, Said } from "../../../../src/protocol/events.ts";
import type { Person, Seq } from "../../../../src/protocol/wire.ts";
import type { Entry, EntryOf, Participant, Told } from "../../recording.ts";
import type { Findings } from "../violations.ts";

export type Submitted = EntryOf<"wished">;

/** What identifies a wish: its member and the id it went under; of a plain client's its text, which is one of its kind. */
export type CommandKey = string;

/** A wish in its place. */
export interface Change {
  readonly seq: Seq;
  readonly at: number;
  readonly by: Person;
  readonly clientId: string;
  readonly key: CommandKey;
  readonly wished: Submitted;
}

/**
 * A change that somebody was told of. A reaction that was so already is answered with the room's present seq ([E3]), which
 * is another change's; only its sender is told, so what others were told is certain.
 */
interface Claim extends Change {
  readonly isCertain: boolean;
}

/** Which wish each type of event answers. */
const WISHES = { said: "say", edited: "edit", removed: "remove", reacted: "react", topic_set: "topic" } as const;

export function keyOf(event: DurableEvent): CommandKey {
  if (event.type === "said" && isGuestId(event.from.id)) return keyOfPlain(event.text);
  return keyOfMember(event.type === "said" ? event.from.id : event.by.id, event.clientId);
}

export function keyOfMember(member: string, clientId: string): CommandKey {
  return `${member} ${clientId}`;
}

function keyOfPlain(text: string): CommandKey {
  return `plain ${text}`;
}

export class Claims {
  readonly #participants: ReadonlyMap<string, Participant>;
  readonly #findings: Findings;
  readonly #wishes = new Map<CommandKey, Submitted>();
  readonly #bySeq = new Map<Seq, Map<CommandKey, Claim>>();
  /** Events that say nothing more: most come to everybody. */
  readonly #known = new WeakSet<DurableEvent>();
  /** The last place that anybody was told of. */
  head: Seq = 0;

  /** Of the one room that all `participants` are in. */
  constructor(participants: ReadonlyMap<string, Participant>, entries: readonly Entry[], findings: Findings) {
    this.#participants = participants;
    this.#findings = findings;
    for (const entry of entries) this.#take(entry);
  }

  /** Every wish, in the order in which they were wished. */
  get wishes(): ReadonlyMap<CommandKey, Submitted> {
    return this.#wishes;
  }

  /** What somebody was told is at `seq`; and what only its sender was, which may be the answer to what was so already. */
  at(seq: Seq): { readonly certain: readonly Change[]; readonly possible: readonly Change[] } {
    const claims = [...(this.#bySeq.get(seq)?.values() ?? [])];
    return { certain: claims.filter(({ isCertain }) => isCertain), possible: claims };
  }

  #take(entry: Entry): void {
    switch (entry.kind) {
      case "wished": {
        const { clientId, wish } = entry;
        const author = this.#participants.get(entry.client)?.author ?? "";
        const text = wish.type === "say" ? wish.text : "";
        this.#wishes.set(clientId === null ? keyOfPlain(text) : keyOfMember(author, clientId), entry);
        return;
      }
      case "told":
        for (const event of entry.events) this.#hear(entry.client, event);
        return;
      case "read":
        this.#extend(entry.reading.seq);
        for (const { messages } of entry.reading.pages) this.#hearAll(null, messages);
        return;
      case "greeted":
      case "settled":
      case "showed":
      case "finished":
      case "entered":
      case "heard":
      case "reading":
    }
  }

  #hear(client: string, event: Told): void {
    switch (event.type) {
      case "welcome":
        this.#extend(event.seq);
        return this.#hearAll(client, event.messages);
      case "page":
        return this.#hearAll(client, event.messages);
      case "refused":
        return;
      case "said":
      case "edited":
      case "removed":
      case "reacted":
      case "topic_set":
        return this.#claim(client, event);
    }
  }

  #hearAll(client: string | null, messages: readonly Said[]): void {
    for (const said of messages) this.#claim(client, said);
  }

  #claim(client: string | null, event: DurableEvent): void {
    if (this.#known.has(event)) return;
    const { seq, at, type, clientId } = event;
    const key = keyOf(event);
    const wished = this.#wishes.get(key);
    const isCertain = type !== "reacted" || wished?.client !== client;
    if (isCertain) this.#known.add(event);
    if (wished?.wish.type !== WISHES[type]) {
      return this.#findings.report(
        "invented",
        `${client ?? "a reader"} was told ${seq} (${key}), which nobody wished.`,
      );
    }
    this.#extend(seq);
    const claims = this.#bySeq.get(seq) ?? new Map<CommandKey, Claim>();
    this.#bySeq.set(seq, claims);
    if (claims.get(key)?.isCertain === true) return;
    const by = type === "said" ? event.from : event.by;
    claims.set(key, { seq, at, by, clientId, key, wished, isCertain });
  }

  #extend(seq: Seq): void {
    this.head = Math.max(this.head, seq);
  }
}
