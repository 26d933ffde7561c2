/** One room as a client lives in it: joins the connection, what is known of the room, and what the user does there. */
import type { WireCommand } from "../protocol/wire-commands.ts";
import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals-core";
import type { PersonName, RoomName } from "../protocol/values/names.ts";
import type { Emoji } from "../protocol/values/reactions.ts";
import type { Topic } from "../protocol/values/topics.ts";
import type { Person, Seq } from "../protocol/wire.ts";
import type { RefusalReason, Said } from "../protocol/events.ts";
import type { Clock } from "./clock.ts";
import { Connection, type Status, type Transport, type TransportEvents } from "./connection/connection.ts";
import type { Identity } from "./identity.ts";
import { Incoming } from "./incoming.ts";
import type { KnownNames } from "./state/known-names.ts";
import { NameSync } from "./requests/name-sync.ts";
import type { Outbox, PendingCommand } from "./sending/outbox.ts";
import { Paging } from "./requests/paging.ts";
import type { People } from "./state/people.ts";
import { Reading } from "./requests/reading.ts";
import { RoomState } from "./state/room-state.ts";
import { Searches } from "./requests/searches.ts";
import { Sending } from "./sending/sending.ts";
import type { Timeline } from "./state/timeline.ts";
import { Typing } from "./requests/typing.ts";

export interface RoomSessionOptions {
  readonly room: RoomName;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly open: (subprotocol: string, events: TransportEvents) => Transport;
  readonly name: () => PersonName;
  /** A fresh id, at most 64 characters. */
  readonly newId: () => string;
  /** What this device kept of the room from an earlier visit; the session resumes from there. */
  readonly timeline?: Timeline | undefined;
  /** Whether the user looks at the client. Without it nothing counts as read. */
  readonly isAttended?: ReadonlySignal<boolean>;
  /** Somebody else said something while the user was not looking. */
  readonly onNews?: (session: RoomSession, said: Said) => void;
  /** The room refused something that belongs to no message, such as a rename. Null: the last refusal is out of date. */
  readonly onNotice?: (reason: RefusalReason | null) => void;
  /** A message was removed: drop what you keep of it. */
  readonly onRemoved?: (target: Seq) => void;
  /** The room keeps no message from before `oldest`: drop what you keep of those. */
  readonly onForgotten?: (oldest: Seq) => void;
  /** The room has another history: the seqs you keep now name other messages, or none. */
  readonly onOtherHistory?: () => void;
}

export interface SayOptions {
  /** The seq of the message that this one answers. */
  readonly replyTo?: Seq | null;
}

export class RoomSession {
  readonly room: RoomName;
  readonly paging: Paging;
  readonly searches: Searches;
  readonly reading: Reading;
  /**
   * Whether the reader is at the newest message and wants to stay there. The timeline needs it: it drops its oldest messages
   * only for a reader who follows.
   */
  readonly isFollowing: Signal<boolean>;
  /** Others' messages that wait at the end while the reader is further up. */
  readonly unseen: ReadonlySignal<number>;
  readonly #state: RoomState;
  readonly #status = signal<Status>({ state: "connecting" });
  readonly #connection: Connection;
  readonly #sending: Sending;
  readonly #typing: Typing;
  readonly #naming: NameSync;
  readonly #onNotice: (reason: RefusalReason | null) => void;
  #isEntered = false;

  constructor(options: RoomSessionOptions) {
    const {
      room,
      identity,
      clock,
      open,
      name,
      newId,
      isAttended = signal(false),
      onNews,
      onNotice = () => {},
      onRemoved = () => {},
      onForgotten = () => {},
      onOtherHistory = () => {},
    } = options;
    const send = (command: WireCommand): boolean => this.#connection.send(command);
    const state = new RoomState(clock, { id: identity.id, name: name() }, options.timeline);
    const { timeline, isFollowing, people, you } = state;
    this.room = room;
    this.#onNotice = onNotice;
    this.isFollowing = isFollowing;
    this.#state = state;
    this.#sending = new Sending({ clock, newId, send });
    this.#typing = new Typing({ clock, send, people });
    this.#naming = new NameSync({ clock, send, name, you });
    this.paging = new Paging({ clock, newId, send, timeline, isFollowing });
    this.searches = new Searches({ newId, send });
    this.reading = new Reading({
      clock,
      send,
      state,
      status: this.#status,
      isAttended,
      onNews: (said) => onNews?.(this, said),
    });
    this.unseen = computed(() => (isFollowing.value ? 0 : this.reading.unread.value.unread));
    const incoming = new Incoming({
      state,
      sending: this.#sending,
      reading: this.reading,
      paging: this.paging,
      searches: this.searches,
      typing: this.#typing,
      naming: this.#naming,
      onNotice,
      onGap: () => this.#connection.resume(),
      onSettled: () => this.#disconnectWhenLeft(),
      onRemoved,
      onForgotten,
      onOtherHistory,
    });
    this.#connection = new Connection({
      room,
      identity,
      clock,
      open,
      name,
      cursor: () => timeline.value.cursor,
      onEvent: (event) => batch(() => incoming.fold(event)),
      onStatus: (status) => batch(() => this.#onStatus(status)),
    });
  }

  get timeline(): ReadonlySignal<Timeline> {
    return this.#state.timeline;
  }

  get outbox(): ReadonlySignal<Outbox> {
    return this.#sending.outbox;
  }

  get people(): ReadonlySignal<People> {
    return this.#state.people;
  }

  get status(): ReadonlySignal<Status> {
    return this.#status;
  }

  get you(): ReadonlySignal<Person> {
    return this.#state.you;
  }

  get topic(): ReadonlySignal<Topic> {
    return this.#state.topic;
  }

  get wasWelcomed(): ReadonlySignal<boolean> {
    return this.#state.wasWelcomed;
  }

  now(): number {
    return this.#state.now();
  }

  get knownNames(): ReadonlySignal<KnownNames> {
    return this.#state.knownNames;
  }

  /** The names that `text` may mention. */
  namesIn(text: string): readonly PersonName[] {
    return this.#state.namesIn(text);
  }

  callsYou(text: string): boolean {
    return this.#state.callsYou(text);
  }

  /** The user looks at the room: connects at once, even after the connection was stopped. */
  enter(): void {
    this.#isEntered = true;
    this.reading.enter();
    this.#connection.start();
    this.#connection.wake();
  }

  /** The user looks at another room. The connection stays open until the outbox is empty. */
  leave(): void {
    this.#isEntered = false;
    this.reading.leave();
    // The next visit begins at the newest message: the list that knew the place is gone.
    this.isFollowing.value = true;
    this.#disconnectWhenLeft();
  }

  /** There may be a network again, or the user looks at the client again. */
  wake(): void {
    this.#connection.wake();
  }

  /** Takes over the outbox of an earlier session that was never confirmed. */
  adopt(abandoned: Outbox): void {
    this.#sending.adopt(abandoned);
    // Even if the user looks at another room, it must be sent. What failed waits for its author.
    if (!this.#sending.hasSentAll) this.#connection.start();
    this.#sending.pump();
  }

  say(text: string, { replyTo = null }: SayOptions = {}): void {
    this.#typing.spoke();
    batch(() => {
      this.reading.spoke();
      this.#sending.queue({ type: "say", text, replyTo }, this.#state.epoch);
      this.jumpToNewest();
    });
    this.#sending.pump();
  }

  /** Changes the text of the message `target` from `before`. Edits of it that failed earlier are out of date. */
  edit(target: Seq, text: string, before?: string): void {
    for (const { clientId, command, state } of this.outbox.value)
      if (state === "failed" && command.type === "edit" && command.target === target) this.discard(clientId);
    if (text !== before) this.#change({ type: "edit", target, text });
  }

  remove(target: Seq): void {
    this.#change({ type: "remove", target });
  }

  react(target: Seq, emoji: Emoji, on: boolean): void {
    this.#change({ type: "react", target, emoji, on });
  }

  setTopic(topic: Topic): void {
    this.#change({ type: "topic", text: topic });
  }

  retry(clientId: string): void {
    this.#sending.retry(clientId);
    this.#sending.pump();
  }

  discard(clientId: string): void {
    this.#sending.settle(clientId);
  }

  /** Tells the room the name that `name` returns now. If the room refused the last one, this tries again. */
  rename(): void {
    if (!this.#naming.tell()) this.#connection.start();
  }

  /** The user is typing a message. */
  typing(): void {
    this.#typing.tell();
  }

  /** Goes to the newest message, and follows from there. */
  jumpToNewest(): void {
    this.isFollowing.value = true;
    this.paging.newest();
  }

  #change(command: PendingCommand): void {
    this.#onNotice(null);
    this.#sending.queue(command, this.#state.epoch);
    this.#sending.pump();
  }

  #onStatus(status: Status): void {
    this.#status.value = status;
    if (status.state === "open") return this.#opened();
    this.paging.reset();
    this.searches.dropped();
    this.#sending.dropped();
  }

  /** Sends and asks for what had to wait for a connection. */
  #opened(): void {
    this.#naming.tellIfOther();
    this.paging.resume();
    if (this.isFollowing.value) this.jumpToNewest();
    this.#sending.pump();
  }

  /** Disconnects if the user has left the room and the outbox is empty. */
  #disconnectWhenLeft(): void {
    if (!this.#isEntered && this.#sending.hasSentAll) this.#connection.stop();
  }
}
