/** Passes each event that a room sends to the parts of the session that need it, in the right order. */
import { namingYou } from "../protocol/changes.ts";
import type { UnknownEvent } from "../protocol/codec/encoding.ts";
import type {
  DurableEvent,
  OwnReaction,
  RefusalReason,
  Refused,
  Said,
  ServerEvent,
  Welcome,
} from "../protocol/events.ts";
import type { Person, Seq } from "../protocol/wire.ts";
import type { NameSync } from "./requests/name-sync.ts";
import type { Paging } from "./requests/paging.ts";
import type { Reading } from "./requests/reading.ts";
import type { RoomState } from "./state/room-state.ts";
import type { Searches } from "./requests/searches.ts";
import type { Sending } from "./sending/sending.ts";
import type { Typing } from "./requests/typing.ts";

export interface IncomingOptions {
  readonly state: RoomState;
  readonly sending: Sending;
  readonly reading: Reading;
  readonly paging: Paging;
  readonly searches: Searches;
  readonly typing: Typing;
  readonly naming: NameSync;
  /** As in `RoomSessionOptions`. */
  readonly onNotice: (reason: RefusalReason | null) => void;
  /** An event is missing: the connection must resume. */
  readonly onGap: () => void;
  /** A command left the outbox, or will not leave it without its author. */
  readonly onSettled: () => void;
  /** A message was removed: drop what is kept of it. */
  readonly onRemoved: (target: Seq) => void;
  /** The room has another history: a known seq is another message now, or none. */
  readonly onOtherHistory: () => void;
  /** The room keeps nothing from before `oldest`: drop what is kept of that. */
  readonly onForgotten: (oldest: Seq) => void;
}

export class Incoming {
  readonly #options: IncomingOptions;

  constructor(options: IncomingOptions) {
    this.#options = options;
  }

  fold(event: Exclude<ServerEvent, { type: "challenge" | "marked" }> | UnknownEvent): void {
    const { state, reading, paging, searches, typing, onNotice, onGap } = this.#options;
    switch (event.type) {
      case "welcome":
        return this.#welcomed(namingYouIn(event, { id: event.you.id, name: event.you.name }));
      case "said":
      case "edited":
      case "removed":
      case "reacted":
      case "topic_set":
        return this.#changed(event);
      case "presence":
        if (state.presence(event)) onNotice(null);
        return;
      case "typed":
        return typing.heard(event);
      case "seen":
        return reading.seen(event.seq);
      case "page":
        state.paged(event.messages);
        return paging.answered(namingYouIn(event, state.you.value));
      case "results":
        return searches.answered(namingYouIn(event, state.you.value));
      case "refused":
        return this.#refused(event);
      case "closing":
        return; // the connection has acted on it; the status says so
      case "unknown":
        if (event.seq === null) return;
        if (state.isGap(event.seq)) return onGap();
        state.passed(event.seq);
    }
  }

  #welcomed(welcome: Welcome): void {
    const { state, sending, reading, onNotice, onOtherHistory, onForgotten } = this.#options;
    const { cursor } = state.timeline.value;
    state.welcomed(welcome);
    reading.welcomed(welcome, cursor);
    onNotice(null);
    for (const said of welcome.messages) {
      this.#settle(said.from, said.clientId);
      if (said.removed) this.#removed(said.seq);
    }
    sending.welcomed(welcome.epoch);
    if (cursor !== null && cursor.epoch !== welcome.epoch) onOtherHistory();
    if (welcome.oldest > 1) onForgotten(welcome.oldest); // older rooms do not say it
  }

  #changed(event: DurableEvent): void {
    const { state, sending, reading, searches, onGap } = this.#options;
    this.#settle(event.type === "said" ? event.from : event.by, event.clientId);
    if (!state.isNews(event)) return sending.pump();
    if (state.isGap(event.seq)) return onGap();
    if (event.type === "said") {
      if (state.said(event)) reading.heard(event);
    } else {
      state.changed(event);
      if (event.type !== "topic_set") searches.changed(event);
      if (event.type === "removed") this.#removed(event.target);
    }
    sending.pump();
  }

  /** Drops a removed message wherever it is kept, even if the timeline does not reach it. */
  #removed(target: Seq): void {
    const { reading, onRemoved } = this.#options;
    reading.removed(target);
    onRemoved(target);
  }

  /** The room has it, so it leaves the outbox. Another member may use the same client id: that is not ours. */
  #settle(by: Person, clientId: string): void {
    const { state, sending, onSettled } = this.#options;
    if (by.id !== state.you.value.id) return;
    sending.settle(clientId);
    onSettled();
  }

  #refused(refused: Refused): void {
    const { sending, paging, searches, naming, onNotice, onSettled } = this.#options;
    const { clientId, requestId, reason } = refused;
    if (requestId !== undefined) {
      paging.refused(refused);
      searches.refused(refused);
    } else if (clientId === undefined) {
      onNotice(reason);
      naming.refused(refused);
    } else {
      sending.refused(clientId, refused);
      // Nothing among the messages shows that it failed, so a notice does.
      const isShown = sending.outbox.value.some((outgoing) => outgoing.clientId === clientId);
      if (!isShown) onNotice(reason);
      onSettled();
    }
  }
}

interface WithMessages {
  readonly messages: readonly Said[];
  readonly yours?: readonly OwnReaction[];
}

/** `event` with your own reactions under your name, even where not everybody is named. */
function namingYouIn<Event extends WithMessages>(event: Event, you: Person): Event {
  return { ...event, messages: namingYou(event.messages, event.yours ?? [], you) };
}
