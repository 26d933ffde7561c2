/** Where one attack takes place: a server of its own, a room with witnesses, and what is measured of both. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Rows } from "../../bench/cost/actions.ts";
import type { RoomName } from "../../src/protocol/values/names.ts";
import { Random } from "../chaos/random.ts";
import { Tally } from "../fuzz/tally.ts";
import { roomName } from "../support/people.ts";
import { ATTACKER } from "./addresses.ts";
import { Client } from "./client.ts";
import { makeAttackKey, type AttackKey } from "./keys.ts";
import type { AttackedServer } from "./server/attacked-server.ts";
import { UsageWatch, type Usage } from "./server/usage-watch.ts";
import { Witnesses } from "./witness/witnesses.ts";
import type { WitnessReport } from "./witness/report.ts";

/** What something did to the server and to those who talk there. */
export interface Cost {
  readonly seconds: number;
  /** Null where the system does not tell. */
  readonly usage: Usage | null;
  readonly rows: Rows;
  /** Just before, with nobody else in the room. */
  readonly quiet: WitnessReport;
  readonly meanwhile: WitnessReport;
}

export class Stage {
  readonly server: AttackedServer;
  readonly room: RoomName = roomName("square");
  /** What the room, or the Worker, told the attackers: refusals and closings. */
  readonly tally = new Tally();
  readonly #seed: number;
  readonly #quietMs: number;
  #keys = 0;

  /** `quietMs`: how long the witnesses have the room to themselves, for comparison. */
  constructor(server: AttackedServer, { seed, quietMs }: { seed: number; quietMs: number }) {
    this.server = server;
    this.#seed = seed;
    this.#quietMs = quietMs;
  }

  /** Chance of its own for `label`. */
  random(label: string): Random {
    return Random.of(this.#seed, label);
  }

  /** A key that nobody has used. */
  newKey(): AttackKey {
    return makeAttackKey(this.random(`key ${++this.#keys}`));
  }

  /** A connection of somebody who has not said who they are; null where it was not let in, which is counted. */
  stranger(isCompressing = false): Promise<Client | null> {
    return Client.open({
      port: this.server.port,
      room: this.room,
      address: ATTACKER,
      isCompressing,
      tally: this.tally,
    });
  }

  /** A fresh member in the room; null where it was not let in, which is counted. */
  async member(address = ATTACKER, key = this.newKey(), room = this.room): Promise<Client | null> {
    const client = await Client.open({ port: this.server.port, room, address, tally: this.tally });
    if (client === null || (await client.join(key, `Visitor ${key.id.slice(0, 6)}`))) return client;
    client.close();
    return null;
  }

  /** A guest in the room; null where it was not let in, which is counted. */
  guest(address = ATTACKER, room = this.room): Promise<Client | null> {
    return Client.open({ port: this.server.port, room, address, guest: "Passer-by", tally: this.tally });
  }

  /** What `act` takes of the server, with nobody else in the room; null where the system does not tell. */
  async usageOf(act: () => Promise<unknown>): Promise<Usage | null> {
    const watch = UsageWatch.begin(this.server.pid);
    await act();
    return watch?.end() ?? null;
  }

  /** Measures what `act` costs, beside witnesses who talk. */
  async costOf(act: () => Promise<unknown>): Promise<Cost> {
    const { port, pid } = this.server;
    const witnesses = await Witnesses.enter({ port, room: this.room, seed: this.#seed });
    try {
      await sleep(this.#quietMs);
      const quiet = await witnesses.report();
      const rowsBefore = await this.server.rows();
      const watch = UsageWatch.begin(pid);
      const startMs = performance.now();
      await act();
      const seconds = (performance.now() - startMs) / 1_000;
      const usage = watch?.end() ?? null;
      const meanwhile = await witnesses.report();
      const { read, written } = await this.server.rows();
      const rows = { read: read - rowsBefore.read, written: written - rowsBefore.written };
      return { seconds, usage, rows, quiet, meanwhile };
    } finally {
      await witnesses.leave();
    }
  }
}
