/** A tab that takes part: the project's own client over a recorded socket. */
import { effect } from "@preact/signals";
import type { Identity } from "../../../src/client/identity.ts";
import type { Outbox } from "../../../src/client/sending/outbox.ts";
import { RoomSession } from "../../../src/client/room-session.ts";
import type { PersonName } from "../../../src/protocol/values/names.ts";
import type { Said } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import { Choices } from "../deeds/choices.ts";
import { type AnyDeed, COMMAND_TYPES, deedOf, DEEDS } from "../deeds/deeds.ts";
import type { CommandType } from "../deeds/deed.ts";
import type { View } from "../recording.ts";
import { clockWith } from "./clock.ts";
import { RecordingSocket, type RecordingSocketOptions } from "./recording-socket.ts";
import { scrollUp } from "./scrolling.ts";

/** The probability that the timeline is recorded after a frame; after a welcome it always is. */
const VIEW_PROBABILITY = 0.005;
/** The probability that a search asks only for what was said before some message. */
const SEARCH_BEFORE_PROBABILITY = 0.3;

export interface TabOptions extends RecordingSocketOptions {
  readonly name: PersonName;
  readonly key: Identity;
}

export class Tab {
  readonly client: string;
  readonly socket: RecordingSocket;
  readonly session: RoomSession;
  readonly #options: TabOptions;
  readonly #drawers: ReadonlyMap<CommandType, ReturnType<AnyDeed["drawer"]>>;
  readonly #unsettled = new Set<string>();
  readonly #stopWatching: () => void;
  #ids = 0;

  constructor(options: TabOptions) {
    const { client, room, name, key, random } = options;
    const choices = new Choices(random, key.id);
    this.client = client;
    this.socket = new RecordingSocket(options);
    this.#options = options;
    this.#drawers = new Map(COMMAND_TYPES.map((type) => [type, DEEDS[type].drawer(choices)]));
    // As the page makes one, except for the socket and the source of random numbers.
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
            this.#recordView(frame);
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

  /** Sends a random command of this type, or none where there is nothing to do it to. `text`: for what needs one. */
  send(type: CommandType, text: string): void {
    const { timeline } = this.session;
    const command = this.#drawers.get(type)?.(timeline.value, text) ?? null;
    if (command === null) return;
    const { recorder } = this.#options;
    const clientId = `${this.client}-${this.#ids + 1}`; // the first id that the session asks for
    recorder.add({ kind: "submitted", client: this.client, clientId, command });
    deedOf(command).send(this.session, command);
    this.#unsettled.add(clientId);
    this.#noteOutbox(this.session.outbox.value);
  }

  /** Searches the room; the socket records the question and the answer. */
  search(query: string): void {
    const { random } = this.#options;
    const { messages } = this.session.timeline.value;
    const isLimited = messages.length > 0 && random.happens(SEARCH_BEFORE_PROBABILITY);
    void this.session.searches.find(query, isLimited ? random.pick(messages).seq : null);
  }

  /** Whether all its commands are settled, and it has received everything up to `seq`. */
  hasCaughtUp(seq: Seq): boolean {
    const { status, outbox, timeline } = this.session;
    return status.value.state === "open" && outbox.value.length === 0 && (timeline.value.cursor?.seq ?? -1) >= seq;
  }

  /** Scrolls up to the first message, records everything displayed on the way, and leaves. */
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

  /** A command that left the outbox is settled. One that failed is discarded, as a user does after reading why. */
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

  /** Records the timeline now and then. */
  #recordView(frame: string): void {
    const { random, recorder } = this.#options;
    if (!frame.includes('"type":"welcome"') && !random.happens(VIEW_PROBABILITY)) return;
    const { messages, cursor } = this.session.timeline.value;
    if (cursor === null || !this.session.isFollowing.value) return;
    recorder.add({ kind: "displayed", client: this.client, view: this.#viewOf(messages) });
  }

  #viewOf(messages: readonly Said[]): View {
    const { recorder } = this.#options;
    const { timeline, topic } = this.session;
    return {
      seq: timeline.value.cursor?.seq ?? 0,
      room: { topic: topic.value },
      messages: messages.map((said) => recorder.shared(said)),
    };
  }
}
