/**
 * `npm start` runs `wrangler dev` without its explorer, where anyone who can reach the port could read and write the SQL of every
 * room, and without the explorer's recording of requests and logs. Only environment variables turn them off, and a script can
 * set them on Windows too.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const folder = dirname(createRequire(import.meta.url).resolve("wrangler/package.json"));
const wrangler = spawn(process.execPath, [join(folder, "bin", "wrangler.js"), "dev", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, X_LOCAL_EXPLORER: "false", X_LOCAL_OBSERVABILITY: "false" },
});

// Ctrl+C reaches wrangler directly; a signal to this process alone is passed on. This process ends after wrangler.
process.on("SIGINT", () => wrangler.kill("SIGINT"));
process.on("SIGTERM", () => wrangler.kill("SIGTERM"));
wrangler.on("exit", (code) => process.exit(code ?? 1));
