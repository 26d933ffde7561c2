import { type Encoded, encodeEvent, encodeWithMessages } from "../../protocol/codec/encoding.ts";
import { isGuestId, type MemberId } from "../../protocol/values/identity.ts";
import { NAME_MAX_LENGTH, PAGE_DEFAULT_MESSAGES, TEXT_MAX_LENGTH, TYPING_MAX_MEMBERS } from "../../protocol/limits.ts";
import { foldName, type PersonName, type RoomName } from "../../protocol/values/names.ts";
import { refusal } from "../../protocol/refusals.ts";
import type { ChangeCommand, MemberCommand, Page, Read, Rename, Say, Search, Typing } from "../../protocol/commands.ts";
import type { Cursor, Person, Role, Seq } from "../../protocol/wire.ts";
import type { DurableEvent, Presence, Refused, Typed } from "../../protocol/events.ts";
import { draftOf } from "./change-draft.ts";
import { isAlreadySo, permissionFault } from "./permissions.ts";
import { changeLength } from "./change-length.ts";
import { news, refuse, repeat, type Outcome } from "./outcome.ts";
import { yoursAmong, type EncodedMessage } from "../history/encoded-message.ts";
import type { History } from "../history/history.ts";
import { GuestNames } from "./guest-names.ts";
import { Members } from "./members.ts";
import { pageOf } from "./pages.ts";
import { RecentMessages } from "../history/recent-messages.ts";
import { RateLimits, type Actor, type Sender } from "../sockets/rate-limits.ts";
import type { Settings } from "../settings.ts";

/**
 * What happens in a room, by its rules. Synchronous and without a runtime: it is given the time, keeps what must last in the
 * history, and returns what to deliver as data.
 */
export class Conversation {
  readonly #room: RoomName;
  readonly #history: History;
  readonly #settings: Settings;
  readonly #recent: RecentMessages;
  readonly #rates: RateLimits;
  readonly #members = new Members();
  readonly #guests: GuestNames;
  readonly #typists = new Set<MemberId>();

  constructor(room: RoomName, history: History, settings: Settings, rates = new RateLimits(settings)) {
    this.#room = room;
    this.#history = history;
    this.#settings = settings;
    this.#recent = new RecentMessages(history);
    this.#guests = new GuestNames(history);
    this.#rates = rates;
  }

  /** Restores those who were here before the room slept. Nobody is told anything. */
  restore(people: Iterable<Person>): void {
    for (const { id, name } of people) {
      // A member's name was claimed when they joined: a room of thousands must not write it again each time it wakes.
      if (isGuestId(id)) this.#enter({ id, name }, "guest");
      else this.#members.enter({ id, name });
    }
    this.#members.settle();
  }

  /**
   * A member joins, perhaps with one more connection. Returns the `welcome`: the state at this seq. Subscribe the socket in the
   * same turn.
   */
  enter(person: Person, after: Cursor | null, now: number): Encoded {
    // Everything that may fail comes first: a member who gets no welcome must not be counted.
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

  /** Why `address` may not take this name now; null if it may. A name that no key has held here counts against a rate. */
  refuseName(name: PersonName, address: string, now: number): Refused | null {
    if (this.#history.isClaimed(foldName(name))) return null;
    const retryAfterMs = this.#rates.newName(address, now);
    return retryAfterMs > 0 ? refusal("too_fast", { retryAfterMs }) : null;
  }

  /** A guest joins. Returns the newest `replay` messages. */
  enterAsGuest(person: Person, replay: number): readonly Encoded[] {
    const newest = this.#recent.newest(replay);
    this.#enter(person, "guest");
    return newest.map(({ json }) => json);
  }

  /** One connection of this person is gone. */
  leave(id: MemberId): void {
    this.#members.leave(id);
    if (this.#members.nameOf(id) !== null) return;
    this.#guests.delete(id);
    this.#typists.delete(id);
  }

  /** What a member's command leads to, in the order of sending. */
  handle(sender: Sender, command: Exclude<MemberCommand, Search>, now: number): readonly Outcome[] {
    switch (command.type) {
      case "say":
        return [this.#say(sender, command, now)];
      case "edit":
      case "remove":
      case "react":
      case "topic":
        return [this.#change(sender, command, now)];
      case "rename":
      case "typing":
      case "page":
      case "read": {
        const refused = permissionFault(command, sender.id, this.#history);
        return refused === null ? this.#ask(sender, command, now) : [refuse(refused)];
      }
    }
  }

  /** A guest says something, perhaps under another name than before. */
  sayAsGuest(sender: Sender, asked: PersonName, say: Say, now: number): Outcome {
    this.#members.rename(sender.id, this.#guests.shownAs(asked));
    this.#guests.set(sender.id, asked);
    return this.#say(sender, say, now);
  }

  /** Why this member may not search now; null if they may. That counts as a search. */
  refuseSearch(sender: Sender, search: Search, now: number): Refused | null {
    const refused = permissionFault(search, sender.id, this.#history);
    if (refused !== null) return refused;
    const { requestId } = search;
    const retryAfterMs = this.#rates.search(sender, now);
    return retryAfterMs > 0 ? refusal("too_fast", { requestId, retryAfterMs }) : null;
  }

  /** What to announce about who is here; null if nothing changed. */
  takePresence(): Presence | null {
    return this.#members.takeChanges();
  }

  /** Who typed since the last call; null if nobody did. */
  takeTyped(): Typed | null {
    if (this.#typists.size === 0) return null;
    const who = [...this.#typists];
    this.#typists.clear();
    return { type: "typed", who };
  }

  /** The history may fail, so it comes before any change in memory. */
  #enter({ id, name }: Person, role: Role): void {
    if (role === "member") {
      this.#claim(id, name);
      this.#members.enter({ id, name });
    } else {
      this.#members.enter({ id, name: this.#guests.shownAs(name) });
      this.#guests.set(id, name);
    }
  }

  /** Commands without a `clientId`, which are never repeats. */
  #ask(sender: Sender, command: Rename | Typing | Page | Read, now: number): readonly Outcome[] {
    switch (command.type) {
      case "rename":
        return [this.#rename(sender, command.name, now)];
      case "typing":
        if (this.#members.count <= TYPING_MAX_MEMBERS) this.#typists.add(sender.id);
        return [];
      case "page":
        return [this.#page(sender, command, now)];
      case "read":
        return this.#read(sender, command.seq, now);
    }
  }

  #say(sender: Sender, say: Say, now: number): Outcome {
    const { id } = sender;
    const { clientId, text, replyTo } = say;
    const name = this.#nameOf(id);
    if (this.#history.findChange(id, clientId) !== null) return refuse(usedBefore(clientId));
    const refused = permissionFault(say, id, this.#history);
    if (refused !== null) return refuse(refused);
    const retryAfterMs = this.#rates.change(this.#actor(sender, now), text.length, now);
    if (retryAfterMs > 0) {
      // A client that lost its connection repeats what has no answer yet. It gets one at any rate.
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
    const refused = permissionFault(command, id, this.#history);
    if (refused !== null) return refuse(refused);
    const draft = draftOf(command, { at: this.#clock(now), by: { id, name } });
    if (isAlreadySo(command, id, this.#history)) return repeat({ ...draft, seq: this.#history.head.seq });
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

  /** A read marker never goes back, nor beyond the newest change: a device that was away must not undo what another one read. */
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

  #actor(sender: Sender, now: number): Actor {
    const firstSaidAt = isGuestId(sender.id) ? null : this.#history.firstSaidAt(sender.id);
    return { ...sender, isKnown: firstSaidAt !== null && dayOf(firstSaidAt) < dayOf(now) };
  }

  #hasOlderThan(first: EncodedMessage | undefined): boolean {
    const { head, oldest } = this.#history;
    return first === undefined ? oldest <= head.seq : first.seq > oldest;
  }

  /** The member's own connections are told at once, even in a room too large to tell the others. */
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

  /** A key takes a name: from now on no guest is shown under it, not even one who is here. */
  #claim(id: MemberId, name: PersonName): void {
    const folded = foldName(name);
    const renamed = this.#guests.renamedBy(folded, (guest) => this.#members.nameOf(guest));
    this.#history.claim(folded, id);
    for (const { guest, to } of renamed) this.#members.rename(guest, to);
  }

  /** The room's time. It never goes back, even if the machine's clock does. */
  #clock(now: number): number {
    return Math.max(now, this.#history.head.at);
  }
}

/** The event that each command leads to. */
const RESULT_OF = {
  say: "said",
  edit: "edited",
  remove: "removed",
  react: "reacted",
  topic: "topic_set",
} satisfies Record<ChangeCommand["type"], DurableEvent["type"]>;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Days since 1970, in UTC. */
function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** All changes of a member share one space of client ids. Using one for another type of change is a fault of the client. */
function usedBefore(clientId: string): Refused {
  return refusal("bad_field", { clientId, message: "clientId must be new: another type of command had it." });
}
