/**
 * Owns one attacker: connection after connection it says what nobody should say, in states in which nobody should say it.
 * After each handful of frames it waits until the room has dealt with them; a room that no longer answers is a finding.
 */
import type { Identity } from "../../src/client/identity.ts";
import type { RoomName } from "../../src/protocol/values/names.ts";
import type { Random } from "../chaos/random.ts";
import type { FrameMaker } from "./frames.ts";
import { throwGarbage } from "./garbage.ts";
import { Tally } from "./tally.ts";
import { ANSWER_WITHIN_MS, AttackerConnection, type Heard } from "./attacker-connection.ts";

/** How a connection of an attacker begins; each as often as its number says. */
const LIVES = { joined: 3, plain: 2, "not joined": 1, "wrong proof": 1, "second hello": 1, flood: 1, garbage: 1 };
type Life = keyof typeof LIVES;

/** Frames between two waits. */
const HANDFUL = 40;
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
  /** Called for each frame that was sent, by what it was. */
  readonly onSent: (kind: string) => void;
  /** Called when the room has dealt with a handful. */
  readonly onHandful: () => Promise<void>;
}

export class Attacker {
  /** What it saw go wrong at the room, in words. */
  readonly complaints: string[] = [];
  /** Connections by how they began, and by why the room closed them. */
  readonly lives = new Tally();
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
      const life = this.#options.random.weighted(LIVES);
      this.lives.add(life);
      if (life === "garbage") await this.#throwGarbage();
      else await this.#live(life);
    }
  }

  /** Ends after the handful that is being sent. */
  stop(): void {
    this.#isEnding = true;
  }

  async #live(life: Life): Promise<void> {
    const { url, room, key, random, frames, onHandful } = this.#options;
    const visit = await AttackerConnection.begin({
      url,
      room,
      random,
      isPlain: life === "plain",
      member: key.id,
      onOwn: (seq) => frames.noteOwn(seq),
      onHeard: (event) => this.#note(event),
    });
    try {
      if (life === "flood" || life === "joined" || life === "second hello") await visit.join(key);
      if (life === "wrong proof") visit.send(visit.hello(key, random.bytes(64)));
      if (life === "second hello") visit.send(visit.hello(key, await visit.proof(key)));
      if (life === "flood") this.#flood(visit);
      const handfuls = random.whole(1, 8);
      for (let i = 0; i < handfuls && this.#left > 0 && !this.#isEnding; i++) {
        this.#sendHandful(visit);
        const isAnswered = await visit.sync(`${this.#options.name}-${++this.#sync}`);
        if (!isAnswered) this.complaints.push(`The room did not answer ${this.#options.name} (${life}).`);
        await onHandful();
        if (visit.isClosed) break;
      }
    } finally {
      visit.end(random.happens(0.5));
    }
  }

  #sendHandful(visit: AttackerConnection): void {
    const { frames, onSent } = this.#options;
    for (let i = 0; i < HANDFUL && this.#left > 0; i++) {
      const { kind, data, isText } = frames.next();
      if (!visit.sendBytes(data, isText)) return;
      onSent(kind);
      this.#left -= 1;
    }
  }

  /** Far too much at once: the room says `closing`, and what follows comes to a socket that it has closed. */
  #flood(visit: AttackerConnection): void {
    const array = `[${Array<string>(64).fill('{"type":"typing"}').join(",")}]`;
    for (let i = 0; i < FLOOD_FRAMES && this.#left > 0 && visit.send(array); i++) {
      this.#options.onSent("flood");
      this.#left -= 1;
    }
  }

  async #throwGarbage(): Promise<void> {
    const { url, room, random, onSent, onHandful } = this.#options;
    const count = Math.min(this.#left, random.whole(1, 6));
    await throwGarbage({ url, room, random, count, withinMs: ANSWER_WITHIN_MS }, onHandful);
    for (let i = 0; i < count; i++) onSent("garbage");
    this.#left -= count;
  }

  #note({ isClosing, reason }: Heard): void {
    this.refusals.add(isClosing ? `closing ${reason}` : reason);
    if (reason === "internal") this.complaints.push(`${this.#options.name} made the room fail: internal.`);
  }
}
