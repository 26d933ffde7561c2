/** Starts and removes a measured server, which is a process of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { DialectName } from "../load/clients/dialects.ts";
import { onCore } from "./cores.ts";
import { SERVERS, type ServerName } from "./servers.ts";

const BENCH = resolve(import.meta.dirname, "..");
const START_WITHIN_MS = 30_000;

export interface Server {
  readonly name: ServerName;
  readonly dialect: DialectName;
  readonly port: number;
  readonly pid: number;
  /** Its data, including the room's SQLite file. */
  readonly folder: string;
  /** Ends the process. The data stays until `remove`. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** A new folder for data, in memory if the system has such a file system: otherwise the disk would be measured too. */
function newFolder(parent = existsSync("/dev/shm") ? "/dev/shm" : tmpdir()): string {
  return mkdtempSync(join(parent, "foyer-bench-"));
}

/** Starts a server, and resolves when it accepts connections. `folder` can have the data of an earlier process. */
export async function startServer(name: ServerName, folder = newFolder()): Promise<Server> {
  const { kind, dialect, source } = SERVERS[name];
  const file = join(BENCH, source);
  const freePort = kind === "node" ? await findPort() : 0;
  const script = kind === "node" ? [file, String(freePort)] : [join(BENCH, "servers/worker.ts"), file, folder, kind];
  const [command, ...args] = onCore("server", [process.execPath, ...script]);
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((settle) => void child.once("exit", () => settle()));
  const port = kind === "node" ? freePort : await portOf(child);
  await accepting(port);
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

async function accepting(port: number): Promise<void> {
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
