/**
 * Owns one tab that takes part: the project's own client over a real socket, and a record of what it did, what it was told
 * and what it showed. Its wire may send a frame twice, and old ones again after it came back.
 */
import { effect } from "@preact/signals";
import WebSocket from "ws";
import type { Transport, TransportEvents } from "../../src/client/connection.ts";
import type { Identity } from "../../src/client/identity.ts";
import type { Outbox } from "../../src/client/outbox.ts";
import { RoomSession } from "../../src/client/room-session.ts";
import type { Timeline } from "../../src/client/timeline.ts";
import { parseEvents } from "../../src/protocol/events.ts";
import type { PersonName, RoomName } from "../../src/protocol/names.ts";
import type { Said, Seq } from "../../src/protocol/wire.ts";
import { clockWith } from "./clock.ts";
import type { Line } from "./line.ts";
import type { Random } from "./random.ts";
import type { Message, Recorder } from "./recording.ts";

/** The probability that a message leaves twice at once, as it does where a proxy retries. */
const TWICE = 0.03;
/**
 * Old messages that are sent again after a reconnect, at most: confirmed ones as well as the one that is on its way.
 */
const REPLAY_MAX = 4;
/** Messages that may be replayed are of the last so many. */
const REPLAY_FROM = 40;

export interface TalkerOptions {
  readonly client: string;
  readonly room: RoomName;
  readonly name: PersonName;
  readonly key: Identity;
  readonly line: Line;
  readonly random: Random;
  readonly recorder: Recorder;
}

/** A session as the page makes one, but for the socket and where chance comes from. */
function makeSession(
  { room, name, key, random }: TalkerOptions,
  newId: () => string,
  open: (subprotocol: string, events: TransportEvents) => Transport,
): RoomSession {
  return new RoomSession({
    room,
    identity: key,
    clock: clockWith(random),
    open,
    name: () => name,
    newId,
  });
}

export class Talker {
  readonly client: string;
  readonly line: Line;
  readonly #options: TalkerOptions;
  readonly #session: RoomSession;
  /** Everything that its timeline ever showed, by seq: a page lets go of what has scrolled out, this does not. */
  readonly #shown = new Map<Seq, Message>();
  /** The seq of the first message that the timeline showed when last looked at. */
  #shownFrom: Seq = 0;
  /** Texts that it said, by the id that they went under. */
  readonly #texts = new Map<string, string>();
  readonly #unsettled = new Set<string>();
  /** The last `say` frames that it sent. */
  readonly #frames: string[] = [];
  readonly #sockets = new Set<WebSocket>();
  readonly #stopWatching: readonly (() => void)[];
  #ids = 0;
  #isSaying = false;
  /** Repeats that its wire made up; connections that it opened after the first; resumes that reached back too far. */
  replays = 0;
  reconnects = -1;
  restarts = 0;

  constructor(options: TalkerOptions) {
    this.client = options.client;
    this.line = options.line;
    this.#options = options;
    this.#session = makeSession(
      options,
      () => this.#newId(),
      (subprotocol, events) => this.#open(subprotocol, events),
    );
    const { timeline, outbox } = this.#session;
    this.#stopWatching = [
      effect(() => this.#noteTimeline(timeline.value)),
      effect(() => this.#noteOutbox(outbox.value)),
    ];
  }

  get session(): RoomSession {
    return this.#session;
  }

  enter(): void {
    this.#session.enter();
  }

  say(text: string): void {
    const { recorder } = this.#options;
    const clientId = `${this.client}-${this.#ids + 1}`; // the first that the session will ask for
    this.#texts.set(clientId, text);
    this.#unsettled.add(clientId);
    recorder.add({ kind: "sent", client: this.client, clientId, text });
    this.#isSaying = true; // it is not in the outbox yet
    this.#session.say(text);
    this.#isSaying = false;
    this.#noteOutbox(this.#session.outbox.value);
  }

  /** Whether all that it said is settled, and it has come as far as `seq`. */
  hasCaughtUp(seq: Seq): boolean {
    const { status, outbox, timeline } = this.#session;
    return status.value.state === "open" && outbox.value.length === 0 && (timeline.value.cursor?.seq ?? -1) >= seq;
  }

  /** Scrolls up until it has shown everything from 1 to `head`, or there is nothing more. */
  async readAll(head: Seq): Promise<void> {
    const session = this.#session;
    // Each page brings up to 50 messages; a few more rounds for those that a dropped connection spoils.
    for (let round = 0; this.#shown.size < head && round < head / 25 + 10; round++) {
      await until(() => ["open", "stopped"].includes(session.status.value.state));
      session.isFollowing.value = false; // a new start would follow, and then the newest stay instead of the oldest
      session.paging.older();
      if (!session.paging.isLoading.value) return;
      await until(() => !session.paging.isLoading.value);
    }
  }

  /** Records the end, and leaves. */
  finish(): void {
    const { recorder } = this.#options;
    const timeline = [...this.#shown.values()].toSorted((one, other) => one.seq - other.seq);
    recorder.add({ kind: "finished", client: this.client, timeline });
    this.close();
  }

  close(): void {
    for (const stop of this.#stopWatching) stop();
    this.#session.leave();
    for (const socket of this.#sockets) socket.terminate();
    this.line.close();
  }

  #newId(): string {
    return `${this.client}-${++this.#ids}`;
  }

  #open(subprotocol: string, events: TransportEvents): Transport {
    const { line, room, recorder } = this.#options;
    this.reconnects += 1;
    let isClosed = false;
    const socket = new WebSocket(`${line.url}/ws?room=${encodeURIComponent(room)}`, subprotocol);
    this.#sockets.add(socket);
    socket.on("error", () => {}); // "close" follows
    socket.on("close", () => {
      this.#sockets.delete(socket);
      recorder.add({ kind: "dropped", client: this.client });
      events.onClose();
    });
    socket.on("message", (data: Buffer) => {
      if (isClosed) return; // the client has turned away from this socket, and shows nothing of it
      const frame = data.toString();
      const isWelcome = this.#noteFrame(frame);
      events.onFrame(frame);
      if (isWelcome) this.#replay(socket);
    });
    return {
      send: (frame) => this.#send(socket, frame),
      close() {
        isClosed = true;
        socket.close();
      },
    };
  }

  #send(socket: WebSocket, frame: string): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(frame);
    if (!frame.startsWith('{"type":"say"')) return;
    this.#frames.push(frame);
    if (this.#frames.length > REPLAY_FROM) this.#frames.shift();
    if (!this.#options.random.happens(TWICE)) return;
    socket.send(frame);
    this.replays += 1;
  }

  /**
   * Sends again what was sent before this connection; the newest, which may not be confirmed yet, twice. Or nothing.
   */
  #replay(socket: WebSocket): void {
    const { random } = this.#options;
    const newest = this.#frames.at(-1);
    // Where it does nothing, it is the client's own affair that what is on its way goes again.
    if (random.happens(0.5) || newest === undefined || socket.readyState !== WebSocket.OPEN) return;
    const count = random.whole(0, REPLAY_MAX);
    const again = [newest, newest, ...Array.from({ length: count }, () => random.pick(this.#frames))];
    for (const frame of again) socket.send(frame);
    this.replays += again.length;
  }

  /** Records what a frame says. Returns whether it begins a connection. */
  #noteFrame(frame: string): boolean {
    if (frame === "pong") return false;
    let isWelcome = false;
    for (const event of parseEvents(frame)) {
      if (event.type === "said") this.#noteSaid(event);
      if (event.type !== "welcome") continue;
      isWelcome = true;
      if (!event.recovered && this.reconnects > 0) this.restarts += 1;
      this.#options.recorder.add({ kind: "welcomed", client: this.client, recovered: event.recovered });
      for (const said of event.messages) this.#noteSaid(said);
    }
    return isWelcome;
  }

  #noteSaid(said: Said): void {
    const { recorder, key } = this.#options;
    const message = recorder.message(said);
    recorder.add({ kind: "received", client: this.client, ...message });
    const mine = said.from.id === key.id ? this.#texts.get(said.clientId) : undefined;
    if (mine !== undefined) recorder.add({ kind: "confirmed", client: this.client, text: mine, seq: said.seq });
  }

  /** Takes in what the timeline shows now: what is new at its end, or all of it where it reaches further back. */
  #noteTimeline({ messages }: Timeline): void {
    const first = messages[0]?.seq ?? 0;
    const isOlder = first < this.#shownFrom;
    this.#shownFrom = first;
    for (let index = messages.length - 1; index >= 0; index--) {
      const said = messages[index];
      if (said === undefined || (!isOlder && this.#shown.has(said.seq))) return;
      this.#show(said);
    }
  }

  #show(said: Said): void {
    this.#shown.set(said.seq, this.#options.recorder.message(said));
  }

  #noteOutbox(outbox: Outbox): void {
    if (this.#isSaying) return;
    const waiting = new Set(outbox.map(({ clientId }) => clientId));
    for (const clientId of this.#unsettled) {
      if (waiting.has(clientId)) continue;
      this.#unsettled.delete(clientId);
      this.#options.recorder.add({ kind: "settled", client: this.client, clientId });
    }
  }
}

/** Resolves when `holds`, which reads signals, returns true. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((settle) => {
    const stop = effect(() => {
      if (holds()) queueMicrotask(() => (stop(), settle()));
    });
  });
}
