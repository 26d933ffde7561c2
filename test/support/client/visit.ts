/** Lin's visit to a room: a session over a scripted network, and short ways to give the room's answers. */
import { textOf } from "../../../src/client/sending/outbox.ts";
import { RoomSession, type RoomSessionOptions } from "../../../src/client/room-session.ts";
import type { Fields } from "../../../src/protocol/codec/fields.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import type { RefusalReason, Said, Welcome } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import { LIN } from "../people.ts";
import { FakeClock, settle } from "./clock.ts";
import { page, said, saidFrom, welcome } from "./events.ts";
import { standInIdentity } from "./identities.ts";
import { ScriptedNetwork, type ScriptedTransport } from "./network.ts";

type MakeSession = (options: RoomSessionOptions) => RoomSession;

export class Visit {
  readonly clock = new FakeClock();
  readonly network = new ScriptedNetwork();
  readonly session: RoomSession;
  /** The last notice that the session gave, unless the test hears of them itself. */
  notice: RefusalReason | null = null;
  name = LIN.name;
  #ids = 0;

  /** `make`: what makes the session, if it is part of something larger. */
  constructor(options: Partial<RoomSessionOptions> = {}, make: MakeSession = (all) => new RoomSession(all)) {
    this.session = make({
      room: LOBBY,
      identity: standInIdentity("Lin"),
      clock: this.clock,
      open: this.network.open,
      name: () => this.name,
      newId: () => `id-${++this.#ids}`,
      onNotice: (reason) => (this.notice = reason),
      ...options,
    });
  }

  /** A visit that was welcomed with the messages from seq `first` to seq `last`. */
  static async begun(first = 1, last = 0, make?: MakeSession): Promise<Visit> {
    const visit = new Visit({}, make);
    visit.session.enter();
    await visit.welcome({ messages: saidFrom(first, last), more: first > 1 });
    return visit;
  }

  /** A visit that reads the messages from 1 to 300, does not follow, and knows of as many more as `beyond` says. */
  static async readingOld(beyond: number): Promise<Visit> {
    const visit = await Visit.begun(1, 50);
    visit.hear(51, 300);
    visit.session.isFollowing.value = false;
    visit.hear(301, 300 + beyond);
    return visit;
  }

  get transport(): ScriptedTransport {
    return this.network.latest;
  }

  /** Every say on the present transport, by its text. */
  get sayings(): readonly unknown[] {
    return this.transport.sent("say").map(({ text }) => text);
  }

  /** The requests for pages on the present transport. */
  get requests(): readonly Fields[] {
    return this.transport.sent("page");
  }

  /** What waits to be confirmed: text and state. */
  get outbox(): readonly (readonly [string, string])[] {
    return this.session.outbox.value.map(({ command, state }) => [textOf(command) ?? command.type, state]);
  }

  textAt(seq: Seq): string | undefined {
    return this.session.timeline.value.messages.find((message) => message.seq === seq)?.text;
  }

  get seqs(): readonly Seq[] {
    return this.session.timeline.value.messages.map(({ seq }) => seq);
  }

  /** The first half of the handshake on the present transport: the client's hello has left. */
  async challenge(): Promise<void> {
    this.transport.receive({ type: "challenge", nonce: "nonce" });
    await settle();
  }

  /** The whole handshake on the present transport. */
  async welcome(details: Partial<Welcome> = {}): Promise<void> {
    await this.challenge();
    this.transport.receive(welcome({ you: { id: LIN.id, name: this.name, role: "member" }, ...details }));
  }

  /** The connection drops, and the next attempt begins. */
  reconnect(): void {
    this.transport.drop();
    this.session.wake();
  }

  /** Messages of others arrive, one by one. */
  hear(first: Seq, last: Seq): void {
    for (const one of saidFrom(first, last)) this.transport.receive(one);
  }

  /** The room's answer to the last say on the present transport, as a message of this seq. */
  confirmation(seq: Seq): Said {
    const command = this.transport.sent("say").at(-1);
    return said(seq, { from: LIN, text: String(command?.["text"]), clientId: String(command?.["clientId"]) });
  }

  confirm(seq: Seq): void {
    this.transport.receive(this.confirmation(seq));
  }

  /** The room's answer to the last request for a page. */
  answer(messages: readonly Said[], more: boolean): void {
    this.transport.receive(page(messages, more, String(this.requests.at(-1)?.["requestId"])));
  }
}
