/**
 * Owns the rules of a room: who may do what, and what follows from it. Plain and synchronous: it is given the time, keeps
 * what must last behind the history port, and returns what is to be delivered as data. Sockets are `room.ts`'s affair.
 */
import { type Encoded, encodeEvent, encodeWithMessages } from "../../protocol/codec/encoding.ts";
import { isGuestId, type MemberId } from "../../protocol/values/identity.ts";
import { NAME_MAX_LENGTH, PAGE_DEFAULT_MESSAGES, TEXT_MAX_LENGTH, TYPING_MAX_MEMBERS } from "../../protocol/limits.ts";
import { foldName, type FoldedName, type PersonName, type RoomName } from "../../protocol/values/names.ts";
import { refusal } from "../../protocol/refusals.ts";
import type { ChangeCommand, MemberCommand, Page, Say, Search } from "../../protocol/commands.ts";
import type { Cursor, Person, Role, Seq } from "../../protocol/wire.ts";
import type { DurableEvent, Presence, Refused, Typed } from "../../protocol/events.ts";
import { draftOf, faultOf } from "./message-changes.ts";
import { changeLength } from "./change-length.ts";
import { news, refuse, repeat, type Outcome } from "./outcome.ts";
import { yoursAmong, type EncodedMessage } from "../history/encoded-message.ts";
import type { History } from "../history/history.ts";
import { Members } from "./members.ts";
import { pageOf } from "./pages.ts";
import { RecentMessages } from "../history/recent-messages.ts";
import { RateLimits, type Actor, type Sender } from "../sockets/rate-limits.ts";
import type { Settings } from "../settings.ts";

export class Conversation {
  readonly #room: RoomName;
  readonly #history: History;
  readonly #settings: Settings;
  readonly #recent: RecentMessages;
  readonly #rates: RateLimits;
  readonly #members = new Members();
  /** The name that each present guest asked for, by which it may have to be shown differently later. */
  readonly #guests = new Map<MemberId, PersonName>();
  readonly #typists = new Set<MemberId>();

  constructor(room: RoomName, history: History, settings: Settings, rates = new RateLimits(settings)) {
    this.#room = room;
    this.#history = history;
    this.#settings = settings;
    this.#recent = new RecentMessages(history);
    this.#rates = rates;
  }

  /** Takes in those who were here before the room slept. They are told nothing, nor is anybody about them. */
  restore(people: Iterable<Person>): void {
    for (const { id, name } of people) {
      // A member's name was claimed when they joined: a room of thousands must not write it again each time it wakes.
      if (isGuestId(id)) this.#enter({ id, name }, "guest");
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
    const { epoch, head, oldest, topic } = this.#history;
    const missed = after?.epoch === epoch ? this.#recent.changesSince(after.seq) : null;
    const messages = missed ?? this.#recent.newest(PAGE_DEFAULT_MESSAGES);
    const welcome = {
      type: "welcome",
      you: { ...person, role: "member" },
      room: { name: this.#room, topic },
      read: this.#history.readOf(person.id),
      epoch,
      seq: head.seq,
      oldest,
      at: this.#clock(now),
      recovered: missed !== null,
      messages: messages.map(({ json }) => json),
      ...yoursAmong(messages, person.id, this.#history),
      more: this.#hasOlderThan(messages[0]),
    } as const;
    this.#enter(person, "member");
    return encodeWithMessages({
      ...welcome,
      members: this.#members.list(),
      count: this.#members.count,
      limits: {
        text: TEXT_MAX_LENGTH,
        name: NAME_MAX_LENGTH,
        messagesPerSecond: this.#settings.rates.messages.perSecond,
        messageBurst: this.#settings.rates.messages.burst,
      },
    });
  }

  /** Why nobody at `address` may take this name now; null where somebody may, which counts where no key has held it here. */
  refuseName(name: PersonName, address: string, now: number): Refused | null {
    if (this.#history.isClaimed(foldName(name))) return null;
    const retryAfterMs = this.#rates.newName(address, now);
    return retryAfterMs > 0 ? refusal("too_fast", { retryAfterMs }) : null;
  }

  /** A plain client comes in. Returns the newest `replay` messages. */
  enterAsGuest(person: Person, replay: number): readonly Encoded[] {
    const newest = this.#recent.newest(replay);
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
  handle(sender: Sender, command: Exclude<MemberCommand, Search>, now: number): readonly Outcome[] {
    switch (command.type) {
      case "say":
        return [this.#say(sender, command, now)];
      case "rename":
        return [this.#rename(sender, command.name, now)];
      case "typing":
        if (this.#members.count <= TYPING_MAX_MEMBERS) this.#typists.add(sender.id);
        return [];
      case "page":
        return [this.#page(sender, command, now)];
      case "read":
        return this.#read(sender, command.seq, now);
      case "edit":
      case "remove":
      case "react":
      case "topic":
        return [this.#change(sender, command, now)];
    }
  }

  /** A guest says something, perhaps under a new name. */
  sayAsGuest(sender: Sender, asked: PersonName, say: Say, now: number): Outcome {
    this.#members.rename(sender.id, this.#guestName(asked));
    this.#guests.set(sender.id, asked);
    return this.#say(sender, say, now);
  }

  /** Why this member may not search now; null where it may, which counts as a search. */
  refuseSearch(sender: Sender, { requestId }: Search, now: number): Refused | null {
    const retryAfterMs = this.#rates.search(sender, now);
    return retryAfterMs > 0 ? refusal("too_fast", { requestId, retryAfterMs }) : null;
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

  /** What the history may fail at comes before anything is changed in memory. */
  #enter({ id, name }: Person, role: Role): void {
    if (role === "member") {
      this.#claim(id, name);
      this.#members.enter({ id, name });
    } else {
      this.#members.enter({ id, name: this.#guestName(name) });
      this.#guests.set(id, name);
    }
  }

  #say(sender: Sender, { clientId, text, replyTo }: Say, now: number): Outcome {
    const { id } = sender;
    const name = this.#nameOf(id);
    if (this.#history.findChange(id, clientId) !== null) return refuse(usedBefore(clientId));
    if (replyTo !== null && !this.#mayReplyTo(replyTo)) {
      return refuse(refusal("bad_field", { clientId, message: "replyTo must be a message's seq." }));
    }
    const retryAfterMs = this.#rates.change(this.#actor(sender, now), text.length, now);
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
    return fresh ? news(said, this.#recent.add(said)) : repeat(said);
  }

  #change(sender: Sender, command: Exclude<ChangeCommand, Say>, now: number): Outcome {
    const { id } = sender;
    const name = this.#nameOf(id);
    const { clientId } = command;
    const first = this.#history.findChange(id, clientId);
    if (first !== null) return first.type === RESULT_OF[command.type] ? repeat(first) : refuse(usedBefore(clientId));
    if (this.#history.find(id, clientId) !== null) return refuse(usedBefore(clientId));
    const actor = this.#actor(sender, now);
    const retryAfterMs =
      command.type === "react"
        ? this.#rates.reaction(actor, now)
        : this.#rates.change(actor, changeLength(command) ?? 0, now);
    if (retryAfterMs > 0) return refuse(refusal("too_fast", { clientId, retryAfterMs }));
    const fault = command.type === "topic" ? null : faultOf(this.#history, id, command);
    if (fault !== null) return refuse(refusal(fault, { clientId }));
    const draft = draftOf(command, { at: this.#clock(now), by: { id, name } });
    // Two tabs may ask for the same: it is there already, which the one who asked is told.
    if (draft.type === "reacted" && this.#history.hasReacted(draft.target, draft.emoji, id) === draft.on) {
      return repeat({ ...draft, seq: this.#history.head.seq });
    }
    const event = this.#history.change(draft);
    if (event.type !== "topic_set") this.#recent.change(event);
    return news(event);
  }

  #page(sender: Sender, page: Page, now: number): Outcome {
    const { requestId } = page;
    const retryAfterMs = this.#rates.page(sender, now);
    if (retryAfterMs > 0) return refuse(refusal("too_fast", { requestId, retryAfterMs }));
    return { to: "sender", json: pageOf(this.#history, sender.id, page) };
  }

  /** Marks never go back, nor beyond what was said: a device that was away must not undo what another one read. */
  #read(sender: Sender, asked: Seq, now: number): readonly Outcome[] {
    const { id } = sender;
    const seq = Math.min(asked, this.#history.head.seq);
    if (seq <= this.#history.readOf(id) || this.#rates.readMark(this.#actor(sender, now), now) > 0) return [];
    this.#history.setRead(id, seq);
    return [{ to: "member", id, json: encodeEvent({ type: "seen", seq }) }];
  }

  #nameOf(id: MemberId): PersonName {
    const name = this.#members.nameOf(id);
    if (name === null) throw new Error("Somebody acted who is not here.");
    return name;
  }

  /** A message that the room has forgotten may be replied to: nobody knows any more what had its seq. */
  #mayReplyTo(seq: Seq): boolean {
    return seq <= this.#history.head.seq && (seq < this.#history.oldest || this.#history.isMessage(seq));
  }

  #actor(sender: Sender, now: number): Actor {
    const firstSaidAt = isGuestId(sender.id) ? null : this.#history.firstSaidAt(sender.id);
    return { ...sender, isKnown: firstSaidAt !== null && dayOf(firstSaidAt) < dayOf(now) };
  }

  #hasOlderThan(first: EncodedMessage | undefined): boolean {
    const { head, oldest } = this.#history;
    return first === undefined ? oldest <= head.seq : first.seq > oldest;
  }

  /** The member's own sockets hear of it at once, also in a room too large for the others to. */
  #rename(sender: Sender, name: PersonName, now: number): Outcome {
    const { id, address } = sender;
    const retryAfterMs = this.#rates.change(this.#actor(sender, now), 0, now);
    if (retryAfterMs > 0) return refuse(refusal("too_fast", { retryAfterMs }));
    const refused = this.refuseName(name, address, now);
    if (refused !== null) return refuse(refused);
    this.#claim(id, name);
    this.#members.rename(id, name);
    const presence = { type: "presence", joined: [{ id, name }], left: [], count: this.#members.count } as const;
    return { to: "member", id, name, json: encodeEvent(presence) };
  }

  /** A key takes a name: from now on no guest is shown under it, present ones included. */
  #claim(id: MemberId, name: PersonName): void {
    const folded = foldName(name);
    const renamed = [...this.#guests].flatMap(([guest, asked]) => {
      const shown = this.#members.nameOf(guest);
      return shown !== null && foldName(shown) === folded ? [{ guest, to: this.#guestName(asked, folded) }] : [];
    });
    this.#history.claim(folded, id);
    for (const { guest, to } of renamed) this.#members.rename(guest, to);
  }

  /**
   * A key may have taken `alice (guest)` too, but not without end: what a key takes has `NAME_MAX_LENGTH`. `taken` is a name
   * that is about to be claimed.
   */
  #guestName(asked: PersonName, taken: FoldedName | null = null): PersonName {
    const folded = foldName(asked);
    if (folded !== taken && !this.#history.isClaimed(folded)) return asked;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a name stays one with this behind it
    return this.#guestName(`${asked} (guest)` as PersonName, taken);
  }

  /** The room's time: never before that of the last message, whatever the machine's clock does. */
  #clock(now: number): number {
    return Math.max(now, this.#history.head.at);
  }
}

/** What each command becomes. */
const RESULT_OF = {
  say: "said",
  edit: "edited",
  remove: "removed",
  react: "reacted",
  topic: "topic_set",
} satisfies Record<ChangeCommand["type"], DurableEvent["type"]>;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Days since 1970, of UTC. */
function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** A member's client ids are of one space: one that names another type of change is a mistake of the client. */
function usedBefore(clientId: string): Refused {
  return refusal("bad_field", { clientId, message: "clientId must be new: another type of command had it." });
}
