/** Shows that what is here can be deployed: wrangler builds and packs it as for an upload, and uploads nothing. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("wrangler deploy --dry-run packs the Worker with its bindings", async () => {
  const folder = await mkdtemp(join(tmpdir(), "foyer-deploy-"));
  try {
    const wrangler = join("node_modules", ".bin", "wrangler");
    const { stdout } = await promisify(execFile)(wrangler, ["deploy", "--dry-run", "--outdir", folder]);
    expect(stdout).toContain("env.ROOMS (Room)");
    expect(stdout).toContain("env.ASSETS");
    expect(await readdir(folder)).toContain("worker.js");
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
