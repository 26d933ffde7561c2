/**
 * A room that clients under test connect to in the same process: the real conversation, delivery and codec, over
 * links that carry a frame only when the test says so, and that the test may break at any point.
 */
import type { Transport, TransportEvents } from "../../../src/client/connection/connection.ts";
import { parseFrame } from "../../../src/protocol/codec/parsing.ts";
import { encodeEvent } from "../../../src/protocol/codec/encoding.ts";
import { guestIdOf, memberIdOf, type MemberId } from "../../../src/protocol/values/identity.ts";
import { ANNOUNCE_EVERY_MS } from "../../../src/protocol/limits.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import { PING, PONG, type Seq } from "../../../src/protocol/wire.ts";
import type { Command } from "../../../src/protocol/commands.ts";
import type { RefusalReason, Refused, Said } from "../../../src/protocol/events.ts";
import { Throttle } from "../../../src/room/sockets/throttle.ts";
import { Batches } from "../../../src/room/sockets/batches.ts";
import { Conversation } from "../../../src/room/rules/conversation.ts";
import type { Outcome } from "../../../src/room/rules/outcome.ts";
import { dialectOf } from "../../../src/room/sockets/dialects.ts";
import { Delivery, type Socket } from "../../../src/room/sockets/delivery.ts";
import { MemoryHistory } from "../memory-history.ts";
import type { Settings } from "../../../src/room/settings.ts";
import { HOST, personName, say } from "../people.ts";
import type { FakeClock } from "./clock.ts";

/** Everybody here comes from one place. */
const ADDRESS = "192.0.2.1";

/** One socket and its two ends. Frames wait at either end until the test lets them through, in their order. */
export class Link implements Transport {
  readonly toRoom: string[] = [];
  readonly toClient: string[] = [];
  readonly host = HOST;
  isClientEndOpen = true;
  isRoomEndOpen = true;
  /** Who the room has welcomed on it. */
  member: MemberId | null = null;
  readonly events: TransportEvents;
  #isVanished = false;

  constructor(events: TransportEvents) {
    this.events = events;
  }

  /** The client sends. */
  send(frame: string): void {
    if (this.isClientEndOpen && !this.#isVanished) this.toRoom.push(frame);
  }

  /** The client closes its end. What it sent before may still arrive; what was sent to it does not. */
  close(): void {
    this.isClientEndOpen = false;
    this.toClient.length = 0;
  }

  /** The room's end, which throws once it is closed, as sockets do there. */
  readonly roomEnd: Socket = {
    send: (frame) => {
      if (!this.isRoomEndOpen) throw new TypeError("Can't call WebSocket send() after close().");
      if (this.isClientEndOpen && !this.#isVanished) this.toClient.push(frame);
    },
    close: () => void (this.isRoomEndOpen = false),
  };

  /** The network goes away, with what was on it. Neither end is told. */
  vanish(): void {
    this.#isVanished = true;
    this.toRoom.length = 0;
    this.toClient.length = 0;
  }

  /** Whether nothing of what one end says will reach the other any more. */
  get isBroken(): boolean {
    return this.#isVanished || !this.isClientEndOpen || !this.isRoomEndOpen;
  }
}

export class InMemoryRoom {
  /** Why anything was refused so far. */
  readonly refusals = new Set<RefusalReason>();
  readonly links: Link[] = [];
  readonly #clock: FakeClock;
  readonly #history: MemoryHistory;
  readonly #conversation: Conversation;
  readonly #delivery: Delivery<Link["roomEnd"]>;
  readonly #batches: Batches;
  readonly #presence: Throttle;
  #guests = 0;
  #marks = 0;

  /** `audience`: sockets that only listen. Twenty and more make the room handle what is said in batches. */
  constructor(clock: FakeClock, settings: Settings, audience: number) {
    this.#clock = clock;
    this.#history = new MemoryHistory("epoch-1", settings.historyLimit);
    this.#conversation = new Conversation(LOBBY, this.#history, settings);
    this.#delivery = new Delivery({
      newMark: () => `mark-${++this.#marks}`,
      maxBytes: settings.unconfirmedMaxBytes,
      onTooSlow: () => {
        throw new Error("Nobody here is sent enough to be too slow.");
      },
      onFull: () => {},
      onHeldUp: () => {},
    });
    this.#batches = new Batches({
      clock,
      countSockets: () => this.#delivery.count,
      onEnd: () => this.#delivery.flush(),
    });
    const announce = (): void => {
      const event = this.#conversation.takePresence();
      if (event !== null) this.#delivery.toEveryone(encodeEvent(event));
      this.#delivery.flush();
    };
    this.#presence = new Throttle({ clock, countSockets: () => this.#delivery.count, announce });
    for (let i = 0; i < audience; i++)
      this.#delivery.subscribe({ send() {}, close() {} }, ADDRESS, dialectOf({ dialect: "foyer.1" }));
  }

  /** Everything that was said, in the room's order. */
  get said(): readonly Said[] {
    return this.#history.after(0, Number.POSITIVE_INFINITY);
  }

  /** The seq of the last change. */
  get head(): Seq {
    return this.#history.head.seq;
  }

  connect(events: TransportEvents): Link {
    const link = new Link(events);
    this.links.push(link);
    link.toClient.push(encodeEvent({ type: "challenge", nonce: `nonce-${this.links.length}` }));
    return link;
  }

  /** Passing guests say this many things. */
  chatter(count: number): void {
    for (let i = 0; i < count; i++) {
      const id = guestIdOf(Uint8Array.from({ length: 9 }, (_, at) => (++this.#guests >> (8 * (at % 4))) & 255));
      const name = personName("passer-by");
      this.#conversation.enterAsGuest({ id, name }, 0);
      const text = `chatter ${this.#guests}`;
      this.#deliver(null, this.#conversation.sayAsGuest({ id, address: ADDRESS }, name, say(text), this.#clock.now()));
      this.#conversation.leave(id);
    }
    this.#delivery.flush();
  }

  /** The room takes the next frame of this link. */
  serve(link: Link): void {
    const frame = link.toRoom.shift();
    if (frame === undefined || !link.isRoomEndOpen) return;
    if (frame === PING) return link.roomEnd.send(PONG);
    for (const parsed of parseFrame(frame)) {
      if (!parsed.ok) this.#refuse(link, parsed.fault);
      else this.#handle(link, parsed.value, frame.length);
    }
  }

  /** The client takes the next frame of this link. */
  deliver(link: Link): void {
    const frame = link.toClient.shift();
    if (frame !== undefined) link.events.onFrame(frame);
  }

  /** The client notices that the link is gone. */
  endAtClient(link: Link): void {
    if (!link.isClientEndOpen) return;
    link.close();
    link.events.onClose();
  }

  /** The room notices that the link is gone. What it sent before may still arrive. */
  endAtRoom(link: Link): void {
    if (!link.isRoomEndOpen) return;
    link.isRoomEndOpen = false;
    link.toRoom.length = 0;
    this.#delivery.unsubscribe(link.roomEnd);
    const { member } = link;
    if (member === null) return;
    this.#clock.after(ANNOUNCE_EVERY_MS, () => {
      this.#batches.handleAll();
      this.#conversation.leave(member);
      this.#presence.request();
    });
  }

  #handle(link: Link, command: Command, length: number): void {
    const now = this.#clock.now();
    if (command.type === "hello") {
      link.member = memberIdOf(command.key); // whose signature is whose is shown elsewhere
      const person = { id: link.member, name: command.name };
      this.#delivery.toOne(link.roomEnd, this.#conversation.enter(person, command.after, now));
      this.#delivery.subscribe(link.roomEnd, ADDRESS, dialectOf({ dialect: "foyer.1" }));
      return this.#presence.request();
    }
    if (command.type === "confirm") return this.#delivery.confirm(link.roomEnd, command.mark);
    const { member } = link;
    if (member === null) throw new Error("A client waits for its welcome before it says anything else.");
    if (command.type === "search") throw new Error("Nobody searches here.");
    const handle = (): void => {
      for (const outcome of this.#conversation.handle({ id: member, address: ADDRESS }, command, now))
        this.#deliver(link, outcome);
    };
    if (command.type === "page" || command.type === "typing") handle();
    else this.#batches.add(length, handle);
  }

  #refuse(link: Link, refused: Refused): void {
    this.refusals.add(refused.reason);
    this.#delivery.refuse(link.roomEnd, refused);
  }

  #deliver(sender: Link | null, outcome: Outcome): void {
    if (outcome.to === "everyone") this.#delivery.toEveryone(outcome.json, outcome.event);
    else if (outcome.to === "member") {
      for (const link of this.links) if (link.member === outcome.id) this.#delivery.toOne(link.roomEnd, outcome.json);
      this.#presence.request();
    } else if (sender !== null) {
      if ("refused" in outcome) this.#refuse(sender, outcome.refused);
      else this.#delivery.toOneInOrder(sender.roomEnd, outcome.json);
    }
  }
}
