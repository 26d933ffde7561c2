/** The clients of one run: connects them, lets them speak, and checks that each of them gets every message. */
import { setTimeout as sleep } from "node:timers/promises";
import { CONNECT, type DialectName } from "./dialects.ts";
import type { Connection } from "./connection.ts";
import { eachStamp, nowMicros, textOf, type Stamp } from "./messages.ts";

/** Clients that connect at the same time. More would wait in the queue of a server that handles them one by one. */
const CONNECTING_AT_ONCE = 50;

/** One frame in this many is parsed for each client; of the first client every frame is. */
const SAMPLE_EVERY = 256;

/** Milliseconds without a delivery until missing messages count as lost. */
const LOST_AFTER_MS = 20_000;

export interface CrowdOptions {
  readonly port: number;
  readonly dialect: DialectName;
  readonly clients: number;
}

interface Client {
  readonly connection: Connection;
  readonly earlierMessages: number;
  received: number;
  frames: number;
}

export class Crowd {
  readonly #clients: Client[] = [];
  /** The index of the next message that the first client expects, by sender. */
  readonly #expected = new Map<number, number>();
  readonly #sent = new Map<number, number>();
  #error: Error | null = null;
  /** Messages sent, and copies of them that arrived. */
  said = 0;
  delivered = 0;
  /** Frames that arrived, and those of them with messages. */
  frames = 0;
  messageFrames = 0;
  /** Called for each message that the first client receives. */
  onMessage: (stamp: Stamp) => void = () => {};
  /** Called for each copy that any client receives. Parsing all of them is costly, so they are parsed only if this is set. */
  onCopy: ((client: number, stamp: Stamp) => void) | null = null;
  /** Called at once with any error; `check` throws it too. */
  onError: (error: Error) => void = () => {};

  static async connect({ port, dialect, clients }: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd();
    await crowd.add({ port, dialect, clients });
    return crowd;
  }

  /** Connects more clients. */
  async add({ port, dialect, clients }: CrowdOptions): Promise<void> {
    for (let left = clients; left > 0; left -= CONNECTING_AT_ONCE) {
      const count = Math.min(CONNECTING_AT_ONCE, left);
      await Promise.all(Array.from({ length: count }, () => this.addOne(port, dialect)));
    }
  }

  /** Connects one more client. */
  async addOne(port: number, dialect: DialectName): Promise<void> {
    const connection = await CONNECT[dialect](port);
    const client: Client = {
      connection,
      earlierMessages: connection.earlierMessages ?? this.said,
      received: 0,
      frames: 0,
    };
    const index = this.#clients.push(client) - 1;
    connection.socket.onLost = (why) => this.#fail(new Error(`Client ${index} lost its connection: ${why}`));
    connection.socket.listen((payload) => {
      try {
        this.#receive(index, client, payload);
      } catch (error) {
        this.#fail(error as Error);
      }
    });
  }

  get size(): number {
    return this.#clients.length;
  }

  /** Throws the first error so far. */
  check(): void {
    if (this.#error !== null) throw this.#error;
  }

  say(sender: number): void {
    const client = this.#clients[sender];
    if (client === undefined) throw new Error(`There is no client ${sender}.`);
    const index = this.#sent.get(sender) ?? 0;
    this.#sent.set(sender, index + 1);
    this.said += 1;
    client.connection.socket.send(client.connection.encode(textOf({ sender, index, sentAt: nowMicros() })));
  }

  /** Every client sends a frame that the room does not pass on. */
  ping(): void {
    for (const { connection } of this.#clients) connection.socket.ping();
  }

  /** Resolves when every client has every message sent since it connected. Throws if there are too few or too many. */
  async allArrived(): Promise<void> {
    let before = -1;
    let quietSince = Date.now();
    for (;;) {
      this.check();
      const missing = this.#missing();
      if (missing === 0) return;
      if (missing < 0) throw new Error(`${-missing} deliveries too many arrived.`);
      if (this.delivered !== before) [before, quietSince] = [this.delivered, Date.now()];
      else if (Date.now() - quietSince > LOST_AFTER_MS) throw new Error(`${missing} deliveries did not arrive.`);
      await sleep(5);
    }
  }

  close(): void {
    for (const { connection } of this.#clients) connection.socket.close();
  }

  #missing(): number {
    let missing = 0;
    for (const { earlierMessages, received } of this.#clients) missing += this.said - earlierMessages - received;
    return missing;
  }

  #receive(index: number, client: Client, payload: Buffer): void {
    const count = client.connection.countMessages(payload);
    this.frames += 1;
    client.frames += 1;
    if (count === 0) return;
    this.messageFrames += 1;
    this.delivered += count;
    client.received += count;
    if (index > 0 && this.onCopy === null && client.frames % SAMPLE_EVERY > 0) return;
    let seen = 0;
    eachStamp(payload, (stamp) => {
      seen += 1;
      this.onCopy?.(index, stamp);
      if (index === 0) this.#checkOrder(stamp);
    });
    if (seen !== count) throw new Error(`A frame counted as ${count} messages had ${seen}.`);
  }

  /** Each sender's messages must arrive in order, once each. */
  #checkOrder(stamp: Stamp): void {
    const expected = this.#expected.get(stamp.sender) ?? 0;
    if (stamp.index !== expected)
      throw new Error(`Message ${stamp.index} of client ${stamp.sender} arrived instead of ${expected}.`);
    this.#expected.set(stamp.sender, expected + 1);
    this.onMessage(stamp);
  }

  #fail(error: Error): void {
    this.#error ??= error;
    this.onError(error);
  }
}
