/** Owns a real `wrangler dev` as a process of its own, on a free port and with its own data. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ServerOptions {
  /** Settings as for `--var`. Without others, rates are not limited: everybody comes from one address. */
  readonly vars?: Readonly<Record<string, string | number>>;
  /** A folder of data that outlives the server; without it, one of its own that does not. */
  readonly persistTo?: string;
  readonly port?: number;
}

export interface Server {
  readonly port: number;
  /** `http://localhost:<port>`. */
  readonly url: string;
  /** Everything printed so far. */
  log(): string;
  /**
   * Resolves once the log holds a line that matches `pattern`, from now on or already; rejects when the server ends.
   */
  logged(pattern: RegExp): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `wrangler dev` as `npm start` does, and resolves when it serves. */
export async function startServer({ vars = {}, persistTo, port: wanted }: ServerOptions = {}): Promise<Server> {
  const port = wanted ?? (await freePort());
  const data = persistTo ?? (await makeFolder());
  const settings = Object.entries({ RATE_LIMITS: "off", ...vars }).flatMap(([name, value]) => [
    "--var",
    `${name}:${value}`,
  ]);
  const args = ["--port", String(port), "--persist-to", data, "--inspector-port", "0", ...settings];
  const child = spawn(process.execPath, [join("scripts", "start.mjs"), ...args], {
    // A group of its own: it starts wrangler, which starts workerd, and all have to end.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CI: "true", NO_COLOR: "1" },
  });
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));

  function logged(pattern: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!pattern.test(log)) return;
        child.stdout.off("data", look);
        child.off("exit", fail);
        resolve();
      };
      const fail = (): void => reject(new Error(`wrangler dev ended before it logged ${String(pattern)}:\n${log}`));
      child.stdout.on("data", look);
      child.once("exit", fail);
      look();
    });
  }

  await logged(/Ready on/);
  return {
    port,
    url: `http://localhost:${port}`,
    log: () => log,
    logged,
    async stop() {
      await end(child);
      if (persistTo === undefined) await rm(data, { recursive: true, force: true });
    },
  };
}

/** A new folder for a server's data. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "foyer-"));
}

/** Asks the whole group to end, and insists if it does not: workerd has nothing to lose, SQLite is crash-safe. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return resolve();
    const group = -child.pid;
    const insist = setTimeout(() => process.kill(group, "SIGKILL"), 5_000);
    child.once("exit", () => {
      clearTimeout(insist);
      resolve();
    });
    process.kill(group, "SIGTERM");
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
