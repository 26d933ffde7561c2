/** Owns how the tests run: plain ones in Node, those of the Worker and its rooms in workerd, those of the page in a browser. */
import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const WORKERD = "test/**/*.workerd.test.ts";
const BROWSER = "test/browser/**/*.test.ts";
const CHAOS = ["test/chaos/**/*.test.ts", "test/fuzz/**/*.test.ts", "test/attack/attack.test.ts"];

/** Milliseconds: a busy machine is no failure. */
const TIMEOUT = 20_000;

/** Begins with the file that waits until a room is asleep: that takes a clock, and leaves the cores to the others. */
class SleeperFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- no array's
    const sorted = await super.sort(files);
    return [...sorted.filter(isSleeper), ...sorted.filter((file) => !isSleeper(file))];
  }
}

function isSleeper({ moduleId }: TestSpecification): boolean {
  return moduleId.endsWith("/hibernation.test.ts");
}

export default defineConfig({
  test: {
    sequence: { sequencer: SleeperFirst },
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
        // Everybody comes from one address.
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: { bindings: { RATE_LIMITS: "off" } },
          }),
        ],
        test: { name: "workerd", include: [WORKERD], exclude: [BROWSER], testTimeout: TIMEOUT },
      },
      {
        // Each starts a real workerd and keeps it busy: one after the other.
        test: { name: "chaos", include: CHAOS, fileParallelism: false, testTimeout: TIMEOUT, hookTimeout: 60_000 },
      },
      {
        // All files share a browser and two servers. Three at a time: what one waits for, two others have the cores for.
        test: {
          name: "browser",
          include: [BROWSER],
          globalSetup: "test/browser/setup.ts",
          maxWorkers: 3,
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
