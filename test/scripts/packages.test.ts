/** npm checks the hash of every package on every platform, and uses the registry that the user has set. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

interface Lock {
  readonly packages: Readonly<Record<string, { version?: string; integrity?: string; resolved?: string }>>;
}

test.each(["package-lock.json", "bench/peers/package-lock.json", "bench/page/lighthouse/package-lock.json"])(
  "each package in %s has a hash, and no address of a registry",
  async (path) => {
    const { packages }: Lock = JSON.parse(await readFile(path, "utf8"));
    const entries = Object.entries(packages).filter(([name]) => name !== ""); // our own
    expect(entries.length).toBeGreaterThan(10);
    const wrong = entries.filter(
      ([, { version, integrity, resolved }]) =>
        version === undefined || !/^sha512-[\w+/]{86}==$/.test(integrity ?? "") || resolved !== undefined,
    );
    expect(wrong.map(([name]) => name)).toEqual([]);
  },
);

test("each direct dependency is pinned exactly", async () => {
  const {
    dependencies,
    devDependencies,
  }: Record<string, Record<string, string>> = JSON.parse(await readFile("package.json", "utf8"));
  const ranges = Object.values({ ...dependencies, ...devDependencies });
  expect(ranges.filter((range) => !/^(?:npm:[^ ]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(range))).toEqual([]);
});
