/**
 * Owns the proof: it reads a recording and says what in it breaks a promise of the room. Pure, and it trusts nobody: what
 * is in a room's history is only what an independent reader read.
 */
import type { Entry, Message, Participant, Recording } from "./recording.ts";

export type ViolationKind =
  /** Confirmed, and not in the history at the end. */
  | "lost"
  /** In the history more than once. */
  | "duplicated"
  /** In the history, or shown to somebody, and nobody sent it so. */
  | "invented"
  /** Shown to somebody, or read, at one time, and not read at a later one. */
  | "disappeared"
  /** A hole in a history, in a timeline, or between two messages on one wire. */
  | "gap"
  /** Came over a wire after one that is later in the room's order. */
  | "reordered"
  /** One author's messages, in another order than they were sent. */
  | "own_order"
  /** The same place in the room's order holds one message for one and another for another. */
  | "seq_differs"
  | "confirmed_twice"
  /** A client's final timeline is not the room's history. */
  | "timeline_differs"
  /** A client showed a message as sent before the room had confirmed it. */
  | "settled_early"
  /** Sent, and at the end of all neither confirmed nor shown as failed. */
  | "never_confirmed";

export interface Violation {
  readonly kind: ViolationKind;
  readonly words: string;
}

/** Everything in `recording` that must not be; empty where all promises were kept. */
export function check(recording: Recording): readonly Violation[] {
  const rooms = new Set(recording.participants.map(({ room }) => room));
  return [...rooms].flatMap((room) => new RoomCheck(room, recording).run());
}

/** What identifies a message: its author's own id for it, or its text, which every client makes unique. */
type MessageKey = string;

const keyOfSaid = ({ author, clientId, text }: Message): MessageKey =>
  author.startsWith("guest-") ? `plain ${text}` : `${author} ${clientId}`;

const short = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** How far one client has come. */
interface Reach {
  /** The seqs that came over its wire. */
  readonly received: Set<number>;
  /** The newest, and the first of the run without holes that it belongs to; null: any seq may come next. */
  last: number | null;
  runFrom: number;
  /** Of a plain client: the place of the last message that it heard in this connection. */
  heard: number | null;
}

class RoomCheck {
  readonly #room: string;
  readonly #participants: ReadonlyMap<string, Participant>;
  readonly #entries: readonly Entry[];
  readonly #violations: Violation[] = [];
  readonly #sent = new Map<MessageKey, Extract<Entry, { kind: "sent" }>>();
  readonly #keyByText = new Map<string, MessageKey>();
  readonly #confirmed = new Map<MessageKey, number | null>();
  readonly #settled = new Set<MessageKey>();
  readonly #finished = new Set<string>();
  readonly #reaches = new Map<string, Reach>();
  /** The last full reading; the first one is empty. */
  #history: readonly Message[] = [];
  /** What was confirmed when the reading began that is going on. */
  #owed: ReadonlySet<MessageKey> = new Set();
  /** The history at the very end, by seq and by key. */
  readonly #final: readonly Message[];
  readonly #finalSeqs = new Map<MessageKey, number>();

  constructor(room: string, { participants, entries }: Recording) {
    this.#room = room;
    this.#participants = new Map(participants.filter((one) => one.room === room).map((one) => [one.client, one]));
    this.#entries = entries;
    const last = entries.findLast((entry) => entry.kind === "read" && entry.room === room);
    this.#final = last?.kind === "read" ? last.history : [];
    for (const message of this.#final) this.#finalSeqs.set(keyOfSaid(message), message.seq);
  }

  run(): readonly Violation[] {
    for (const entry of this.#entries) this.#take(entry);
    this.#checkConfirmed();
    this.#checkOwnOrder();
    for (const { client, author } of this.#participants.values()) {
      if (author === null || this.#finished.has(client)) continue;
      this.#report("timeline_differs", `${client} has no final timeline.`);
    }
    return this.#violations;
  }

  #take(entry: Entry): void {
    switch (entry.kind) {
      case "killed":
        return;
      case "reading":
        if (entry.room === this.#room) this.#owed = new Set(this.#confirmed.keys());
        return;
      case "read":
        if (entry.room === this.#room) this.#read(entry.history);
        return;
      case "sent":
      case "confirmed":
      case "settled":
      case "received":
      case "heard":
      case "welcomed":
      case "dropped":
      case "finished": {
        const participant = this.#participants.get(entry.client);
        if (participant !== undefined) this.#takeOf(participant, entry);
      }
    }
  }

  #takeOf(participant: Participant, entry: Extract<Entry, { client: string }>): void {
    const { client } = participant;
    const reach = this.#reachOf(client);
    switch (entry.kind) {
      case "sent": {
        const key = entry.clientId === null ? `plain ${entry.text}` : `${participant.author} ${entry.clientId}`;
        this.#sent.set(key, entry);
        this.#keyByText.set(entry.text, key);
        return;
      }
      case "confirmed":
        return this.#takeConfirmed(client, entry.text, entry.seq);
      case "settled": {
        const key = `${participant.author} ${entry.clientId}`;
        this.#settled.add(key);
        if (!this.#confirmed.has(key)) this.#report("settled_early", `${client} took ${entry.clientId} for sent.`);
        return;
      }
      case "received":
        return this.#takeReceived(client, reach, entry);
      case "heard":
        return this.#takeHeard(client, reach, entry.text);
      case "welcomed":
        if (!entry.recovered) reach.last = null;
        reach.heard = null;
        return;
      case "dropped":
        return;
      case "finished":
        return this.#takeFinished(client, entry.timeline);
    }
  }

  #takeConfirmed(client: string, text: string, seq: number | null): void {
    const key = this.#keyByText.get(text);
    if (key === undefined) return this.#report("invented", `${client} was confirmed ${short(text)}, never sent.`);
    const before = this.#confirmed.get(key);
    if (before !== undefined && before !== seq) {
      this.#report("confirmed_twice", `${client} was confirmed ${short(text)} as ${before} and as ${seq}.`);
    }
    this.#confirmed.set(key, seq);
    const place = this.#finalSeqs.get(key);
    if (seq !== null && place !== undefined && place !== seq) {
      this.#report("seq_differs", `${client} was confirmed ${short(text)} as ${seq}; the history has it as ${place}.`);
    }
  }

  #takeReceived(client: string, reach: Reach, message: Message): void {
    const { seq, text } = message;
    this.#checkShown(client, message);
    if (reach.received.has(seq)) return; // a repeat, which is judged by its content alone
    reach.received.add(seq);
    if (reach.last === null) reach.runFrom = seq;
    else if (seq > reach.last + 1) this.#report("gap", `${client} received ${seq} after ${reach.last}.`);
    else if (seq < reach.last && seq >= reach.runFrom) {
      this.#report("reordered", `${client} received ${seq} (${short(text)}) after ${reach.last}.`);
    }
    reach.last = Math.max(reach.last ?? 0, seq);
  }

  /** What anybody is shown was sent, and is in the history, for good, at the place that it was shown at. */
  #checkShown(client: string, message: Message): void {
    const { seq, text } = message;
    const key = keyOfSaid(message);
    if (this.#sent.get(key)?.text !== text) {
      return this.#report("invented", `${client} was shown ${short(text)} at ${seq}, which nobody sent.`);
    }
    const place = this.#finalSeqs.get(key);
    if (place === undefined)
      this.#report("disappeared", `${client} was shown ${short(text)}, which the history lacks.`);
    else if (place !== seq) {
      this.#report("seq_differs", `${client} was shown ${short(text)} at ${seq}; the history has it at ${place}.`);
    }
  }

  #takeHeard(client: string, reach: Reach, text: string): void {
    const key = this.#keyByText.get(text);
    if (key === undefined) return this.#report("invented", `${client} heard ${short(text)}, which nobody sent.`);
    const place = this.#finalSeqs.get(key);
    if (place === undefined)
      return this.#report("disappeared", `${client} heard ${short(text)}; the history lacks it.`);
    if (reach.heard !== null && place <= reach.heard) {
      this.#report("reordered", `${client} heard ${short(text)}, of seq ${place}, after seq ${reach.heard}.`);
    } else if (reach.heard !== null && place > reach.heard + 1) {
      this.#report("gap", `${client} heard seq ${place} after seq ${reach.heard}.`);
    }
    reach.heard = place;
  }

  #read(history: readonly Message[]): void {
    const keys = new Set<MessageKey>();
    for (const [index, message] of history.entries()) {
      const { seq, text } = message;
      const key = keyOfSaid(message);
      if (seq !== index + 1) this.#report("gap", `the history has seq ${seq} in place ${index + 1}.`);
      if (keys.has(key))
        this.#report("duplicated", `${short(text)} is in the history twice, the second time at ${seq}.`);
      keys.add(key);
      if (this.#sent.get(key)?.text !== text) {
        this.#report("invented", `the history has ${short(text)} at ${seq}, which nobody sent.`);
      }
    }
    for (const [index, before] of this.#history.entries()) {
      const now = history[index];
      if (now !== undefined && keyOfSaid(now) === keyOfSaid(before)) continue;
      if (keys.has(keyOfSaid(before)))
        this.#report("seq_differs", `${short(before.text)} is no more at ${before.seq}.`);
      else this.#report("disappeared", `${short(before.text)}, once read at ${before.seq}, is gone.`);
    }
    for (const key of this.#owed) {
      if (!keys.has(key))
        this.#report("disappeared", `${key}, confirmed before, was not there when the history was read.`);
    }
    this.#history = history;
  }

  #takeFinished(client: string, timeline: readonly Message[]): void {
    const history = this.#final;
    this.#finished.add(client);
    for (const [index, { seq }] of timeline.entries()) {
      const before = timeline[index - 1];
      if (before !== undefined && seq !== before.seq + 1) {
        this.#report("gap", `the timeline of ${client} goes from ${before.seq} to ${seq}.`);
      }
    }
    const at = history.findIndex((one, index) => !isSame(one, timeline[index]));
    if (at >= 0 || timeline.length !== history.length) {
      const place = at >= 0 ? at : history.length;
      const words = `the timeline of ${client} (${timeline.length} of ${history.length}) differs in place ${place + 1}`;
      this.#report("timeline_differs", `${words}: ${short(timeline[place]?.text ?? "nothing")}.`);
    }
  }

  #checkConfirmed(): void {
    for (const [key, seq] of this.#confirmed) {
      if (this.#finalSeqs.has(key)) continue;
      this.#report("lost", `${key}, confirmed as ${seq ?? "said"}, is not in the history.`);
    }
    for (const [key, { client, clientId, text }] of this.#sent) {
      if (clientId !== null && !this.#settled.has(key)) {
        this.#report("never_confirmed", `${client} sent ${short(text)}, and was never told that it is there.`);
      }
    }
  }

  #checkOwnOrder(): void {
    const last = new Map<string, number>();
    for (const [key, { client, text }] of this.#sent) {
      const seq = this.#finalSeqs.get(key);
      if (seq === undefined) continue;
      const before = last.get(client) ?? 0;
      if (seq < before) this.#report("own_order", `${client} sent ${short(text)} (${seq}) after what is at ${before}.`);
      last.set(client, Math.max(before, seq));
    }
  }

  #reachOf(client: string): Reach {
    let reach = this.#reaches.get(client);
    if (reach === undefined) {
      reach = { received: new Set(), last: null, runFrom: 0, heard: null };
      this.#reaches.set(client, reach);
    }
    return reach;
  }

  #report(kind: ViolationKind, words: string): void {
    this.#violations.push({ kind, words: `${this.#room}: ${words}` });
  }
}

function isSame(one: Message, other: Message | undefined): boolean {
  return (
    other !== undefined &&
    one.seq === other.seq &&
    one.author === other.author &&
    one.clientId === other.clientId &&
    one.text === other.text
  );
}
