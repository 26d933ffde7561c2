/**
 * An attacker: on connection after connection it sends frames that no client should send, in states in which none should.
 * After each batch of frames it waits until the room has dealt with them; a room that no longer answers is a violation.
 */
import type { Identity } from "../../src/client/identity.ts";
import type { RoomName } from "../../src/protocol/values/names.ts";
import type { Random } from "../chaos/random.ts";
import type { FrameMaker } from "./frames.ts";
import { sendGarbage } from "./garbage.ts";
import { Tally } from "./tally.ts";
import { ANSWER_WITHIN_MS, AttackerConnection, type Refusal } from "./attacker-connection.ts";

/** How a connection of an attacker begins, and how often each kind comes. */
const CONNECTION_KINDS = {
  joined: 3,
  plain: 2,
  "not joined": 1,
  "wrong proof": 1,
  "second hello": 1,
  flood: 1,
  garbage: 1,
};
type ConnectionKind = keyof typeof CONNECTION_KINDS;

/** Frames between two waits. */
const BATCH = 40;
/** Enough arrays of 64 commands to empty any socket's budget here at once: see `SETTINGS`. */
const FLOOD_FRAMES = 60;

export interface AttackerOptions {
  readonly name: string;
  /** `ws://127.0.0.1:<port>`. */
  readonly url: string;
  readonly room: RoomName;
  readonly key: Identity;
  readonly random: Random;
  readonly frames: FrameMaker;
  /** Called for each frame that was sent, with its kind. */
  readonly onSent: (kind: string) => void;
  /** Called when the room has dealt with a batch. */
  readonly onBatch: () => Promise<void>;
}

export class Attacker {
  /** What it saw go wrong in the room, for a person to read. */
  readonly complaints: string[] = [];
  /** Connections by how they began, and by why the room closed them. */
  readonly connections = new Tally();
  readonly refusals = new Tally();
  readonly #options: AttackerOptions;
  #left = 0;
  #sync = 0;
  #isEnding = false;

  constructor(options: AttackerOptions) {
    this.#options = options;
  }

  /** Sends `count` frames, over as many connections as it takes. */
  async attack(count: number): Promise<void> {
    this.#left = count;
    while (this.#left > 0 && !this.#isEnding) {
      const kind = this.#options.random.weighted(CONNECTION_KINDS);
      this.connections.add(kind);
      if (kind === "garbage") await this.#sendGarbage();
      else await this.#attackOver(kind);
    }
  }

  /** Ends after the batch that is being sent. */
  stop(): void {
    this.#isEnding = true;
  }

  async #attackOver(kind: ConnectionKind): Promise<void> {
    const { url, room, key, random, frames, onBatch } = this.#options;
    const connection = await AttackerConnection.begin({
      url,
      room,
      random,
      isPlain: kind === "plain",
      member: key.id,
      onOwn: (seq) => frames.noteOwn(seq),
      onRefusal: (event) => this.#note(event),
    });
    try {
      if (kind === "flood" || kind === "joined" || kind === "second hello") await connection.join(key);
      if (kind === "wrong proof") connection.send(connection.hello(key, random.bytes(64)));
      if (kind === "second hello") connection.send(connection.hello(key, await connection.proof(key)));
      if (kind === "flood") this.#flood(connection);
      const batches = random.whole(1, 8);
      for (let i = 0; i < batches && this.#left > 0 && !this.#isEnding; i++) {
        this.#sendBatch(connection);
        const isAnswered = await connection.sync(`${this.#options.name}-${++this.#sync}`);
        if (!isAnswered) this.complaints.push(`The room did not answer ${this.#options.name} (${kind}).`);
        await onBatch();
        if (connection.isClosed) break;
      }
    } finally {
      connection.end(random.happens(0.5));
    }
  }

  #sendBatch(connection: AttackerConnection): void {
    const { frames, onSent } = this.#options;
    for (let i = 0; i < BATCH && this.#left > 0; i++) {
      const { kind, data, isText } = frames.next();
      if (!connection.sendBytes(data, isText)) return;
      onSent(kind);
      this.#left -= 1;
    }
  }

  /** Far too much at once: the room sends `closing`, and the rest reaches a socket that it has closed. */
  #flood(connection: AttackerConnection): void {
    const array = `[${Array<string>(64).fill('{"type":"typing"}').join(",")}]`;
    for (let i = 0; i < FLOOD_FRAMES && this.#left > 0 && connection.send(array); i++) {
      this.#options.onSent("flood");
      this.#left -= 1;
    }
  }

  async #sendGarbage(): Promise<void> {
    const { url, room, random, onSent, onBatch } = this.#options;
    const count = Math.min(this.#left, random.whole(1, 6));
    await sendGarbage({ url, room, random, count, withinMs: ANSWER_WITHIN_MS }, onBatch);
    for (let i = 0; i < count; i++) onSent("garbage");
    this.#left -= count;
  }

  #note({ isClosing, reason }: Refusal): void {
    this.refusals.add(isClosing ? `closing ${reason}` : reason);
    if (reason === "internal") this.complaints.push(`${this.#options.name} made the room fail: internal.`);
  }
}
