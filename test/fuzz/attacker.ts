/**
 * Owns one attacker: connection after connection it says what nobody should say, in states in which nobody should say it.
 * After each handful of frames it waits until the room has dealt with them; a room that no longer answers is a finding.
 */
import { connect } from "node:net";
import WebSocket from "ws";
import type { Identity } from "../../src/client/identity.ts";
import { proofOf } from "../../src/protocol/identity.ts";
import type { RoomName } from "../../src/protocol/names.ts";
import type { Random } from "../chaos/random.ts";
import type { FrameMaker } from "./frames.ts";
import { Tally } from "./tally.ts";

/** How a connection of an attacker begins; each as often as its number says. */
const LIVES = { joined: 3, plain: 2, "not joined": 1, "wrong proof": 1, "second hello": 1, flood: 1, garbage: 1 };
type Life = keyof typeof LIVES;

/** Milliseconds for any answer of a room that is busy with frames of all attackers. */
const ANSWER_WITHIN_MS = 30_000;
/** Frames between two waits. */
const HANDFUL = 40;
/** Enough arrays of 64 commands to empty any socket's budget here at once: see `SETTINGS`. */
const FLOOD_FRAMES = 60;
/** The probability that one who gets marks never confirms them: it is closed in the end, as one that does not read. */
const DEAF_PROBABILITY = 0.2;

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
    const { random, onHandful } = this.#options;
    const visit = await Visit.begin(this.#options, life === "plain", (event) => this.#note(event));
    try {
      if (life === "flood" || life === "joined" || life === "second hello") await visit.join(this.#options.key);
      if (life === "wrong proof") visit.send(visit.hello(this.#options.key, this.#options.random.bytes(64)));
      if (life === "second hello") visit.send(visit.hello(this.#options.key, await visit.proof(this.#options.key)));
      if (life === "flood") this.#flood(visit);
      const handfuls = random.whole(1, 8);
      for (let i = 0; i < handfuls && this.#left > 0 && !this.#isEnding; i++) {
        this.#sendHandful(visit);
        const isAnswered = await visit.sync(`${this.#options.name}-${++this.#sync}`, ANSWER_WITHIN_MS);
        if (!isAnswered) this.complaints.push(`The room did not answer ${this.#options.name} (${life}).`);
        await onHandful();
        if (visit.isClosed) break;
      }
    } finally {
      visit.end(random.happens(0.5));
    }
  }

  #sendHandful(visit: Visit): void {
    const { frames, onSent } = this.#options;
    for (let i = 0; i < HANDFUL && this.#left > 0; i++) {
      const { kind, data, isText } = frames.next();
      if (!visit.sendBytes(data, isText)) return;
      onSent(kind);
      this.#left -= 1;
    }
  }

  /** Far too much at once: the room says `closing`, and what follows comes to a socket that it has closed. */
  #flood(visit: Visit): void {
    const array = `[${Array<string>(64).fill('{"type":"typing"}').join(",")}]`;
    for (let i = 0; i < FLOOD_FRAMES && this.#left > 0 && visit.send(array); i++) {
      this.#options.onSent("flood");
      this.#left -= 1;
    }
  }

  /** Bytes that are no frames, on a connection that was opened as a WebSocket: what `ws` refuses to send. */
  async #throwGarbage(): Promise<void> {
    const { url, room, random, onSent, onHandful } = this.#options;
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const closed = new Promise<void>((settle) => socket.once("close", () => settle()));
    socket.on("error", () => {}); // "close" follows
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy());
    const opened = new Promise<void>((settle) => socket.once("data", () => settle()));
    const key = Buffer.from(random.bytes(16)).toString("base64");
    const head = [`GET /ws?room=${encodeURIComponent(room)} HTTP/1.1`, `Host: ${hostname}`, "Upgrade: websocket"];
    const rest = ["Connection: Upgrade", "Sec-WebSocket-Version: 13", `Sec-WebSocket-Key: ${key}`];
    const dialect = random.happens(0.5) ? ["Sec-WebSocket-Protocol: foyer.1"] : [];
    socket.write([...head, ...rest, ...dialect, "", ""].join("\r\n"));
    await Promise.race([opened, closed]);
    socket.resume();
    const count = Math.min(this.#left, random.whole(1, 6));
    for (let i = 0; i < count; i++) {
      socket.write(this.#garbage());
      onSent("garbage");
      this.#left -= 1;
    }
    await Promise.race([new Promise<void>((settle) => socket.end(settle)), closed]);
    await onHandful();
    socket.destroy(); // after a protocol error workerd keeps its end open for as long as the room is awake
  }

  #garbage(): Buffer {
    const { random } = this.#options;
    const bytes = Buffer.from(random.bytes(random.whole(1, 60)));
    switch (random.whole(0, 3)) {
      case 0: // a close frame, and a text frame behind it
        return Buffer.from([0x88, 0x80, 0, 0, 0, 0, 0x81, 0x82, 0, 0, 0, 0, 0x7b, 0x7d]);
      case 1: // a length that never comes
        return Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, ...bytes]);
      case 2: // an unmasked frame, which no client may send
        return Buffer.from([0x81, bytes.length, ...bytes]);
      default:
        return bytes;
    }
  }

  #note({ isClosing, reason }: Heard): void {
    this.refusals.add(isClosing ? `closing ${reason}` : reason);
    if (reason === "internal") this.complaints.push(`${this.#options.name} made the room fail: internal.`);
  }
}

/** What the room has against an attacker. */
interface Heard {
  readonly isClosing: boolean;
  readonly reason: string;
}

/** One connection of an attacker. */
class Visit {
  readonly #socket: WebSocket;
  readonly #room: RoomName;
  readonly #isPlain: boolean;
  readonly #isDeaf: boolean;
  readonly #onHeard: (event: Heard) => void;
  #nonce = "";
  #waiting: { readonly isIt: (event: Record<string, unknown>) => boolean; readonly settle: () => void } | null = null;
  #isClosed = false;

  private constructor(options: AttackerOptions, isPlain: boolean, onHeard: (event: Heard) => void) {
    const { url, room, random } = options;
    this.#room = room;
    this.#isPlain = isPlain;
    this.#isDeaf = random.happens(DEAF_PROBABILITY);
    this.#onHeard = onHeard;
    const address = `${url}/ws?room=${encodeURIComponent(room)}`;
    this.#socket = isPlain ? new WebSocket(`${address}&history=20`) : new WebSocket(address, "foyer.1");
    this.#socket.on("error", () => {}); // "close" follows
    this.#socket.on("close", () => {
      this.#isClosed = true;
      this.#waiting?.settle();
    });
    this.#socket.on("message", (data: Buffer) => this.#hear(data.toString()));
  }

  /** Connects; resolves once the room has said its first word, or once it is over. */
  static async begin(options: AttackerOptions, isPlain: boolean, onHeard: (event: Heard) => void): Promise<Visit> {
    const visit = new Visit(options, isPlain, onHeard);
    if (isPlain) await new Promise<void>((settle) => visit.#socket.once("open", settle).once("close", () => settle()));
    else await visit.#until((event) => event["type"] === "challenge", ANSWER_WITHIN_MS);
    return visit;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  proof(key: Identity): Promise<Uint8Array> {
    return key.sign(proofOf(this.#room, this.#nonce));
  }

  hello(key: Identity, signature: Uint8Array): string {
    const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
    return JSON.stringify({ type: "hello", name: "Mallory", key: text64(key.publicKey), signature: text64(signature) });
  }

  async join(key: Identity): Promise<void> {
    const hello = this.hello(key, await this.proof(key));
    const welcomed = this.#until((event) => event["type"] === "welcome", ANSWER_WITHIN_MS);
    this.send(hello);
    await welcomed;
  }

  /** Sends a frame unless the socket is known to be closed, and returns whether it did. */
  send(frame: string): boolean {
    return this.sendBytes(Buffer.from(frame), true);
  }

  sendBytes(data: Buffer, isText: boolean): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(data, { binary: !isText });
    return true;
  }

  /** Asks for something that the room answers in every state. Resolves with whether it did, or closed the socket. */
  sync(id: string, withinMs: number): Promise<boolean> {
    const isAnswered = this.#until(
      (event) => (this.#isPlain ? event["context"] === `sync ${id}` : event["requestId"] === `sync ${id}`),
      withinMs,
    );
    const ask = { type: "page", requestId: `sync ${id}`, before: 1 };
    this.send(this.#isPlain ? `sync ${id}` : JSON.stringify(ask));
    return isAnswered;
  }

  end(isPolite: boolean): void {
    if (isPolite) this.#socket.close();
    else this.#socket.terminate();
  }

  #until(isIt: (event: Record<string, unknown>) => boolean, withinMs: number): Promise<boolean> {
    if (this.#isClosed) return Promise.resolve(true);
    return new Promise((settle) => {
      const end = (isAnswered: boolean): void => {
        clearTimeout(late);
        this.#waiting = null;
        settle(isAnswered);
      };
      const late = setTimeout(() => end(false), withinMs);
      this.#waiting = { isIt, settle: () => end(true) };
    });
  }

  #hear(frame: string): void {
    if (frame === "pong") return;
    const value = JSON.parse(frame) as Record<string, unknown> | readonly Record<string, unknown>[];
    for (const event of Array.isArray(value) ? (value as readonly Record<string, unknown>[]) : [value]) {
      const heard = event as Record<string, unknown>;
      if (heard["type"] === "challenge") this.#nonce = String(heard["nonce"]);
      if (heard["type"] === "marked" && !this.#isDeaf) {
        this.send(JSON.stringify({ type: "confirm", mark: heard["id"] }));
      }
      if (typeof heard["reason"] === "string") {
        this.#onHeard({ isClosing: heard["type"] === "closing", reason: heard["reason"] });
      }
      if (this.#waiting?.isIt(heard) === true) this.#waiting.settle();
    }
  }
}
