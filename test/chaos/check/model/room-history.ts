/**
 * What a room was at every moment: its changes in order, and what they made of its messages and of the room itself. What
 * breaks the rules of that order is reported on the way.
 */
import type { Said } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Moment } from "../../deeds/deed.ts";
import { NEW_ROOM, type RoomFacts } from "../../recording.ts";
import type { Findings } from "../violations.ts";
import type { Change, Claims, CommandKey } from "./claims.ts";
import { effectOf } from "./rules.ts";

/** What something was from a change on, until the next one. */
interface Version<Value> {
  readonly since: Seq;
  readonly value: Value;
}

export class RoomHistory {
  readonly head: Seq;
  readonly #findings: Findings;
  readonly #changes = new Map<Seq, Change>();
  readonly #seqs = new Map<CommandKey, Seq>();
  /** The states of each message, by its seq. */
  readonly #messages = new Map<Seq, Version<Said>[]>();
  /** Which message each change made or changed. */
  readonly #changed = new Map<Seq, Seq>();
  readonly #rooms: Version<RoomFacts>[] = [];
  /** The seqs of all messages, ascending, and how many there were at each seq. */
  readonly #said: Seq[] = [];
  readonly #counts: number[] = [0];

  constructor(claims: Claims, findings: Findings) {
    this.#findings = findings;
    this.head = claims.head;
    for (let seq = 1; seq <= claims.head; seq++) {
      const { certain, possible } = claims.at(seq);
      if (certain.length > 1) {
        findings.report("seq_differs", `${seq} is ${certain.map(({ key }) => key).join(" for some, for others ")}.`);
      }
      // What changed nothing took no place: of what only senders were told, it is the claim that changes something.
      const change = certain[0] ?? possible.find((claim) => effectOf(claim, this.at(seq)) !== null);
      if (change === undefined) findings.report("gap", `nobody was ever told what ${seq} is.`);
      else this.#take(change);
      this.#counts.push(this.#said.length);
    }
  }

  changeAt(seq: Seq): Change | null {
    return this.#changes.get(seq) ?? null;
  }

  /** The place that a command took, or null. */
  seqOf(key: CommandKey): Seq | null {
    return this.#seqs.get(key) ?? null;
  }

  /** The room when it had come to `seq`. */
  at(seq: Seq): Moment {
    return { message: (target) => this.messageAt(target, seq), room: this.roomAt(seq) };
  }

  /** The message `seq` in its state when the room had come to `at`; null where it was not there. */
  messageAt(seq: Seq, at: Seq): Said | null {
    return versionAt(this.#messages.get(seq) ?? [], at);
  }

  roomAt(at: Seq): RoomFacts {
    return versionAt(this.#rooms, at) ?? NEW_ROOM;
  }

  /** The states that the message `seq` had from `from` to `to`, both included. */
  statesOf(seq: Seq, from: Seq, to: Seq): readonly Said[] {
    const first = this.messageAt(seq, from);
    const later = (this.#messages.get(seq) ?? []).filter(({ since }) => since > from && since <= to);
    return [...(first === null ? [] : [first]), ...later.map(({ value }) => value)];
  }

  /** The last `limit` messages, ascending, when the room had come to `at`. */
  newest(limit: number, at: Seq): readonly Said[] {
    const count = this.#countAt(at);
    return this.#messagesAt(this.#said.slice(Math.max(0, count - limit), count), at);
  }

  /** The messages from `first` to `last`, ascending, both included, when the room had come to `at`. */
  between(first: Seq, last: Seq, at: Seq): readonly Said[] {
    const count = this.#countAt(Math.min(last, at));
    return this.#messagesAt(this.#said.slice(this.#countAt(first - 1), count), at);
  }

  /** The messages that became new or changed after `after`, ascending, when the room had come to `at` ([R1]). */
  changedSince(after: Seq, at: Seq): readonly Said[] {
    const seqs = new Set<Seq>();
    for (let seq = after + 1; seq <= at; seq++) {
      const changed = this.#changed.get(seq);
      if (changed !== undefined) seqs.add(changed);
    }
    return this.#messagesAt(
      [...seqs].toSorted((one, other) => one - other),
      at,
    );
  }

  #messagesAt(seqs: readonly Seq[], at: Seq): readonly Said[] {
    return seqs.flatMap((seq) => this.messageAt(seq, at) ?? []);
  }

  #countAt(at: Seq): number {
    return this.#counts[Math.max(0, Math.min(at, this.head))] ?? 0;
  }

  #take(change: Change): void {
    const { seq, at, key } = change;
    const before = this.#changes.get(seq - 1);
    const first = this.#seqs.get(key);
    if (before !== undefined && at < before.at) {
      this.#findings.report("clock_went_back", `${seq} is before ${seq - 1}.`);
    }
    if (first === undefined) this.#seqs.set(key, seq);
    else this.#findings.report("duplicated", `${key} is at ${first} and at ${seq}.`);
    this.#changes.set(seq, change);
    const effect = effectOf(change, this.at(seq));
    if (effect === null) this.#findings.report("forbidden", `${key} took place at ${seq}.`);
    else if ("room" in effect) this.#rooms.push({ since: seq, value: { ...this.roomAt(seq), ...effect.room } });
    else this.#note(effect.message, seq);
  }

  #note(said: Said, since: Seq): void {
    this.#changed.set(since, said.seq);
    const versions = this.#messages.get(said.seq);
    if (versions !== undefined) return void versions.push({ since, value: said });
    this.#messages.set(said.seq, [{ since, value: said }]);
    this.#said.push(said.seq);
  }
}

function versionAt<Value>(versions: readonly Version<Value>[], at: Seq): Value | null {
  return versions.findLast(({ since }) => since <= at)?.value ?? null;
}
