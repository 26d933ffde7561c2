/**
 * A process that runs a Worker in miniflare, without the proxy of `wrangler dev`, until its standard input ends. Its arguments
 * are the Worker's source, the folder for its data, and its kind (`servers.ts`). It prints its port.
 */
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare, type V4MiniflareOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions as optionsOf } from "wrangler";

const ROOT = resolve(import.meta.dirname, "../..");

/** Limits that no load reaches, because all of it comes from one address. The rest is as in wrangler.toml. */
const RAISED = {
  MESSAGES_PER_SECOND: 1e9,
  MESSAGE_BURST: 1e9,
  SOCKETS_PER_ADDRESS: 1e9,
  UNCONFIRMED_MAX_BYTES: 1e12,
  RATE_LIMITS: "off",
};

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    logLevel: "warning",
  });
  const [{ text } = { text: "" }] = outputFiles;
  return text;
}

/** The options in wrangler.toml, also for the peers, whose object has the same binding. Only the assets can be left out. */
async function optionsFor(source: string, data: string, kind: string): Promise<V4MiniflareOptions> {
  // esbuild has resolved the modules already.
  const { modulesRules: _, assets, ...deployed } = optionsOf(join(ROOT, "wrangler.toml")).workerOptions;
  const options = {
    ...deployed,
    ...(kind === "worker with assets" && assets !== undefined && { assets }),
    host: "127.0.0.1",
    port: 0,
    resourcePersistencePath: data,
    modules: true,
    script: await bundle(source),
    bindings: { ...(deployed["bindings"] as object), ...RAISED },
  };
  return options as unknown as V4MiniflareOptions; // wrangler's type of this result has no fields
}

const [source = "", data = "", kind = ""] = process.argv.slice(2);
const miniflare = new Miniflare(convertV4MiniflareOptions(await optionsFor(source, data, kind)));
const { port } = await miniflare.ready;
console.log(JSON.stringify({ port: Number(port) }));
process.stdin.resume().once("end", () => void miniflare.dispose());
