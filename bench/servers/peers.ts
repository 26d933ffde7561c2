/** Owns the packages of the peers: a package of their own, which is installed when they are first measured. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const FOLDER = resolve(import.meta.dirname, "../peers");

/** Installs what `bench/peers/package-lock.json` says, unless it was. Throws where npm fails. */
export function installPeers(): void {
  if (existsSync(resolve(FOLDER, "node_modules/.package-lock.json"))) return;
  console.error("Installing the servers to compare with …");
  const { status } = spawnSync("npm", ["ci", "--no-audit"], { cwd: FOLDER, stdio: "inherit" });
  if (status !== 0) throw new Error("The servers to compare with could not be installed.");
}
