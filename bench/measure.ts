/** Owns how one figure is measured: a server, a load on it in another process, and both ended, whatever happened. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Loads } from "./load/main.ts";
import { onCore } from "./servers/cores.ts";
import { fillRoom } from "./servers/fill.ts";
import type { ServerName } from "./servers/servers.ts";
import { startServer, type Server } from "./servers/server.ts";

/** What a load is told by the rig, and not by whoever measures. */
type Told = "port" | "pid" | "dialect" | "folder";
type Options<Name extends keyof Loads> = Omit<Parameters<Loads[Name]>[0], Told>;
type Result<Name extends keyof Loads> = Awaited<ReturnType<Loads[Name]>>;

/** Puts a load on a fresh server, and returns its figures. */
export async function measure<Name extends keyof Loads>(
  server: ServerName,
  load: Name,
  options: Options<Name>,
): Promise<Result<Name>> {
  return await putLoad(await startServer(server), load, options);
}

/** Puts a load on Foyer with a room of so many messages, just started, and returns its figures. */
export async function measureFilled<Name extends keyof Loads>(
  messages: number,
  load: Name,
  options: Options<Name>,
): Promise<Result<Name>> {
  const empty = await startServer("foyer");
  try {
    await runLoad(empty, "visit", { visits: 1 }); // which makes the room
    await empty.stop();
    fillRoom(empty.folder, messages);
  } catch (error) {
    await empty.remove();
    throw error;
  }
  return await putLoad(await startServer("foyer", empty.folder), load, options);
}

/** Puts a load on a server that runs, and removes the server. */
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

/** Throws where the load process fails, which has said why. */
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
