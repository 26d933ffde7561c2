/** Owns a well-behaved client in a room under attack: the project's own, which must not notice that there is one. */
import WebSocket from "ws";
import type { Identity } from "../../src/client/identity.ts";
import { RoomSession } from "../../src/client/room-session.ts";
import { parseEvents } from "../../src/protocol/events.ts";
import type { PersonName, RoomName } from "../../src/protocol/names.ts";
import type { Said, Seq } from "../../src/protocol/wire.ts";
import { clockWith } from "../chaos/clock.ts";
import type { Random } from "../chaos/random.ts";

/** Milliseconds within which a message must be confirmed, on a busy machine, in a busy room. */
const CONFIRM_WITHIN_MS = 20_000;

export interface WitnessOptions {
  readonly url: string;
  readonly room: RoomName;
  readonly name: PersonName;
  readonly key: Identity;
  readonly random: Random;
}

export class Witness {
  /** What it saw go wrong on the way, in words. */
  readonly #complaints: string[] = [];
  readonly #options: WitnessOptions;
  readonly #session: RoomSession;
  readonly #said: string[] = [];
  /** The texts of each member in whom the test is interested, in the order in which they came. */
  readonly #heard = new Map<string, string[]>();
  readonly #texts = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  #socket: WebSocket | null = null;
  #last: Seq | null = null;
  #connections = 0;
  #received = 0;
  #isLeaving = false;

  constructor(options: WitnessOptions) {
    this.#options = options;
    const { room, name, key, random } = options;
    let ids = 0;
    this.#session = new RoomSession({
      room,
      identity: key,
      clock: clockWith(random),
      name: () => name,
      newId: () => `${name}-${++ids}`,
      open: (subprotocol, events) => {
        this.#connections += 1;
        const socket = new WebSocket(`${options.url}/ws?room=${encodeURIComponent(room)}`, subprotocol);
        this.#socket = socket;
        socket.on("error", () => {}); // "close" follows
        socket.on("close", () => {
          if (!this.#isLeaving) this.#complaints.push(`${name} was disconnected.`);
          events.onClose();
        });
        socket.on("message", (data: Buffer) => {
          this.#note(data.toString());
          events.onFrame(data.toString());
        });
        return { send: (frame) => socket.send(frame), close: () => socket.close() };
      },
    });
  }

  get said(): readonly string[] {
    return this.#said;
  }

  /** How many messages came, of everybody. */
  get received(): number {
    return this.#received;
  }

  enter(): void {
    this.#session.enter();
  }

  /** Says `text` and resolves when it has come back, or when it is too late. */
  async say(text: string): Promise<void> {
    this.#said.push(text);
    const heard = this.#whenHeard(text);
    this.#session.say(text);
    await heard;
  }

  /** Resolves when `text` has come, whoever said it, or when it is too late. */
  async hears(text: string): Promise<void> {
    if (!this.#texts.has(text)) await this.#whenHeard(text);
  }

  /**
   * What it has to complain of: that it was not in the room throughout, has not heard all that the `speakers` said, in that
   * order and once, or that `history` has not kept it so.
   */
  conclude(speakers: readonly Witness[], history: readonly Said[]): readonly string[] {
    const { name } = this.#options;
    const { state } = this.#session.status.value;
    const found = [...this.#complaints];
    if (state !== "open" || this.#connections !== 1) found.push(`${name} is ${state}, ${this.#connections} times.`);
    for (const speaker of speakers) {
      const { id, name: other } = { id: speaker.#options.key.id, name: speaker.#options.name };
      const heard = this.#heard.get(id) ?? [];
      if (!isSame(heard, speaker.said)) {
        found.push(`${name} heard ${heard.length} of ${speaker.said.length} by ${other}, or in another order.`);
      }
    }
    const kept = history.filter(({ from }) => from.id === this.#options.key.id).map(({ text }) => text);
    if (!isSame(kept, this.said)) found.push(`The history has ${kept.length} of ${this.said.length} by ${name}.`);
    const shown = this.#session.timeline.value.messages.map(({ seq }) => seq);
    const newest = history.slice(-shown.length).map(({ seq }) => seq);
    if (!isSame(shown, newest)) found.push(`The timeline of ${name} is not the end of the history.`);
    return found;
  }

  leave(): void {
    this.#isLeaving = true;
    this.#session.leave();
    this.#socket?.terminate();
  }

  #note(frame: string): void {
    if (frame === "pong") return;
    for (const event of parseEvents(frame)) {
      if (event.type === "said") this.#hear(event);
      if (event.type === "welcome") for (const said of event.messages) this.#hear(said);
      if (event.type === "refused" || event.type === "closing")
        this.#complaints.push(`${this.#options.name} was told ${frame}`);
    }
  }

  #hear({ seq, from, text }: Said): void {
    this.#received += 1;
    if (this.#last !== null && seq !== this.#last + 1) {
      this.#complaints.push(`${this.#options.name} received ${seq} after ${this.#last}.`);
    }
    this.#last = seq;
    const heard = this.#heard.get(from.id) ?? [];
    heard.push(text);
    this.#texts.add(text);
    this.#heard.set(from.id, heard);
    this.#waiting.get(text)?.();
  }

  #whenHeard(text: string): Promise<void> {
    return new Promise((settle) => {
      const end = (): void => {
        clearTimeout(late);
        this.#waiting.delete(text);
        settle();
      };
      const late = setTimeout(() => {
        this.#complaints.push(`${this.#options.name} did not hear ${JSON.stringify(text)}.`);
        end();
      }, CONFIRM_WITHIN_MS);
      this.#waiting.set(text, end);
    });
  }
}

function isSame<Value>(some: readonly Value[], others: readonly Value[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
