import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ServerOptions {
  /** Settings, as for `--var`. Rates are not limited by default, as all visitors have one address. */
  readonly vars?: Readonly<Record<string, string | number>>;
  /** A data folder that is kept. Without it, the server gets a temporary one. */
  readonly persistTo?: string;
  readonly port?: number;
}

export interface Server {
  readonly port: number;
  /** `http://localhost:<port>`. */
  readonly url: string;
  /** All output so far. */
  log(): string;
  /** Resolves once the log matches `pattern`, which may be at once; rejects if the server ends. */
  logged(pattern: RegExp): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `wrangler dev` like `npm start`, in a process of its own. Resolves when it is ready. */
export async function startServer({ vars = {}, persistTo, port: wanted }: ServerOptions = {}): Promise<Server> {
  const port = wanted ?? (await freePort());
  const data = persistTo ?? (await makeFolder());
  const settings = Object.entries({ RATE_LIMITS: "off", ...vars }).flatMap(([name, value]) => [
    "--var",
    `${name}:${value}`,
  ]);
  const args = ["--port", String(port), "--persist-to", data, "--inspector-port", "0", ...settings];
  const child = spawn(process.execPath, [join("scripts", "start.mjs"), ...args], {
    // A process group, as the script starts wrangler, which starts workerd, and all must end.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CI: "true", NO_COLOR: "1" },
  });
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));

  function logged(pattern: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (!pattern.test(log)) return;
        child.stdout.off("data", check);
        child.off("exit", fail);
        resolve();
      };
      const fail = (): void => reject(new Error(`wrangler dev ended before it logged ${String(pattern)}:\n${log}`));
      child.stdout.on("data", check);
      child.once("exit", fail);
      check();
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

/** Ends the process group, by force if necessary: workerd has nothing to lose, as SQLite survives crashes. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return resolve();
    const group = -child.pid;
    const force = setTimeout(() => process.kill(group, "SIGKILL"), 5_000);
    child.once("exit", () => {
      clearTimeout(force);
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
