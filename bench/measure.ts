/** Measures a load on a server, each in a process of its own. Both are ended afterwards, also after an error. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Loads } from "./load/main.ts";
import { onCore } from "./servers/cores.ts";
import { fillRoom } from "./servers/fill.ts";
import type { ServerName } from "./servers/servers.ts";
import { startServer, type Server } from "./servers/server.ts";

/** The options of a load that come from the server, not from the caller. */
type ServerOptions = "port" | "pid" | "dialect" | "folder";
type Options<Name extends keyof Loads> = Omit<Parameters<Loads[Name]>[0], ServerOptions>;
type Result<Name extends keyof Loads> = Awaited<ReturnType<Loads[Name]>>;

/** Puts a load on a new server, and returns its figures. */
export async function measure<Name extends keyof Loads>(
  server: ServerName,
  load: Name,
  options: Options<Name>,
): Promise<Result<Name>> {
  return await putLoad(await startServer(server), load, options);
}

/** Puts a load on a new Foyer server whose room has this many messages, and returns its figures. */
export async function measureFilled<Name extends keyof Loads>(
  messages: number,
  load: Name,
  options: Options<Name>,
): Promise<Result<Name>> {
  const empty = await startServer("foyer");
  try {
    await runLoad(empty, "visit", { visits: 1 }); // creates the room
    await empty.stop();
    fillRoom(empty.folder, messages);
  } catch (error) {
    await empty.remove();
    throw error;
  }
  return await putLoad(await startServer("foyer", empty.folder), load, options);
}

/** Puts a load on a running server, then removes the server. */
async function putLoad<Name extends keyof Loads>(
  server: Server,
  load: Name,
  options: Options<Name>,
): Promise<Result<Name>> {
  try {
    return await runLoad(server, load, options);
  } finally {
    await server.remove();
  }
}

/** Throws if the load's process fails. It has printed the reason. */
async function runLoad<Name extends keyof Loads>(
  { name, port, pid, dialect, folder }: Server,
  load: Name,
  options: Options<Name>,
): Promise<Result<Name>> {
  const all = JSON.stringify({ ...options, port, pid, dialect, folder });
  const [command, ...args] = onCore("load", [process.execPath, join(import.meta.dirname, "load/main.ts"), load, all]);
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((settle) => void child.once("close", settle));
  if (code !== 0) throw new Error(`The load ${load} on ${name} failed.`);
  return JSON.parse(output) as Result<Name>;
}
