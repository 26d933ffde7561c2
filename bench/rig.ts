/** Owns how one figure is measured: a server, a load on it in another process, and both ended, whatever happened. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Loads } from "./load/main.ts";
import { onCore, startServer, type Server, type ServerName } from "./servers/server.ts";

type Options<Name extends keyof Loads> = Omit<Parameters<Loads[Name]>[0], "port" | "pid" | "dialect">;
type Figures<Name extends keyof Loads> = Awaited<ReturnType<Loads[Name]>>;

/** Puts a load on a fresh server, and returns its figures. */
export async function measure<Name extends keyof Loads>(
  server: ServerName,
  load: Name,
  options: Options<Name>,
  folder?: string,
): Promise<Figures<Name>> {
  const running = await startServer(server, folder);
  try {
    return await putLoad(running, load, options);
  } finally {
    await running.remove();
  }
}

/** Puts a load on a server that runs. Throws where the load process fails, which has said why. */
export async function putLoad<Name extends keyof Loads>(
  { name, port, pid, dialect }: Server,
  load: Name,
  options: Options<Name>,
): Promise<Figures<Name>> {
  const all = JSON.stringify({ ...options, port, pid, dialect });
  const [command, ...args] = onCore("load", [process.execPath, join(import.meta.dirname, "load/main.ts"), load, all]);
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((settle) => void child.once("close", settle));
  if (code !== 0) throw new Error(`The load ${load} on ${name} failed.`);
  return JSON.parse(output) as Figures<Name>;
}
