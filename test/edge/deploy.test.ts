import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import {
  NEW_ROOMS_PER_MINUTE,
  NEW_SOCKETS_PER_MINUTE,
  UNREAD_QUESTIONS_PER_MINUTE,
} from "../../src/protocol/limits.ts";

test("wrangler deploy --dry-run packs the Worker with its bindings", async () => {
  const folder = await mkdtemp(join(tmpdir(), "foyer-deploy-"));
  try {
    const wrangler = join("node_modules", ".bin", "wrangler");
    const { stdout } = await promisify(execFile)(wrangler, ["deploy", "--dry-run", "--outdir", folder]);
    expect(stdout).toContain("env.ROOMS (Room)");
    expect(stdout).toContain("env.ASSETS");
    // The stand-ins of the limits count as many as the platform does.
    for (const [name, perMinute] of [
      ["NEW_SOCKETS", NEW_SOCKETS_PER_MINUTE],
      ["UNREAD_QUESTIONS", UNREAD_QUESTIONS_PER_MINUTE],
      ["NEW_ROOMS", NEW_ROOMS_PER_MINUTE],
    ]) {
      expect(stdout).toContain(`env.${name} (${perMinute} requests/60s)`);
    }
    expect(await readdir(folder)).toContain("worker.js");
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
