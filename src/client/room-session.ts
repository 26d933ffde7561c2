/**
 * Owns one room as this page lives it: it folds the connection's events into what the views show, and turns what people
 * do into commands. One for each room that was opened; it outlives the look at another room, with its draft and outbox.
 */
import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { UnknownEvent } from "../protocol/events.ts";
import { PAGE_DEFAULT_MESSAGES } from "../protocol/limits.ts";
import type { PersonName, RoomName } from "../protocol/names.ts";
import type { PageEvent, Person, Refused, RefusalReason, Said, Seq, ServerEvent, Welcome } from "../protocol/wire.ts";
import { Connection, type Clock, type Status, type Transport, type TransportEvents } from "./connection.ts";
import type { Identity } from "./identity.ts";
import * as outbox from "./outbox.ts";
import * as people from "./people.ts";
import * as timeline from "./timeline.ts";

/** Milliseconds between two `typing`; half of what a receiver remembers. */
const TYPING_EVERY_MS = 3_000;

/** Milliseconds until a page that was refused is asked for again, where the refusal names no time. */
const PAGE_RETRY_MS = 5_000;

export interface RoomSessionOptions {
  readonly room: RoomName;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly open: (subprotocol: string, events: TransportEvents) => Transport;
  readonly name: () => PersonName;
  /** A fresh id, at most 64 characters. */
  readonly newId: () => string;
  /** What was seen of the room at an earlier visit; the session resumes from there. */
  readonly timeline?: timeline.Timeline | undefined;
}

/** A request for a page that is not answered yet: from an end of the timeline, of this seq, or the newest. */
interface PendingPage {
  readonly requestId: string;
  readonly asked: { readonly where: "before" | "after"; readonly seq: Seq } | "newest";
}

export class RoomSession {
  readonly room: RoomName;
  readonly draft = signal("");
  /** Whether the reader is at the newest message, and wants to stay there. */
  readonly isFollowing = signal(true);
  /** Messages of others that came while the reader was not following. */
  readonly unseen = signal(0);
  /** The last refusal that belongs to no message; the views show it until the next thing that works. */
  readonly notice = signal<RefusalReason | null>(null);
  readonly #options: RoomSessionOptions;
  readonly #connection: Connection;
  readonly #timeline: Signal<timeline.Timeline>;
  readonly #outbox = signal<outbox.Outbox>([]);
  readonly #people = signal(people.NOBODY);
  readonly #status = signal<Status>({ state: "connecting" });
  readonly #you: Signal<Person>;
  readonly #pending = signal<PendingPage | null>(null);
  readonly #wasWelcomed = signal(false);
  /** Milliseconds by which the room's clock is ahead of this device's. */
  readonly #clockAheadMs = signal(0);
  #isEntered = false;
  #typedAt = 0;
  /** Whether the room asked us to wait before the next message. */
  #isHeld = false;
  #cancelHold: () => void = () => {};
  #cancelTypingSweep: () => void = () => {};

  constructor(options: RoomSessionOptions) {
    const { room, identity, clock, open, name } = options;
    this.room = room;
    this.#options = options;
    this.#timeline = signal(options.timeline ?? timeline.EMPTY_TIMELINE);
    this.#you = signal({ id: identity.id, name: name() });
    this.#connection = new Connection({
      room,
      identity,
      clock,
      open,
      name,
      cursor: () => this.#timeline.value.cursor,
      onEvent: (event) => batch(() => this.#fold(event)),
      onStatus: (status) => batch(() => this.#onStatus(status)),
    });
  }

  get timeline(): ReadonlySignal<timeline.Timeline> {
    return this.#timeline;
  }

  get outbox(): ReadonlySignal<outbox.Outbox> {
    return this.#outbox;
  }

  get people(): ReadonlySignal<people.People> {
    return this.#people;
  }

  get status(): ReadonlySignal<Status> {
    return this.#status;
  }

  /** Oneself, as the room knows one once it was reached. */
  get you(): ReadonlySignal<Person> {
    return this.#you;
  }

  /** Whether the room was ever reached; before, an empty timeline says nothing. */
  get wasWelcomed(): ReadonlySignal<boolean> {
    return this.#wasWelcomed;
  }

  /** Whether a page is being loaded. */
  readonly isLoading = computed(() => this.#pending.value !== null);

  /** The room's clock now, in milliseconds since 1970. */
  now(): number {
    return this.#options.clock.now() + this.#clockAheadMs.value;
  }

  /** The room is looked at: connects; also on a person's wish after the connection has stopped. */
  enter(): void {
    this.#isEntered = true;
    this.#connection.start();
  }

  /** Another room is looked at. The connection stays until what was said here has left. */
  leave(): void {
    this.#isEntered = false;
    // Whoever comes back comes back to the newest: the list that knew the place is gone.
    this.isFollowing.value = true;
    this.unseen.value = 0;
    this.#disconnectWhenDone();
  }

  /** There may be a network again, or somebody looks at the page. */
  wake(): void {
    this.#connection.wake();
  }

  /** Takes over what was said here before, in another life of the page, and never confirmed. */
  adopt(abandoned: outbox.Outbox): void {
    this.#outbox.value = [...abandoned, ...this.#outbox.value];
    // Also if another room is looked at: it is to be sent. What failed waits for its author instead.
    if (!this.#hasSentAll()) this.#connection.start();
    this.#pump();
  }

  say(text: string): void {
    this.#typedAt = 0; // the room takes the message as the end of typing: what is typed next is news again
    batch(() => {
      this.#outbox.value = outbox.said(this.#outbox.value, this.#options.newId(), text);
      this.jumpToNewest();
    });
    this.#pump();
  }

  retry(clientId: string): void {
    this.#outbox.value = outbox.retried(this.#outbox.value, clientId);
    this.#pump();
  }

  discard(clientId: string): void {
    this.#outbox.value = outbox.settled(this.#outbox.value, clientId);
  }

  /** Goes by the name that `options.name` gives now. Where the room refused the last one, that is another attempt. */
  rename(): void {
    const isSent = this.#connection.send({ type: "rename", name: this.#options.name() });
    if (!isSent) this.#connection.start();
  }

  /** The composer's text changed. Says so at most every few seconds. */
  typing(): void {
    const now = this.#options.clock.now();
    if (now - this.#typedAt >= TYPING_EVERY_MS && this.#connection.send({ type: "typing" })) this.#typedAt = now;
  }

  loadOlder(): void {
    const [first] = this.#timeline.value.messages;
    if (first === undefined || !timeline.takesOlder(this.#timeline.value, this.isFollowing.value)) return;
    this.#request({ where: "before", seq: first.seq });
  }

  loadNewer(): void {
    const last = this.#timeline.value.messages.at(-1);
    if (!timeline.isLive(this.#timeline.value) && last !== undefined) this.#request({ where: "after", seq: last.seq });
  }

  /** The reader wants the newest message in view, and to follow from there. */
  jumpToNewest(): void {
    this.isFollowing.value = true;
    this.unseen.value = 0;
    if (timeline.isLive(this.#timeline.value)) return;
    this.#pending.value = null; // whatever else was asked for is not wanted any more
    this.#request("newest");
  }

  #request(asked: PendingPage["asked"]): void {
    if (this.#pending.value !== null) return;
    const requestId = this.#options.newId();
    // What is newest only the room knows, when it answers: more may be said until then.
    const { where, seq } = asked === "newest" ? { where: "before", seq: Number.MAX_SAFE_INTEGER } : asked;
    const isSent = this.#connection.send({ type: "page", requestId, [where]: seq, limit: PAGE_DEFAULT_MESSAGES });
    if (isSent) this.#pending.value = { requestId, asked };
  }

  #fold(event: Exclude<ServerEvent, { type: "challenge" | "marked" }> | UnknownEvent): void {
    switch (event.type) {
      case "welcome":
        return this.#welcomed(event);
      case "said":
        return this.#said(event);
      case "presence": {
        this.#people.value = people.changed(this.#people.value, event);
        const self = event.joined.find(({ id }) => id === this.#you.value.id);
        if (self !== undefined) {
          this.#you.value = self;
          this.notice.value = null;
        }
        return;
      }
      case "typed":
        this.#people.value = people.typed(this.#people.value, event, this.#options.clock.now());
        return this.#sweepTypingLater();
      case "page":
        return this.#paged(event);
      case "refused":
        return this.#refused(event);
      case "closing":
        return; // the connection has acted on it; the status says so
      case "unknown":
        if (event.seq === null) return;
        if (timeline.isGap(this.#timeline.value, event.seq)) return this.#connection.resume();
        this.#timeline.value = timeline.passed(this.#timeline.value, event.seq);
    }
  }

  #welcomed(welcome: Welcome): void {
    const before = this.#timeline.value.newest;
    this.#timeline.value = timeline.welcomed(this.#timeline.value, welcome, this.isFollowing.value);
    this.#people.value = people.welcomedPeople(welcome);
    this.#you.value = { id: welcome.you.id, name: welcome.you.name };
    this.#clockAheadMs.value = welcome.at - this.#options.clock.now();
    this.#pending.value = null;
    this.#wasWelcomed.value = true;
    this.notice.value = null;
    for (const said of welcome.messages) {
      this.#settle(said);
      if (welcome.recovered && said.seq > before) this.#countUnseen(said);
    }
    if (!welcome.recovered) {
      this.isFollowing.value = true;
      this.unseen.value = 0;
    }
  }

  #said(said: Said): void {
    this.#settle(said);
    if (timeline.isGap(this.#timeline.value, said.seq)) return this.#connection.resume();
    // An answer to a repeat is a message that was there before.
    const isNew = said.seq > this.#timeline.value.newest;
    this.#timeline.value = timeline.received(this.#timeline.value, said, this.isFollowing.value);
    if (isNew) {
      this.#people.value = people.hasSpoken(this.#people.value, said.from.id);
      this.#countUnseen(said);
    }
    this.#pump();
  }

  /** The room has it: it is no longer ours to send. A message of the same id by somebody else is somebody else's. */
  #settle({ from, clientId }: Said): void {
    if (from.id !== this.#you.value.id) return;
    this.#outbox.value = outbox.settled(this.#outbox.value, clientId);
    if (!this.#isEntered) this.#disconnectWhenDone();
  }

  #countUnseen({ from }: Said): void {
    if (!this.isFollowing.value && from.id !== this.#you.value.id) this.unseen.value += 1;
  }

  #paged(page: PageEvent): void {
    const pending = this.#pending.value;
    if (pending?.requestId !== page.requestId) return; // asked for before the timeline started again
    this.#pending.value = null;
    this.#timeline.value =
      pending.asked === "newest"
        ? timeline.restarted(this.#timeline.value, page)
        : timeline.paged(this.#timeline.value, pending.asked, page, this.isFollowing.value);
  }

  #refused({ clientId, requestId, reason, retryAfterMs }: Refused): void {
    if (requestId !== undefined) return this.#pageRefused(requestId, retryAfterMs);
    if (clientId === undefined) {
      this.notice.value = reason;
      // A name that could not be taken yet is asked for again.
      if (retryAfterMs !== undefined) this.#options.clock.after(retryAfterMs, () => this.#renameIfOther());
      return;
    }
    this.#outbox.value = outbox.refused(this.#outbox.value, clientId, reason, retryAfterMs !== undefined);
    if (retryAfterMs !== undefined) return this.#hold(retryAfterMs);
    this.#pump();
    if (!this.#isEntered) this.#disconnectWhenDone();
  }

  /** The list asks again as soon as nothing is pending: so it stays pending until it makes sense to ask. */
  #pageRefused(requestId: string, retryAfterMs = PAGE_RETRY_MS): void {
    this.#options.clock.after(retryAfterMs, () => {
      if (this.#pending.value?.requestId === requestId) this.#pending.value = null;
    });
  }

  #renameIfOther(): void {
    if (this.#status.value.state === "open" && this.#you.value.name !== this.#options.name()) this.rename();
  }

  #onStatus(status: Status): void {
    this.#status.value = status;
    if (status.state === "open") return this.#opened();
    this.#pending.value = null;
    this.#outbox.value = outbox.dropped(this.#outbox.value);
  }

  /** Makes up for what was wished while nothing could be sent. */
  #opened(): void {
    this.#renameIfOther(); // the name may have changed after `hello` had left
    if (this.isFollowing.value) this.jumpToNewest();
    this.#pump();
  }

  /** Sends nothing for `delayMs` milliseconds: until then, whoever else speaks, it would be refused again. */
  #hold(delayMs: number): void {
    this.#isHeld = true;
    this.#cancelHold();
    this.#cancelHold = this.#options.clock.after(delayMs, () => {
      this.#isHeld = false;
      this.#pump();
    });
  }

  /** Sends the next message, unless one is on its way, or it is too early. */
  #pump(): void {
    const next = this.#isHeld ? null : outbox.nextToSend(this.#outbox.value);
    if (next === null) return;
    const isSent = this.#connection.send({ type: "say", clientId: next.clientId, text: next.text });
    if (isSent) this.#outbox.value = outbox.sent(this.#outbox.value, next.clientId);
  }

  #disconnectWhenDone(): void {
    if (this.#hasSentAll()) this.#connection.stop();
  }

  /** Whether nothing is left that a connection would send by itself. */
  #hasSentAll(): boolean {
    return this.#outbox.value.every(({ state }) => state === "failed");
  }

  #sweepTypingLater(): void {
    const { clock } = this.#options;
    const next = Math.min(...this.#people.value.typingUntil.values());
    this.#cancelTypingSweep();
    if (next === Number.POSITIVE_INFINITY) return;
    this.#cancelTypingSweep = clock.after(next - clock.now(), () => {
      this.#people.value = people.settledTyping(this.#people.value, clock.now());
      this.#sweepTypingLater();
    });
  }
}
