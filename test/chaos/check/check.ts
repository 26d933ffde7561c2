/**
 * Owns the proof: it reads a recording and says what in it breaks a promise of the room. Pure, and it trusts nobody: the
 * room's history is put together from what all were told, and then everybody must have been told exactly that.
 */
import type { Seq } from "../../../src/protocol/wire.ts";
import type { Entry, EntryOf, Participant, Recording } from "../recording.ts";
import { Claims, keyOfMember, type CommandKey } from "./model/claims.ts";
import { PlainConnectionCheck } from "./connection/plain-connection-check.ts";
import { RoomHistory } from "./model/room-history.ts";
import { checkReading } from "./outcome/readings.ts";
import { checkOwnOrder, checkSettled } from "./outcome/settlement.ts";
import { checkFinalView, checkView } from "./outcome/views.ts";
import { Findings, type Violation } from "./violations.ts";
import { ConnectionCheck } from "./connection/connection-check.ts";

/** Everything in `recording` that must not be; empty where all promises were kept. */
export function check({ participants, entries }: Recording): readonly Violation[] {
  const rooms = new Set(participants.map(({ room }) => room));
  return [...rooms].flatMap((room) => {
    const here = new Map(participants.filter((one) => one.room === room).map((one) => [one.client, one]));
    const isHere = (entry: Entry): boolean => ("room" in entry ? entry.room === room : here.has(entry.client));
    return new RoomCheck(room, here, entries.filter(isHere)).run();
  });
}

class RoomCheck {
  readonly #participants: ReadonlyMap<string, Participant>;
  readonly #entries: readonly Entry[];
  readonly #findings: Findings;
  readonly #claims: Claims;
  readonly #history: RoomHistory;
  readonly #wires = new Map<string, ConnectionCheck>();
  readonly #listeners = new Map<string, PlainConnectionCheck>();
  readonly #settled = new Set<CommandKey>();
  readonly #finished = new Set<string>();
  /** The furthest place that anybody was told of so far, and what it was when the reading began that is going on. */
  #told: Seq = 0;
  #owed: Seq = 0;
  /** How far the last reading went. */
  #read: Seq = 0;

  constructor(room: string, participants: ReadonlyMap<string, Participant>, entries: readonly Entry[]) {
    this.#participants = participants;
    this.#entries = entries;
    this.#findings = new Findings(room);
    this.#claims = new Claims(participants, entries, this.#findings);
    this.#history = new RoomHistory(this.#claims, this.#findings);
    for (const one of participants.values()) {
      if (one.author === null) {
        this.#listeners.set(one.client, new PlainConnectionCheck(one, this.#claims, this.#history, this.#findings));
      } else this.#wires.set(one.client, new ConnectionCheck(one, this.#claims, this.#history, this.#findings));
    }
  }

  run(): readonly Violation[] {
    const findings = this.#findings;
    for (const entry of this.#entries) this.#take(entry);
    for (const [client, wire] of this.#wires) {
      wire.end();
      if (!this.#finished.has(client)) findings.report("timeline_differs", `${client} has no final timeline.`);
    }
    checkSettled(findings, this.#claims, this.#settled);
    checkOwnOrder(findings, this.#claims, this.#history);
    const { head } = this.#history;
    if (this.#read !== head) findings.report("lost", `the room was read up to ${this.#read} at last, not to ${head}.`);
    return findings.all;
  }

  #take(entry: Entry): void {
    const [findings, history] = [this.#findings, this.#history];
    switch (entry.kind) {
      case "wished":
        return;
      case "greeted":
        return this.#wires.get(entry.client)?.greeted(entry);
      case "told":
        this.#noteTold(entry);
        return this.#wires.get(entry.client)?.told(entry);
      case "settled":
        return this.#settle(entry);
      case "showed":
        return checkView(findings, history, entry.client, entry.view);
      case "finished":
        this.#finished.add(entry.client);
        return checkFinalView(findings, history, entry.client, entry.view);
      case "entered":
        return this.#listeners.get(entry.client)?.entered();
      case "heard":
        return this.#listeners.get(entry.client)?.heard(entry);
      case "reading":
        this.#owed = this.#told;
        return;
      case "read":
        checkReading(findings, history, entry.reading, this.#owed);
        this.#read = entry.reading.pages.at(-1)?.seq ?? 0;
    }
  }

  #noteTold({ events }: EntryOf<"told">): void {
    for (const event of events) if ("seq" in event) this.#told = Math.max(this.#told, event.seq);
  }

  #settle({ client, clientId }: EntryOf<"settled">): void {
    const key = keyOfMember(this.#participants.get(client)?.author ?? "", clientId);
    this.#settled.add(key);
    if (this.#wires.get(client)?.hasAnswered(key) === true) return;
    this.#findings.report("settled_early", `${client} let go of ${clientId}, which had no answer.`);
  }
}
