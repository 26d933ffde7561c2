/** Owns the servers that are measured: each a process of its own, on a core of its own where there are two. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { DialectName } from "../load/dialects.ts";

const BENCH = resolve(import.meta.dirname, "..");
const START_WITHIN_MS = 30_000;

/** Where the server runs; the load has the other one. */
const SERVER_CORE = 0;
const LOAD_CORE = 1;

interface Recipe {
  readonly dialect: DialectName;
  /**
   * What is run: a program for Node, a Worker for miniflare, or a Worker that is deployed as Foyer is, with static assets:
   * each frame then passes the platform's router of assets as well.
   */
  readonly kind: "node" | "worker" | "worker with assets";
  readonly source: string;
  /** As the tables and the charts call it. */
  readonly label: string;
}

export const RECIPES = {
  foyer: { kind: "worker with assets", dialect: "foyer", source: "../src/edge/worker.ts", label: "Foyer" },
  tutorial: { kind: "node", dialect: "tutorial", source: "peers/tutorial.ts", label: "the tutorial's server" },
  ws: { kind: "node", dialect: "bare", source: "peers/ws.ts", label: "bare ws loop on Node" },
  socketIo: { kind: "node", dialect: "socketIo", source: "peers/socket-io.ts", label: "Socket.IO" },
  partyserver: { kind: "worker", dialect: "party", source: "peers/partyserver.ts", label: "PartyServer" },
  bare: { kind: "worker", dialect: "bare", source: "peers/bare-object.ts", label: "bare Durable Object loop" },
  bareBehindAssets: {
    kind: "worker with assets",
    dialect: "bare",
    source: "peers/bare-object.ts",
    label: "bare loop behind static assets",
  },
  storing: {
    kind: "worker with assets",
    dialect: "bare",
    source: "peers/storing-object.ts",
    label: "the same, storing each message",
  },
} as const satisfies Record<string, Recipe>;

export type ServerName = keyof typeof RECIPES;

export interface Server {
  readonly name: ServerName;
  readonly dialect: DialectName;
  readonly port: number;
  readonly pid: number;
  /** Its data; the room's SQLite file is somewhere in it. */
  readonly folder: string;
  /** Ends the process; the data stays until `remove`. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** The command that runs `command` on one core, where there are two and the system has `taskset`. */
export function onCore(which: "server" | "load", command: readonly [string, ...string[]]): [string, ...string[]] {
  if (availableParallelism() < 2 || !existsSync("/usr/bin/taskset")) return [...command];
  return ["taskset", "--cpu-list", String(which === "server" ? SERVER_CORE : LOAD_CORE), ...command];
}

/** A new folder for data. In memory, where the system has such a file system: a disk's figures are the disk's. */
function newFolder(parent = existsSync("/dev/shm") ? "/dev/shm" : tmpdir()): string {
  return mkdtempSync(join(parent, "foyer-bench-"));
}

/** Starts a server and resolves when it takes connections. `folder`: its data, perhaps of an earlier life. */
export async function startServer(name: ServerName, folder = newFolder()): Promise<Server> {
  const { kind, dialect, source } = RECIPES[name];
  const file = join(BENCH, source);
  const freePort = kind === "node" ? await findPort() : 0;
  const script = kind === "node" ? [file, String(freePort)] : [join(BENCH, "servers/worker.ts"), file, folder, kind];
  const [command, ...args] = onCore("server", [process.execPath, ...script]);
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((settle) => void child.once("exit", () => settle()));
  const port = kind === "node" ? freePort : await portOf(child);
  await listening(port);
  const stop = async (): Promise<void> => {
    if (kind === "node") child.kill();
    else child.stdin.end();
    await ended;
  };
  return {
    name,
    dialect,
    port,
    pid: child.pid ?? 0,
    folder,
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function findPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((settle) => probe.listen(0, "127.0.0.1", settle));
  const { port } = probe.address() as AddressInfo;
  await new Promise((settle) => probe.close(settle));
  return port;
}

/** The port that the process prints. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((settle, reject) => {
    child.once("exit", (code) => reject(new Error(`The server ended with exit code ${code}.`)));
    if (child.stdout === null) throw new Error("A server's output must be piped.");
    createInterface(child.stdout).on("line", (line) => {
      if (line.startsWith('{"port"')) settle((JSON.parse(line) as { port: number }).port);
    });
  });
}

async function listening(port: number): Promise<void> {
  const giveUpAt = Date.now() + START_WITHIN_MS;
  while (Date.now() < giveUpAt) {
    const isOpen = await new Promise<boolean>((settle) => {
      const socket = connect(port, "127.0.0.1", () => settle(true));
      socket.once("error", () => settle(false)).once("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await sleep(50);
  }
  throw new Error(`Nothing listens on port ${port}.`);
}
