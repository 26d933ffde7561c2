/**
 * A real `workerd` with the Worker of this project, as a process that can be killed and started again on the same data.
 * Nothing is around it that could save data for it: no `wrangler dev`, no proxy.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { build } from "esbuild";

const ROOT = resolve(import.meta.dirname, "../../..");

/** Milliseconds: a busy machine takes its time to start a process. */
const START_WITHIN_MS = 30_000;

/** What all processes of a server share: its data, its bundle and its log. */
export interface Site {
  readonly folder: string;
  /** Every line that any of its processes printed, in order. */
  readonly lines: string[];
}

export interface Workerd {
  readonly port: number;
  readonly pid: number;
  /** Resolves with why it ended: a signal or an exit code. */
  readonly ended: Promise<string>;
  /** SIGKILL: no handler runs, nothing is flushed. Resolves when it is gone. */
  kill(): Promise<void>;
}

/** Of sites that were not removed. */
const folders = new Set<string>();
// If somebody stops the run by hand; otherwise `removeSite` has removed them.
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Settings as `[vars]` in wrangler.toml has them. */
export type Vars = Readonly<Record<string, number | string>>;

/** Bundles the Worker and makes a folder for its data. `entry`: the Worker's source; `parent`: of the folder. */
export async function makeSite(settings: Vars, entry = "src/edge/worker.ts", parent: string = tmpdir()): Promise<Site> {
  const folder = await mkdtemp(join(parent, "foyer-chaos-"));
  folders.add(folder);
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile: join(folder, "worker.js"),
    bundle: true,
    format: "esm",
    target: "es2024",
    external: ["cloudflare:*"],
    logLevel: "warning",
  });
  await writeFile(join(folder, "config.capnp"), configOf(join(folder, "data"), settings));
  await mkdir(join(folder, "data"));
  return { folder, lines: [] };
}

/** What the server must not log: a command that threw, and an exception that nobody caught. */
const FAULT = /command_failed|request_failed|uncaught exception|\*\*\*|fatal/i;
/** What the platform logs of bytes that are no WebSocket: they never reach the room as a frame. */
const BROKEN_WIRE = /WebSocket protocol error/;

/** The lines of a site's log that tell of a fault of the room or of the Worker. */
export function faultsOf({ lines }: Site): readonly string[] {
  return lines.filter((line) => FAULT.test(line) && !BROKEN_WIRE.test(line));
}

/** Removes the site's data. Its processes must have ended. */
export async function removeSite({ folder }: Site): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** Starts a process of `site` and resolves when it listens, on a port of its own choice. */
export async function startWorkerd({ folder, lines }: Site): Promise<Workerd> {
  // Without this, it does not log an exception that escapes from a handler of the room: see `faultsOf`.
  const args = ["serve", join(folder, "config.capnp"), "--control-fd=3", "--verbose"];
  const child = spawn(workerdPath(), args, { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const endWithUs = (): boolean => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const ended = new Promise<string>((settle) => {
    child.once("exit", (code, signal) => {
      process.off("exit", endWithUs);
      settle(signal ?? `exit code ${code}`);
    });
  });
  for (const output of [child.stdout, child.stderr]) {
    if (output !== null) createInterface(output).on("line", (line) => lines.push(line));
  }
  try {
    const port = await portOf(child, ended);
    return {
      port,
      pid: child.pid ?? 0,
      ended,
      async kill() {
        child.kill("SIGKILL");
        await ended;
      },
    };
  } catch (error) {
    child.kill("SIGKILL");
    throw new Error(`workerd did not start:\n${lines.slice(-20).join("\n")}`, { cause: error });
  }
}

/** The port that the process reports on its control pipe once it listens. */
function portOf(child: ChildProcess, ended: Promise<string>): Promise<number> {
  return new Promise((settle, reject) => {
    const late = setTimeout(() => reject(new Error("It took too long.")), START_WITHIN_MS);
    void ended.then((how) => reject(new Error(`It ended: ${how}.`)));
    createInterface(child.stdio[3] as Readable).on("line", (line) => {
      const { event, port } = JSON.parse(line) as { event: string; port?: number };
      if (event !== "listen" || port === undefined) return;
      clearTimeout(late);
      settle(port);
    });
  });
}

/** The binary that wrangler brings. */
function workerdPath(): string {
  const fromWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
  return (fromWrangler("workerd") as { default: string }).default;
}

/** workerd's own configuration: what `wrangler.toml` says, without the page. */
function configOf(data: string, settings: Vars): string {
  const toml = readFileSync(join(ROOT, "wrangler.toml"), "utf8");
  const [, date] = /^compatibility_date = "(.*)"$/m.exec(toml) ?? [];
  const [, flags = "[]"] = /^compatibility_flags = (\[.*\])$/m.exec(toml) ?? [];
  if (date === undefined) throw new Error("wrangler.toml must have a compatibility_date.");
  const vars = Object.entries(settings).map(
    ([name, value]) => `(name = "${name}", json = ${JSON.stringify(JSON.stringify(value))})`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .foyer),
    (name = "assets", worker = .assets),
    (name = "data", disk = (path = "${data}", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const foyer :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${date}",
  compatibilityFlags = ${flags},
  durableObjectNamespaces = [(className = "Room", uniqueKey = "foyer-rooms", enableSql = true)],
  durableObjectStorage = (localDisk = "data"),
  bindings = [
    (name = "ROOMS", durableObjectNamespace = "Room"),
    (name = "ASSETS", service = "assets"),
    ${vars.join(", ")}
  ],
);
const assets :Workerd.Worker = (
  serviceWorkerScript = "addEventListener('fetch', (event) => event.respondWith(new Response('no page here')));",
  compatibilityDate = "${date}",
);
`;
}
