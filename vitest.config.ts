/** Owns how the tests run: plain ones in Node, those of the Worker and its rooms in workerd, those of the page in a browser. */
import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

const WORKERD = "test/**/*.workerd.test.ts";
const BROWSER = "test/browser/**/*.test.ts";
const CHAOS = ["test/chaos/**/*.test.ts", "test/fuzz/**/*.test.ts"];

/** Milliseconds: a busy machine is no failure. */
const TIMEOUT = 20_000;

export default defineConfig({
  test: {
    silent: "passed-only", // a room logs what it does
    maxWorkers: 4, // more than a small machine has cores: many tests wait for a room's second to pass
    projects: [
      {
        test: {
          name: "node",
          setupFiles: "test/support/client/words.ts",
          include: ["test/**/*.test.ts"],
          exclude: [WORKERD, BROWSER, ...CHAOS],
          testTimeout: TIMEOUT,
        },
      },
      {
        // Bindings and settings are those of the project itself; a test that needs other settings has `withSettings`.
        plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
        test: { name: "workerd", include: [WORKERD], exclude: [BROWSER], testTimeout: TIMEOUT },
      },
      {
        // Each starts a real workerd and keeps it busy: one after the other.
        test: { name: "chaos", include: CHAOS, fileParallelism: false, testTimeout: TIMEOUT, hookTimeout: 60_000 },
      },
      {
        // One server serves all files, two of them at a time, each with a browser of its own.
        test: {
          name: "browser",
          include: [BROWSER],
          globalSetup: "test/browser/setup.ts",
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
