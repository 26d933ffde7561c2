/**
 * Owns the rules of a room: who may do what, and what follows from it. Plain and synchronous: it is given the time, keeps
 * what must last behind the history port, and returns what is to be delivered as data. Sockets are `room.ts`'s affair.
 */
import { type Encoded, encodeEvent, encodeWithMessages } from "../protocol/encoding.ts";
import type { MemberId } from "../protocol/identity.ts";
import {
  NAME_MAX_LENGTH,
  PAGE_DEFAULT_MESSAGES,
  READ_MARK_BURST,
  READ_MARKS_PER_SECOND,
  TEXT_MAX_LENGTH,
  TYPING_MAX_MEMBERS,
} from "../protocol/limits.ts";
import { foldName, type PersonName, type RoomName } from "../protocol/names.ts";
import { refusal } from "../protocol/refusals.ts";
import type { Change, MemberCommand, Say, Search } from "../protocol/commands.ts";
import type { Cursor, Person, Role, Seq } from "../protocol/wire.ts";
import type { DurableEvent, Presence, Refused, Typed } from "../protocol/events.ts";
import type { Dialect } from "./delivery.ts";
import { draftOf, faultOf } from "./changing.ts";
import { yoursAmong, type EncodedMessage } from "./encoded-message.ts";
import type { History } from "./history.ts";
import { Members } from "./members.ts";
import { pageOf } from "./pages.ts";
import { Pool } from "./pool.ts";
import { RateLimit } from "../protocol/token-bucket.ts";
import type { Settings } from "./settings.ts";

/**
 * What a command leads to; `member` is for each socket of that member, and may be a new name. What changed about presence
 * and typing is asked for separately: it is announced at a pace.
 */
export type Outcome =
  | { readonly to: "everyone"; readonly event: DurableEvent; readonly json: Encoded }
  | { readonly to: "sender"; readonly json: Encoded }
  | { readonly to: "member"; readonly id: MemberId; readonly name?: PersonName; readonly json: Encoded }
  | { readonly to: "sender"; readonly refused: Refused };

export class Conversation {
  readonly #room: RoomName;
  readonly #history: History;
  readonly #settings: Settings;
  readonly #pool: Pool;
  readonly #rate: RateLimit;
  readonly #marks = new RateLimit(READ_MARKS_PER_SECOND, READ_MARK_BURST);
  readonly #members = new Members();
  /** The name that each present guest asked for, by which it may have to be shown differently later. */
  readonly #guests = new Map<MemberId, PersonName>();
  readonly #typists = new Set<MemberId>();

  constructor(room: RoomName, history: History, settings: Settings) {
    this.#room = room;
    this.#history = history;
    this.#settings = settings;
    this.#pool = new Pool(history);
    this.#rate = new RateLimit(settings.messagesPerSecond, settings.messageBurst);
  }

  /** Takes in those who were here before the room slept. They are told nothing, nor is anybody about them. */
  restore(people: Iterable<Person & { readonly dialect: Dialect }>): void {
    for (const { id, name, dialect } of people) {
      // A member's name was claimed when it came in: a room of thousands must not write it again each time it wakes.
      if (dialect === "plain") this.#enter({ id, name }, "guest");
      else this.#members.enter({ id, name });
    }
    this.#members.settle();
  }

  /**
   * A person comes in with one more socket. Returns the `welcome`: the state at this seq, in the turn of its
   * subscription.
   */
  enter(person: Person, after: Cursor | null, now: number): Encoded {
    // Everything that may fail comes first: somebody who gets no welcome must not stand among the members.
    const missed = after?.epoch === this.#history.epoch ? this.#pool.changesSince(after.seq) : null;
    const messages = missed ?? this.#pool.newest(PAGE_DEFAULT_MESSAGES);
    const yours = yoursAmong(messages, person.id, this.#history);
    const { seq } = this.#history.head;
    const shown = this.#enter(person, "member");
    return encodeWithMessages({
      type: "welcome",
      you: { ...shown, role: "member" },
      room: { name: this.#room, topic: this.#history.topic },
      read: this.#history.readOf(person.id),
      epoch: this.#history.epoch,
      seq,
      at: this.#clock(now),
      recovered: missed !== null,
      messages: messages.map(({ json }) => json),
      ...yours,
      more: this.#hasOlderThan(messages[0]),
      members: this.#members.list(),
      count: this.#members.count,
      limits: {
        text: TEXT_MAX_LENGTH,
        name: NAME_MAX_LENGTH,
        messagesPerSecond: this.#settings.messagesPerSecond,
        messageBurst: this.#settings.messageBurst,
      },
    });
  }

  /** A plain client comes in. Returns the newest `replay` messages. */
  enterAsGuest(person: Person, replay: number): readonly Encoded[] {
    const newest = this.#pool.newest(replay);
    this.#enter(person, "guest");
    return newest.map(({ json }) => json);
  }

  /** One socket of this person is gone. */
  leave(id: MemberId): void {
    this.#members.leave(id);
    if (this.#members.nameOf(id) !== null) return;
    this.#guests.delete(id);
    this.#typists.delete(id);
  }

  /** What a member's command leads to, in the order in which it is to be sent. */
  handle(id: MemberId, command: Exclude<MemberCommand, Search>, now: number): readonly Outcome[] {
    switch (command.type) {
      case "say":
        return [this.#say(id, command, now)];
      case "rename":
        return [this.#rename(id, command.name, now)];
      case "typing":
        if (this.#members.count <= TYPING_MAX_MEMBERS) this.#typists.add(id);
        return [];
      case "page":
        return [{ to: "sender", json: pageOf(this.#history, id, command) }];
      case "read":
        return this.#read(id, command.seq, now);
      case "edit":
      case "remove":
      case "react":
      case "topic":
        return [this.#change(id, command, now)];
    }
  }

  /** A guest says something, perhaps under a new name. */
  sayAsGuest(id: MemberId, asked: PersonName, say: Say, now: number): Outcome {
    this.#guests.set(id, asked);
    this.#members.rename(id, this.#guestName(asked));
    return this.#say(id, say, now);
  }

  /** What is to be announced about who is here, or null. */
  takePresence(): Presence | null {
    return this.#members.takeChanges();
  }

  /** Who typed since the last call, or null. */
  takeTyped(): Typed | null {
    if (this.#typists.size === 0) return null;
    const who = [...this.#typists];
    this.#typists.clear();
    return { type: "typed", who };
  }

  #enter({ id, name }: Person, role: Role): Person {
    if (role === "guest") this.#guests.set(id, name);
    else this.#claim(id, name);
    const person = { id, name: role === "guest" ? this.#guestName(name) : name };
    this.#members.enter(person);
    return person;
  }

  #say(id: MemberId, { clientId, text, replyTo }: Say, now: number): Outcome {
    const name = this.#members.nameOf(id);
    if (name === null) throw new Error("Somebody spoke who is not here.");
    if (replyTo !== null && replyTo > this.#history.head.seq) {
      return refuse(refusal("bad_field", { clientId, message: "replyTo must be a message's seq." }));
    }
    const retryAfterMs = this.#rate.take(id, now);
    if (retryAfterMs > 0) {
      // A client that lost its connection sends again what it has no answer to: it is owed one, at any pace.
      const first = this.#history.find(id, clientId);
      return first === null ? refuse(refusal("too_fast", { clientId, retryAfterMs })) : repeat(first);
    }
    const { said, fresh } = this.#history.append({
      at: this.#clock(now),
      from: { id, name },
      text,
      clientId,
      ...(replyTo !== null && { replyTo }),
    });
    this.#typists.delete(id);
    return fresh ? { to: "everyone", event: said, json: this.#pool.add(said) } : repeat(said);
  }

  #change(id: MemberId, command: Exclude<Change, Say>, now: number): Outcome {
    const name = this.#members.nameOf(id);
    if (name === null) throw new Error("Somebody changed something who is not here.");
    const { clientId } = command;
    const first = this.#history.findChange(id, clientId);
    if (first !== null) return repeat(first);
    const retryAfterMs = this.#rate.take(id, now);
    if (retryAfterMs > 0) return refuse(refusal("too_fast", { clientId, retryAfterMs }));
    const fault = command.type === "topic" ? null : faultOf(this.#history, id, command);
    if (fault !== null) return refuse(refusal(fault, { clientId }));
    const draft = draftOf(command, { at: this.#clock(now), by: { id, name } });
    // Two tabs may wish for the same: it is so already, which is told to the one who asked.
    if (draft.type === "reacted" && this.#history.hasReacted(draft.target, draft.emoji, id) === draft.on) {
      return repeat({ ...draft, seq: this.#history.head.seq });
    }
    const event = this.#history.change(draft);
    if (event.type !== "topic_set") this.#pool.change(event);
    return { to: "everyone", event, json: encodeEvent(event) };
  }

  /** Marks never go back, nor beyond what was said: a device that was away must not undo what another one read. */
  #read(id: MemberId, asked: Seq, now: number): readonly Outcome[] {
    const seq = Math.min(asked, this.#history.head.seq);
    if (seq <= this.#history.readOf(id) || this.#marks.take(id, now) > 0) return [];
    this.#history.setRead(id, seq);
    return [{ to: "member", id, json: encodeEvent({ type: "seen", seq }) }];
  }

  #hasOlderThan(first: EncodedMessage | undefined): boolean {
    const { head, oldest } = this.#history;
    return first === undefined ? oldest <= head.seq : first.seq > oldest;
  }

  /** The member's own sockets hear of it at once, also in a room too large for the others to. */
  #rename(id: MemberId, name: PersonName, now: number): Outcome {
    const retryAfterMs = this.#rate.take(id, now);
    if (retryAfterMs > 0) return refuse(refusal("too_fast", { retryAfterMs }));
    this.#claim(id, name);
    this.#members.rename(id, name);
    const presence = { type: "presence", joined: [{ id, name }], left: [], count: this.#members.count } as const;
    return { to: "member", id, name, json: encodeEvent(presence) };
  }

  /** A key takes a name: from now on no guest is shown under it, present ones included. */
  #claim(id: MemberId, name: PersonName): void {
    const folded = foldName(name);
    this.#history.claim(folded, id);
    for (const [guest, asked] of this.#guests) {
      const shown = this.#members.nameOf(guest);
      if (shown !== null && foldName(shown) === folded) this.#members.rename(guest, this.#guestName(asked));
    }
  }

  /** A key may have taken `alice (guest)` too, but not without end: what a key takes has `NAME_MAX_LENGTH`. */
  #guestName(asked: PersonName): PersonName {
    if (!this.#history.isClaimed(foldName(asked))) return asked;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a name stays one with this behind it
    return this.#guestName(`${asked} (guest)` as PersonName);
  }

  /** The room's time: never before that of the last message, whatever the machine's clock does. */
  #clock(now: number): number {
    return Math.max(now, this.#history.head.at);
  }
}

function refuse(refused: Refused): Outcome {
  return { to: "sender", refused };
}

/** The first result again, to the one who asked. */
function repeat(event: DurableEvent): Outcome {
  return { to: "sender", json: encodeEvent(event) };
}
