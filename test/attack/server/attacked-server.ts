/** A server that is attacked: a real `workerd` of its own, with the settings of wrangler.toml. */
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unstable_readConfig as readConfig } from "wrangler";
import type { Rows } from "../../../bench/cost/actions.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import {
  faultsOf,
  makeSite,
  removeSite,
  startWorkerd,
  type Site,
  type Vars,
  type Workerd,
} from "../../chaos/server/workerd.ts";
import type { Past } from "../past.ts";
import { roomFilesIn, type RoomFiles } from "./room-files.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** In memory, where the system has such a file system: how long a disk takes is not what is attacked. */
const IN_MEMORY = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** `[vars]` of wrangler.toml: what a host has who changes nothing. */
function defaultSettings(): Vars {
  return readConfig({ config: join(ROOT, "wrangler.toml") }).vars as Vars;
}

export class AttackedServer {
  readonly #site: Site;
  #process: Workerd;

  private constructor(site: Site, process: Workerd) {
    this.#site = site;
    this.#process = process;
  }

  /** `settings`: what differs from wrangler.toml. */
  static async start(settings: Vars): Promise<AttackedServer> {
    const site = await makeSite({ ...defaultSettings(), ...settings }, "test/attack/worker/worker.ts", IN_MEMORY);
    try {
      return new AttackedServer(site, await startWorkerd(site));
    } catch (error) {
      await removeSite(site);
      throw error;
    }
  }

  get port(): number {
    return this.#process.port;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** The folder of all its data. */
  get data(): string {
    return join(this.#site.folder, "data");
  }

  /** Its rooms as they lie on the disk. */
  files(): RoomFiles {
    return roomFilesIn(this.data);
  }

  /** What it logged that it must not. */
  get faults(): readonly string[] {
    return faultsOf(this.#site);
  }

  /** Rows that its rooms read and wrote since it was started. */
  async rows(): Promise<Rows> {
    const response = await fetch(`http://127.0.0.1:${this.port}/attack/rows`);
    return (await response.json()) as Rows;
  }

  /** Gives `room` a past, and starts again: with a room that is read from the disk, and its memory as it was. */
  async remember(room: RoomName, past: Past): Promise<void> {
    const url = `http://127.0.0.1:${this.port}/attack/past?room=${encodeURIComponent(room)}`;
    const response = await fetch(url, { method: "POST", body: JSON.stringify(past) });
    if (!response.ok) throw new Error(`The room did not take its past: ${await response.text()}`);
    await this.#process.kill();
    this.#process = await startWorkerd(this.#site);
  }

  async remove(): Promise<void> {
    await this.#process.kill();
    await removeSite(this.#site);
  }
}
