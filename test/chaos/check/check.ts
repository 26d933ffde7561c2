/**
 * Reads a recording and reports what in it breaks a promise of the room. Pure, and it trusts nobody: it puts the room's
 * history together from what everybody was told, and then everybody must have been told exactly that.
 */
import type { Seq } from "../../../src/protocol/wire.ts";
import { isDurable } from "../deeds/deeds.ts";
import type { Entry, EntryOf, Participant, Recording } from "../recording.ts";
import { ConnectionCheck } from "./connection/connection-check.ts";
import { PlainConnectionCheck } from "./connection/plain-connection-check.ts";
import { Claims, keyOfMember, type CommandKey } from "./model/claims.ts";
import { RoomHistory } from "./model/room-history.ts";
import { checkReading } from "./outcome/readings.ts";
import { checkOwnOrder, checkSettled } from "./outcome/settlement.ts";
import { checkFinalView, checkView } from "./outcome/views.ts";
import { Findings, type Violation } from "./violations.ts";

/** Everything in `recording` that must not be; empty where all promises were kept. */
export function check({ participants, entries }: Recording): readonly Violation[] {
  const rooms = new Set(participants.map(({ room }) => room));
  return [...rooms].flatMap((room) => {
    const here = new Map(participants.filter((each) => each.room === room).map((each) => [each.client, each]));
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
  readonly #connections = new Map<string, ConnectionCheck>();
  readonly #plainConnections = new Map<string, PlainConnectionCheck>();
  readonly #settled = new Set<CommandKey>();
  readonly #finished = new Set<string>();
  /** The furthest place that anybody was told of so far, and what it was when the present reading began. */
  #told: Seq = 0;
  #toldBeforeReading: Seq = 0;
  /** How far the last reading went. */
  #read: Seq = 0;

  constructor(room: string, participants: ReadonlyMap<string, Participant>, entries: readonly Entry[]) {
    this.#participants = participants;
    this.#entries = entries;
    this.#findings = new Findings(room);
    this.#claims = new Claims(participants, entries, this.#findings);
    this.#history = new RoomHistory(this.#claims, this.#findings);
    for (const each of participants.values()) {
      const known = [each, this.#claims, this.#history, this.#findings] as const;
      if (each.author === null) this.#plainConnections.set(each.client, new PlainConnectionCheck(...known));
      else this.#connections.set(each.client, new ConnectionCheck(...known));
    }
  }

  run(): readonly Violation[] {
    const findings = this.#findings;
    for (const entry of this.#entries) this.#take(entry);
    for (const [client, connection] of this.#connections) {
      connection.end();
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
      case "submitted":
        return;
      case "greeted":
        return this.#connections.get(entry.client)?.greeted(entry);
      case "received":
        this.#noteTold(entry);
        return this.#connections.get(entry.client)?.received(entry);
      case "searched":
        return this.#connections.get(entry.client)?.searched(entry);
      case "settled":
        return this.#settle(entry);
      case "displayed":
        return checkView(findings, history, entry.client, entry.view);
      case "finished":
        this.#finished.add(entry.client);
        return checkFinalView(findings, history, entry.client, entry.view);
      case "entered":
        return this.#plainConnections.get(entry.client)?.entered();
      case "heard":
        return this.#plainConnections.get(entry.client)?.heard(entry);
      case "reading":
        this.#toldBeforeReading = this.#told;
        return;
      case "read":
        checkReading(findings, history, entry.reading, this.#toldBeforeReading);
        this.#read = entry.reading.pages.at(-1)?.seq ?? 0;
    }
  }

  #noteTold({ events }: EntryOf<"received">): void {
    for (const event of events) {
      if (isDurable(event) || event.type === "welcome") this.#told = Math.max(this.#told, event.seq);
    }
  }

  #settle({ client, clientId }: EntryOf<"settled">): void {
    const key = keyOfMember(this.#participants.get(client)?.author ?? "", clientId);
    this.#settled.add(key);
    if (this.#connections.get(client)?.hasAnswered(key) === true) return;
    this.#findings.report("settled_early", `${client} held ${clientId} for answered, which had no answer.`);
  }
}
