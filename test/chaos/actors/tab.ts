/** Owns one tab that takes part: the project's own client over a tapped socket, and a record of what it wishes and shows. */
import { effect } from "@preact/signals";
import type { Identity } from "../../../src/client/identity.ts";
import type { Outbox, PendingCommand } from "../../../src/client/sending/outbox.ts";
import { RoomSession } from "../../../src/client/room-session.ts";
import type { PersonName } from "../../../src/protocol/values/names.ts";
import type { Said } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import { topicOf } from "../../support/people.ts";
import { clockWith } from "./clock.ts";
import type { View } from "../recording.ts";
import { scrollUp } from "./scrolling.ts";
import { RecordingSocket, type RecordingSocketOptions } from "./recording-socket.ts";
import { Choices } from "./choices.ts";

/** The probability that what the timeline shows after a frame is recorded; after a welcome it always is. */
const LOOK = 0.005;
/** UTF-16 code units: enough to be one of its kind. */
const TOPIC_LENGTH = 40;

export interface TabOptions extends RecordingSocketOptions {
  readonly name: PersonName;
  readonly key: Identity;
}

export class Tab {
  readonly client: string;
  readonly socket: RecordingSocket;
  readonly session: RoomSession;
  readonly #options: TabOptions;
  readonly #choices: Choices;
  readonly #unsettled = new Set<string>();
  readonly #stopWatching: () => void;
  #ids = 0;

  constructor(options: TabOptions) {
    const { client, room, name, key, random } = options;
    this.client = client;
    this.socket = new RecordingSocket(options);
    this.#options = options;
    this.#choices = new Choices(random, key.id);
    // As the page makes one, but for the socket and where chance comes from.
    this.session = new RoomSession({
      room,
      identity: key,
      clock: clockWith(random),
      name: () => name,
      newId: () => `${client}-${++this.#ids}`,
      open: (subprotocol, events) =>
        this.socket.open(subprotocol, {
          onFrame: (frame) => {
            events.onFrame(frame);
            this.#look(frame);
          },
          onClose: () => events.onClose(),
        }),
    });
    const { outbox } = this.session;
    this.#stopWatching = effect(() => this.#noteOutbox(outbox.value));
  }

  enter(): void {
    this.session.enter();
  }

  say(text: string): void {
    this.#wish({ type: "say", text, replyTo: null }, () => this.session.say(text));
  }

  /** Says `text`, as an answer where there is something to answer. */
  reply(text: string): void {
    const answered = this.#choices.toAnswer(this.session.timeline.value);
    this.session.replyingTo.value = answered;
    this.#wish({ type: "say", text, replyTo: answered?.seq ?? null }, () => this.session.say(text));
  }

  /** Like the next three: nothing where there is no message yet. */
  edit(text: string): void {
    const target = this.#choices.own(this.session.timeline.value);
    if (target !== null) this.#wish({ type: "edit", target, text }, () => this.session.edit(target, text));
  }

  remove(): void {
    const target = this.#choices.own(this.session.timeline.value);
    if (target !== null) this.#wish({ type: "remove", target }, () => this.session.remove(target));
  }

  /** Reacts to a message, or takes that back. */
  react(): void {
    const wish = this.#choices.reaction(this.session.timeline.value);
    if (wish !== null) this.#wish(wish, () => this.session.react(wish.target, wish.emoji, wish.on));
  }

  /** The topic is the beginning of `text`. */
  setTopic(text: string): void {
    if (this.session.timeline.value.messages.length === 0) return;
    const topic = topicOf(text.slice(0, TOPIC_LENGTH).toWellFormed());
    this.#wish({ type: "topic", text: topic }, () => this.session.setTopic(topic));
  }

  /** Whether all that it wished is settled, and it has come as far as `seq`. */
  hasCaughtUp(seq: Seq): boolean {
    const { status, outbox, timeline } = this.session;
    return status.value.state === "open" && outbox.value.length === 0 && (timeline.value.cursor?.seq ?? -1) >= seq;
  }

  /** Scrolls up to the very first message, records all that it was shown on the way, and leaves. */
  async finish(): Promise<void> {
    const messages = await scrollUp(this.session);
    this.#options.recorder.add({ kind: "finished", client: this.client, view: this.#viewOf(messages) });
    this.close();
  }

  close(): void {
    this.#stopWatching();
    this.session.leave();
    this.socket.close();
    this.#options.relay.close();
  }

  /** Records `wish`, and has the session take it, which will ask for an id as the first thing. */
  #wish(wish: PendingCommand, act: () => void): void {
    const { recorder } = this.#options;
    const clientId = `${this.client}-${this.#ids + 1}`;
    recorder.add({ kind: "wished", client: this.client, clientId, wish });
    act();
    this.#unsettled.add(clientId);
    this.#noteOutbox(this.session.outbox.value);
  }

  /** A wish that left the outbox is settled. One that failed for good is let go of, as one does who reads why. */
  #noteOutbox(outbox: Outbox): void {
    const { recorder } = this.#options;
    const waiting = new Set(outbox.map(({ clientId }) => clientId));
    for (const clientId of this.#unsettled) {
      if (waiting.has(clientId)) continue;
      this.#unsettled.delete(clientId);
      recorder.add({ kind: "settled", client: this.client, clientId });
    }
    for (const { clientId, state } of outbox) {
      if (state === "failed") queueMicrotask(() => this.session.discard(clientId));
    }
  }

  /** Records, now and then, what the timeline has come to; a frame is folded when it is looked at. */
  #look(frame: string): void {
    const { random, recorder } = this.#options;
    if (!frame.includes('"type":"welcome"') && !random.happens(LOOK)) return;
    const { messages, cursor } = this.session.timeline.value;
    if (cursor === null || !this.session.isFollowing.value) return;
    recorder.add({ kind: "showed", client: this.client, view: this.#viewOf(messages) });
  }

  #viewOf(messages: readonly Said[]): View {
    const { recorder } = this.#options;
    const { timeline, topic } = this.session;
    return {
      seq: timeline.value.cursor?.seq ?? 0,
      topic: topic.value,
      messages: messages.map((said) => recorder.shared(said)),
    };
  }
}
