/** Owns the clients of one run: it brings them in, lets them speak, and sees to it that each gets every message. */
import { setTimeout as sleep } from "node:timers/promises";
import { CONNECT, type DialectName } from "./dialects.ts";
import type { Connection } from "./connection.ts";
import { eachStamp, nowMicros, textOf, type Stamp } from "./messages.ts";

/** Clients that come in at the same time: a server that serves them one by one is not asked to hold thousands. */
const CONNECTING_AT_ONCE = 50;

/** Every so many frames of a client are read as a whole; those of the first client all are. */
const SAMPLE_EVERY = 256;

/** Milliseconds without any delivery after which what is missing is taken to be lost. */
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
  /** The index that the first client is to see next, by sender. */
  readonly #expected = new Map<number, number>();
  readonly #sent = new Map<number, number>();
  #fault: Error | null = null;
  /** Messages that were said, and copies of them that arrived. */
  said = 0;
  delivered = 0;
  /** Frames that arrived, and those of them in which somebody says something. */
  frames = 0;
  messageFrames = 0;
  /** Called for each message that the first client receives. */
  onMessage: (stamp: Stamp) => void = () => {};
  /** Called for each copy that anybody receives; reading all of them costs, so only where it is set. */
  onCopy: ((client: number, stamp: Stamp) => void) | null = null;
  /** Called at once with what goes wrong; `check` tells it as well. */
  onError: (error: Error) => void = () => {};

  static async connect({ port, dialect, clients }: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd();
    await crowd.add({ port, dialect, clients });
    return crowd;
  }

  /** So many more come in. */
  async add({ port, dialect, clients }: CrowdOptions): Promise<void> {
    for (let left = clients; left > 0; left -= CONNECTING_AT_ONCE) {
      const count = Math.min(CONNECTING_AT_ONCE, left);
      await Promise.all(Array.from({ length: count }, () => this.addOne(port, dialect)));
    }
  }

  /** One more comes in. */
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
        this.#take(index, client, payload);
      } catch (error) {
        this.#fail(error as Error);
      }
    });
  }

  get size(): number {
    return this.#clients.length;
  }

  /** Throws what went wrong so far. */
  check(): void {
    if (this.#fault !== null) throw this.#fault;
  }

  say(sender: number): void {
    const client = this.#clients[sender];
    if (client === undefined) throw new Error(`There is no client ${sender}.`);
    const index = this.#sent.get(sender) ?? 0;
    this.#sent.set(sender, index + 1);
    this.said += 1;
    client.connection.socket.send(client.connection.say(textOf({ sender, index, sentAt: nowMicros() })));
  }

  /** Everybody sends something that nobody else hears of. */
  ping(): void {
    for (const { connection } of this.#clients) connection.socket.ping();
  }

  /** Resolves when everybody has received what was said since they came. Throws where something is lost or too much. */
  async arrived(): Promise<void> {
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

  #take(index: number, client: Client, payload: Buffer): void {
    const count = client.connection.count(payload);
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
      if (index === 0) this.#follow(stamp);
    });
    if (seen !== count) throw new Error(`A frame of ${count} messages had ${seen}.`);
  }

  /** Each sender's messages are to come in order, once each. */
  #follow(stamp: Stamp): void {
    const expected = this.#expected.get(stamp.sender) ?? 0;
    if (stamp.index !== expected) throw new Error(`Of client ${stamp.sender} came ${stamp.index}, not ${expected}.`);
    this.#expected.set(stamp.sender, expected + 1);
    this.onMessage(stamp);
  }

  #fail(error: Error): void {
    this.#fault ??= error;
    this.onError(error);
  }
}
