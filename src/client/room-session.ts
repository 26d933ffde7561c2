/**
 * Owns one room as this page lives it: it folds the connection's events into what the views show, and turns what people
 * do into commands. One for each room that was opened; it outlives the look at another room, with its draft and outbox.
 */
import { batch, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { UnknownEvent } from "../protocol/events.ts";
import type { PersonName, RoomName } from "../protocol/names.ts";
import type { Emoji } from "../protocol/reactions.ts";
import { NO_TOPIC, type Topic } from "../protocol/topics.ts";
import type {
  DurableEvent,
  Person,
  Refused,
  RefusalReason,
  Said,
  Seq,
  ServerEvent,
  Welcome,
} from "../protocol/wire.ts";
import { Connection, type Clock, type Status, type Transport, type TransportEvents } from "./connection.ts";
import type { Identity } from "./identity.ts";
import { isMentioned } from "../protocol/mentions.ts";
import type { Outbox, Wish } from "./outbox.ts";
import { Paging } from "./paging.ts";
import * as people from "./people.ts";
import { Reading } from "./reading.ts";
import { Searches } from "./searches.ts";
import { Sending } from "./sending.ts";
import * as timeline from "./timeline.ts";

/** Milliseconds between two `typing`; half of what a receiver remembers. */
const TYPING_EVERY_MS = 3_000;

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
  /** Whether somebody looks at the page; without it nobody does, and nothing is read. */
  readonly isAttended?: ReadonlySignal<boolean>;
  /** A message of somebody else came, and nobody looks at the page. */
  readonly onNews?: (session: RoomSession, said: Said) => void;
}

export class RoomSession {
  readonly room: RoomName;
  readonly draft = signal("");
  /** The message that is being answered, and the one of one's own that is being changed; at most one of them. */
  readonly replyingTo = signal<Said | null>(null);
  readonly editing = signal<Said | null>(null);
  /** Whether the reader is at the newest message, and wants to stay there. */
  readonly isFollowing = signal(true);
  /** Messages of others that came while the reader was not following. */
  readonly unseen = signal(0);
  /** The last refusal that belongs to no message; the views show it until the next thing that works. */
  readonly notice = signal<RefusalReason | null>(null);
  readonly paging: Paging;
  readonly searches: Searches;
  readonly reading: Reading;
  readonly #options: RoomSessionOptions;
  readonly #connection: Connection;
  readonly #sending: Sending;
  readonly #timeline: Signal<timeline.Timeline>;
  readonly #people = signal(people.NOBODY);
  readonly #status = signal<Status>({ state: "connecting" });
  readonly #you: Signal<Person>;
  readonly #topic = signal<Topic>(NO_TOPIC);
  readonly #readUpTo = signal<Seq>(0);
  readonly #wasWelcomed = signal(false);
  /** Milliseconds by which the room's clock is ahead of this device's. */
  readonly #clockAheadMs = signal(0);
  #isEntered = false;
  #typedAt = 0;
  #cancelTypingSweep: () => void = () => {};

  constructor(options: RoomSessionOptions) {
    const { room, identity, clock, open, name, newId } = options;
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
    const send = (command: object): boolean => this.#connection.send(command);
    this.#sending = new Sending({ clock, newId, send });
    this.paging = new Paging({ clock, newId, send, timeline: this.#timeline, isFollowing: this.isFollowing });
    this.searches = new Searches({ newId, send });
    this.reading = new Reading({
      clock,
      timeline: this.#timeline,
      status: this.#status,
      isFollowing: this.isFollowing,
      isAttended: options.isAttended ?? signal(false),
      toldUpTo: this.#readUpTo,
      you: this.#you,
      isMention: (text) => isMentioned(text, this.#you.value.name, this.#people.value.names.values()),
      countPeople: () => this.#people.value.count,
      tell: (seq) => this.markRead(seq),
      onNews: (said) => options.onNews?.(this, said),
    });
  }

  get timeline(): ReadonlySignal<timeline.Timeline> {
    return this.#timeline;
  }

  get outbox(): ReadonlySignal<Outbox> {
    return this.#sending.outbox;
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

  /** What the room is about; empty where nobody said. */
  get topic(): ReadonlySignal<Topic> {
    return this.#topic;
  }

  /** Up to where one has read, on whatever device; 0 where the room was never told. */
  get readUpTo(): ReadonlySignal<Seq> {
    return this.#readUpTo;
  }

  /** Whether the room was ever reached; before, an empty timeline says nothing. */
  get wasWelcomed(): ReadonlySignal<boolean> {
    return this.#wasWelcomed;
  }

  /** The room's clock now, in milliseconds since 1970. */
  now(): number {
    return this.#options.clock.now() + this.#clockAheadMs.value;
  }

  /** The room is looked at: connects; also on a person's wish after the connection has stopped. */
  enter(): void {
    this.#isEntered = true;
    this.reading.enter();
    this.#connection.start();
  }

  /** Another room is looked at. The connection stays until what was said here has left. */
  leave(): void {
    this.#isEntered = false;
    this.reading.leave();
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
  adopt(abandoned: Outbox): void {
    this.#sending.adopt(abandoned);
    // Also if another room is looked at: it is to be sent. What failed waits for its author instead.
    if (!this.#sending.hasSentAll) this.#connection.start();
    this.#sending.pump();
  }

  /** Says `text`, as an answer where one is being written. */
  say(text: string): void {
    this.#typedAt = 0; // the room takes the message as the end of typing: what is typed next is news again
    batch(() => {
      this.reading.spoke();
      this.#sending.wish({ type: "say", text, replyTo: this.replyingTo.value?.seq ?? null });
      this.replyingTo.value = null;
      this.jumpToNewest();
    });
    this.#sending.pump();
  }

  edit(target: Seq, text: string): void {
    this.#wish({ type: "edit", target, text });
  }

  remove(target: Seq): void {
    this.#wish({ type: "remove", target });
  }

  react(target: Seq, emoji: Emoji, on: boolean): void {
    this.#wish({ type: "react", target, emoji, on });
  }

  setTopic(topic: Topic): void {
    this.#wish({ type: "topic", text: topic });
  }

  retry(clientId: string): void {
    this.#sending.retry(clientId);
    this.#sending.pump();
  }

  discard(clientId: string): void {
    this.#sending.settle(clientId);
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

  /** One has read everything up to `seq`. Whoever is away tells it later: there is more to read by then. */
  markRead(seq: Seq): void {
    if (seq > this.#readUpTo.value && this.#connection.send({ type: "read", seq })) this.#readUpTo.value = seq;
  }

  /** The reader wants the newest message in view, and to follow from there. */
  jumpToNewest(): void {
    this.isFollowing.value = true;
    this.unseen.value = 0;
    this.paging.newest();
  }

  #wish(wish: Wish): void {
    this.notice.value = null;
    this.#sending.wish(wish);
    this.#sending.pump();
  }

  #fold(event: Exclude<ServerEvent, { type: "challenge" | "marked" }> | UnknownEvent): void {
    switch (event.type) {
      case "welcome":
        return this.#welcomed(event);
      case "said":
      case "edited":
      case "removed":
      case "reacted":
      case "topic_set":
        return this.#changed(event);
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
      case "seen":
        this.#readUpTo.value = Math.max(this.#readUpTo.value, event.seq);
        return;
      case "page":
        return this.paging.answered(event);
      case "results":
        return this.searches.answered(event);
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
    const { newest: before, cursor } = this.#timeline.value;
    this.#timeline.value = timeline.welcomed(this.#timeline.value, welcome, this.isFollowing.value);
    this.#people.value = people.welcomedPeople(welcome);
    this.#you.value = { id: welcome.you.id, name: welcome.you.name };
    this.#topic.value = welcome.room.topic;
    this.#readUpTo.value = welcome.read;
    this.#clockAheadMs.value = welcome.at - this.#options.clock.now();
    this.reading.welcomed(welcome, cursor);
    this.paging.reset();
    this.#wasWelcomed.value = true;
    this.notice.value = null;
    for (const said of welcome.messages) {
      this.#settle(said.from, said.clientId);
      if (welcome.recovered && said.seq > before) this.#countUnseen(said);
    }
    if (!welcome.recovered) {
      this.isFollowing.value = true;
      this.unseen.value = 0;
    }
  }

  #changed(event: DurableEvent): void {
    this.#settle(event.type === "said" ? event.from : event.by, event.clientId);
    if (timeline.isGap(this.#timeline.value, event.seq)) return this.#connection.resume();
    if (event.type === "said") this.#said(event);
    else if (event.type === "topic_set") {
      this.#timeline.value = timeline.passed(this.#timeline.value, event.seq);
      this.#topic.value = event.topic;
    } else {
      this.#timeline.value = timeline.amended(this.#timeline.value, event);
      this.searches.changed(event);
      if (event.type === "removed") this.reading.removed(event.target);
    }
    this.#sending.pump();
  }

  #said(said: Said): void {
    // An answer to a repeat is a message that was there before.
    const isNew = said.seq > this.#timeline.value.newest;
    this.#timeline.value = timeline.received(this.#timeline.value, said, this.isFollowing.value);
    if (!isNew) return;
    this.#people.value = people.hasSpoken(this.#people.value, said.from.id);
    this.#countUnseen(said);
    this.reading.heard(said);
  }

  /** The room has it: it is no longer ours to send. A change of the same id by somebody else is somebody else's. */
  #settle(by: Person, clientId: string): void {
    if (by.id !== this.#you.value.id) return;
    this.#sending.settle(clientId);
    if (!this.#isEntered) this.#disconnectWhenDone();
  }

  #countUnseen({ from }: Said): void {
    if (!this.isFollowing.value && from.id !== this.#you.value.id) this.unseen.value += 1;
  }

  #refused(refused: Refused): void {
    const { clientId, requestId, reason, retryAfterMs } = refused;
    if (requestId !== undefined) {
      this.paging.refused(refused);
      this.searches.refused(refused);
      return;
    }
    if (clientId === undefined) {
      this.notice.value = reason;
      // A name that could not be taken yet is asked for again.
      if (retryAfterMs !== undefined) this.#options.clock.after(retryAfterMs, () => this.#renameIfOther());
      return;
    }
    this.#sending.refused(clientId, refused);
    // What leaves no trace among the messages is said below them.
    const isShown = this.#sending.outbox.value.some((outgoing) => outgoing.clientId === clientId);
    if (!isShown) this.notice.value = reason;
    if (!this.#isEntered) this.#disconnectWhenDone();
  }

  #renameIfOther(): void {
    if (this.#status.value.state === "open" && this.#you.value.name !== this.#options.name()) this.rename();
  }

  #onStatus(status: Status): void {
    this.#status.value = status;
    if (status.state === "open") return this.#opened();
    this.paging.reset();
    this.searches.dropped();
    this.#sending.dropped();
  }

  /** Makes up for what was wished while nothing could be sent. */
  #opened(): void {
    this.#renameIfOther(); // the name may have changed after `hello` had left
    if (!this.paging.resume() && this.isFollowing.value) this.jumpToNewest();
    this.#sending.pump();
  }

  #disconnectWhenDone(): void {
    if (this.#sending.hasSentAll) this.#connection.stop();
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
