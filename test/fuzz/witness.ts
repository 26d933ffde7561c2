/** A well-behaved client in a room under attack: the project's own, which must not notice the attack. */
import { isDeepStrictEqual } from "node:util";
import WebSocket from "ws";
import type { Identity } from "../../src/client/identity.ts";
import { RoomSession } from "../../src/client/room-session.ts";
import type { MemberId } from "../../src/protocol/values/identity.ts";
import type { PersonName, RoomName } from "../../src/protocol/values/names.ts";
import type { Said } from "../../src/protocol/events.ts";
import { clockWith } from "../chaos/actors/clock.ts";
import type { Random } from "../chaos/random.ts";
import { ReceivedEvents } from "./received.ts";

export interface WitnessOptions {
  readonly url: string;
  readonly room: RoomName;
  readonly name: PersonName;
  readonly key: Identity;
  readonly random: Random;
}

export class Witness {
  readonly received: ReceivedEvents;
  readonly #options: WitnessOptions;
  readonly #session: RoomSession;
  /** What it said, and what the room must have of it: some was corrected since. */
  readonly #said: string[] = [];
  readonly #kept: string[] = [];
  #socket: WebSocket | null = null;
  #connections = 0;
  #isLeaving = false;

  constructor(options: WitnessOptions) {
    const { url, room, name, key, random } = options;
    const received = new ReceivedEvents(name);
    let ids = 0;
    this.#options = options;
    this.received = received;
    this.#session = new RoomSession({
      room,
      identity: key,
      clock: clockWith(random),
      name: () => name,
      newId: () => `${name}-${++ids}`,
      open: (subprotocol, events) => {
        this.#connections += 1;
        const socket = new WebSocket(`${url}/ws?room=${encodeURIComponent(room)}`, subprotocol);
        this.#socket = socket;
        socket.on("error", () => {}); // "close" follows
        socket.on("close", () => {
          if (!this.#isLeaving) received.complaints.push(`${name} was disconnected.`);
          events.onClose();
        });
        socket.on("message", (data: Buffer) => {
          received.note(data.toString());
          events.onFrame(data.toString());
        });
        return { host: new URL(url).host, send: (frame) => socket.send(frame), close: () => socket.close() };
      },
    });
  }

  get id(): MemberId {
    return this.#options.key.id;
  }

  get said(): readonly string[] {
    return this.#said;
  }

  enter(): void {
    this.#session.enter();
  }

  /** Says `text` and resolves with it when it has come back, or when it is too late. */
  async say(text: string): Promise<string> {
    this.#said.push(text);
    this.#kept.push(text);
    this.#session.say(text);
    await this.received.waitFor(text);
    return text;
  }

  /** Corrects `said`, which has come back. Resolves like `say`, or with null where it is no longer in the timeline. */
  async correct(said: string): Promise<string | null> {
    const isTarget = ({ text, from }: Said): boolean => text === said && from.id === this.#options.key.id;
    const target = this.#session.timeline.value.messages.find(isTarget);
    if (target === undefined) return null;
    const text = `${said}, corrected`;
    this.#kept[this.#kept.indexOf(said)] = text;
    this.#session.edit(target.seq, text);
    await this.received.waitFor(text);
    return text;
  }

  /**
   * Everything that went wrong for it: it was not in the room all the time; it did not receive what the `speakers` said, in
   * order and once; `history` has something else; or it displays something else than `history` ends with.
   */
  conclude(speakers: readonly Witness[], history: readonly Said[]): readonly string[] {
    const { name, key } = this.#options;
    const { state } = this.#session.status.value;
    const found = [...this.received.complaints];
    if (state !== "open" || this.#connections !== 1) found.push(`${name} is ${state}, ${this.#connections} times.`);
    for (const { said, id } of speakers) {
      const heard = this.received.saidBy(id);
      if (!isDeepStrictEqual(heard, said)) found.push(`${name} received ${heard.length} of ${said.length} by ${id}.`);
    }
    const kept = history.filter(({ from }) => from.id === key.id).map(({ text }) => text);
    if (!isDeepStrictEqual(kept, this.#kept)) found.push(`The history has other than the ${kept.length} by ${name}.`);
    const shown = this.#session.timeline.value.messages;
    for (const [index, said] of history.slice(-shown.length).entries()) {
      const displayed = shown[index];
      if (displayed === undefined || !isSame(said, displayed))
        found.push(`${name} does not display ${JSON.stringify(said)}`);
    }
    return found;
  }

  leave(): void {
    this.#isLeaving = true;
    this.#session.leave();
    this.#socket?.terminate();
  }
}

/** Whether both are the same message in the same state. Attackers change their names, so a person is known by the id. */
function isSame(one: Said, other: Said): boolean {
  return isDeepStrictEqual(withoutNames(one), withoutNames(other));
}

function withoutNames(said: Said): unknown {
  return JSON.parse(JSON.stringify(said, (key, value: unknown) => (key === "name" ? undefined : value)));
}
