/**
 * A process that serves one Worker through miniflare, without the proxy that `wrangler dev` puts in front of it, until its
 * standard input ends. Arguments: the Worker's source, the folder for its data, and its kind (`server.ts`). It prints its port.
 */
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare, type V4MiniflareOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions as optionsOf } from "wrangler";

const ROOT = resolve(import.meta.dirname, "../..");

/** Limits that no load reaches, which all comes from one address; everything else is as in wrangler.toml. */
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

/** As wrangler.toml has it, peers too: their object is bound as Foyer's is. Only the assets may be left out. */
async function optionsFor(source: string, data: string, kind: string): Promise<V4MiniflareOptions> {
  // How modules are found is esbuild's affair here.
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
  return options as unknown as V4MiniflareOptions; // wrangler's type of its own result has lost its fields
}

const [source = "", data = "", kind = ""] = process.argv.slice(2);
const miniflare = new Miniflare(convertV4MiniflareOptions(await optionsFor(source, data, kind)));
const { port } = await miniflare.ready;
console.log(JSON.stringify({ port: Number(port) }));
process.stdin.resume().once("end", () => void miniflare.dispose());
