/** Installs the servers to compare with. They are an npm package of their own, installed before the first measurement. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const FOLDER = resolve(import.meta.dirname, "../peers");

/** Installs `bench/peers/package-lock.json`, unless it is installed. Throws if npm fails. */
export function installPeers(): void {
  if (existsSync(resolve(FOLDER, "node_modules/.package-lock.json"))) return;
  console.error("Installing the servers to compare with …");
  const { status } = spawnSync("npm", ["ci", "--no-audit"], { cwd: FOLDER, stdio: "inherit" });
  if (status !== 0) throw new Error("The servers to compare with could not be installed.");
}
