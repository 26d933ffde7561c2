/**
 * Which command has which place in a room's order, as far as anybody was told: the room publishes no log. What cannot be
 * true is reported here; which of two claims is true is found out by `room-history.ts`.
 */
import { isGuestId } from "../../../../src/protocol/values/identity.ts";
import type { DurableEvent, Said } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Placed } from "../../deeds/deed.ts";
import { answers, deedReportedBy, isDurable } from "../../deeds/deeds.ts";
import type { Entry, EntryOf, Participant, Received } from "../../recording.ts";
import type { Findings } from "../violations.ts";

export type Submitted = EntryOf<"submitted">;

/** Identifies a command: by its member and the id it was sent under, or by its text, which is unique, for a plain client. */
export type CommandKey = string;

/** A command in its place, and who submitted it. */
export interface Change extends Placed {
  readonly key: CommandKey;
  readonly submitted: Submitted;
}

/**
 * A change that somebody was told of. A command that changes nothing is answered, to its sender only, with the room's present
 * seq ([E3]), which is another change's: of such deeds, only what others were told is certain.
 */
interface Claim extends Change {
  readonly isCertain: boolean;
}

export function keyOf(event: DurableEvent): CommandKey {
  const { id } = authorOf(event);
  return event.type === "said" && isGuestId(id) ? keyOfPlain(event.text) : keyOfMember(id, event.clientId);
}

export function keyOfMember(member: string, clientId: string): CommandKey {
  return `${member} ${clientId}`;
}

function keyOfPlain(text: string): CommandKey {
  return `plain ${text}`;
}

function authorOf(event: DurableEvent): Placed["by"] {
  return event.type === "said" ? event.from : event.by;
}

export class Claims {
  readonly #participants: ReadonlyMap<string, Participant>;
  readonly #findings: Findings;
  readonly #submitted = new Map<CommandKey, Submitted>();
  readonly #bySeq = new Map<Seq, Map<CommandKey, Claim>>();
  /** Certain events that were seen before: most of them come to every client, as the same object. */
  readonly #seen = new WeakSet<DurableEvent>();
  /** The last place that anybody was told of. */
  head: Seq = 0;

  /** All `participants` are in one room. */
  constructor(participants: ReadonlyMap<string, Participant>, entries: readonly Entry[], findings: Findings) {
    this.#participants = participants;
    this.#findings = findings;
    for (const entry of entries) this.#take(entry);
  }

  /** Every command, in the order in which they were submitted. */
  get submitted(): ReadonlyMap<CommandKey, Submitted> {
    return this.#submitted;
  }

  /** What is at `seq`: what is certain, and that together with what only a sender was told. */
  at(seq: Seq): { readonly certain: readonly Change[]; readonly possible: readonly Change[] } {
    const claims = [...(this.#bySeq.get(seq)?.values() ?? [])];
    return { certain: claims.filter(({ isCertain }) => isCertain), possible: claims };
  }

  #take(entry: Entry): void {
    switch (entry.kind) {
      case "submitted":
        this.#submitted.set(this.#keyOfSubmitted(entry), entry);
        return;
      case "received":
        for (const event of entry.events) this.#takeEvent(entry.client, event);
        return;
      case "read":
        this.#extend(entry.reading.seq);
        for (const { messages } of entry.reading.pages) this.#takeMessages(null, messages);
        return;
      case "greeted":
      case "searched":
      case "settled":
      case "displayed":
      case "finished":
      case "entered":
      case "heard":
      case "reading":
    }
  }

  #keyOfSubmitted({ client, clientId, command }: Submitted): CommandKey {
    if (clientId !== null) return keyOfMember(this.#participants.get(client)?.author ?? "", clientId);
    if (command.type !== "say") throw new Error("A plain client can only say something.");
    return keyOfPlain(command.text);
  }

  #takeEvent(client: string, event: Received): void {
    if (isDurable(event)) return this.#claim(client, event);
    switch (event.type) {
      case "welcome":
        this.#extend(event.seq);
        return this.#takeMessages(client, event.messages);
      case "page":
      case "results":
        return this.#takeMessages(client, event.messages);
      case "refused":
    }
  }

  #takeMessages(client: string | null, messages: readonly Said[]): void {
    for (const said of messages) this.#claim(client, said);
  }

  #claim(client: string | null, event: DurableEvent): void {
    if (this.#seen.has(event)) return;
    const { seq, at, clientId } = event;
    const key = keyOf(event);
    const submitted = this.#submitted.get(key);
    const isCertain = !deedReportedBy(event).mayChangeNothing || submitted?.client !== client;
    if (isCertain) this.#seen.add(event);
    if (submitted === undefined || !answers(event, submitted.command)) {
      const who = client ?? "a reader";
      return this.#findings.report("invented", `${who} was told ${seq} (${key}), which nobody submitted.`);
    }
    this.#extend(seq);
    const claims = this.#bySeq.get(seq) ?? new Map<CommandKey, Claim>();
    this.#bySeq.set(seq, claims);
    if (claims.get(key)?.isCertain === true) return;
    const { command } = submitted;
    claims.set(key, { seq, at, by: authorOf(event), clientId, command, key, submitted, isCertain });
  }

  #extend(seq: Seq): void {
    this.head = Math.max(this.head, seq);
  }
}
