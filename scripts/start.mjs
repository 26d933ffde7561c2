/**
 * `npm start`: wrangler's own server without its explorer, through which anyone who reaches the port could read and write every
 * room's SQL, and without the recorder of requests and logs that belongs to it. Only environment variables turn them off, and
 * a script is the way to set those that works on Windows too.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const folder = dirname(createRequire(import.meta.url).resolve("wrangler/package.json"));
const wrangler = spawn(process.execPath, [join(folder, "bin", "wrangler.js"), "dev", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, X_LOCAL_EXPLORER: "false", X_LOCAL_OBSERVABILITY: "false" },
});

// Ctrl+C reaches wrangler by itself; what is sent to this process alone is passed on. This one ends when wrangler has.
process.on("SIGINT", () => wrangler.kill("SIGINT"));
process.on("SIGTERM", () => wrangler.kill("SIGTERM"));
wrangler.on("exit", (code) => process.exit(code ?? 1));
