/** A change of any file that the service worker keeps, or of its headers, changes the version. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shellOf } from "../../scripts/shell.mjs";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foyer-shell-"));
  await mkdir(join(folder, "icons"));
  for (const file of ["index.html", "_headers", "icons/foyer.svg"]) await writeFile(join(folder, file), "before");
});

afterAll(() => rm(folder, { recursive: true }));

function built(name: string, text: string) {
  return { path: join(folder, "app", name), contents: Buffer.from(text) };
}

const FILES = () => [built("main.js", "1"), built("main.js.map", "2"), built("chunks/data-AB.js", "3")];

describe("the shell", () => {
  it("has the page, its scripts and icons, without source maps and emoji", () => {
    expect(shellOf(folder, FILES()).files).toEqual(["/", "/app/main.js", "/icons/foyer.svg"]);
  });

  it("has another version after any change, including the headers", async () => {
    const versions = [shellOf(folder, FILES()).version];
    for (const file of ["index.html", "_headers", "icons/foyer.svg"]) {
      await writeFile(join(folder, file), "after");
      versions.push(shellOf(folder, FILES()).version);
    }
    versions.push(shellOf(folder, [built("main.js", "another"), ...FILES().slice(1)]).version);
    expect(new Set(versions).size).toBe(5);
    expect(shellOf(folder, FILES()).version).toBe(versions[3]);
  });
});
