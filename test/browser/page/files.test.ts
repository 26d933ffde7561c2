import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { serverUrl } from "../../support/browser/servers.ts";

const FOR_GOOD = "public, max-age=31536000, immutable";

async function aChunk(): Promise<string> {
  const name = (await readdir("public/app/chunks")).find((file) => file.endsWith(".js"));
  if (name === undefined) throw new Error("A build has chunks.");
  return `/app/chunks/${name}`;
}

test("a chunk is cached for good, and revalidating it answers that it is unchanged", async () => {
  const response = await fetch(serverUrl() + (await aChunk()));
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, FOR_GOOD]);
  const condition = { "If-None-Match": response.headers.get("etag") ?? "" };
  expect((await fetch(serverUrl() + (await aChunk()), { headers: condition })).status).toBe(304);
});

test.each(["/app/main.js", "/app/foyer.css", "/app/service-worker.js", "/icons/foyer.svg", "/"])(
  "%s, whose name stays, is asked for again each time",
  async (path) => {
    const { status, headers } = await fetch(serverUrl() + path);
    expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=0, must-revalidate"]);
  },
);

test.each([
  "/app/chunks/gone-AAAAAAAA.js",
  "/app/chunks/",
  "/app/chunks",
  "/app/chunks/%E4%A",
  "/app/chunks/a/b",
  "/app/gone.js",
  "/app/",
  "/icons/gone.png",
  "/_headers",
])("%s is not a file: the answer is 404 and is not cached", async (path) => {
  for (const method of ["GET", "HEAD", "POST"]) {
    const { status, headers } = await fetch(serverUrl() + path, { method });
    expect([method, status, headers.get("cache-control")]).toEqual([method, 404, "no-store"]);
  }
  const page = await fetch(serverUrl() + path, { headers: { Accept: "text/html" } });
  expect([page.status, page.headers.get("cache-control")]).toEqual([404, "public, max-age=0, must-revalidate"]);
});

test("a misspelt chunk address is not found, and is not redirected, which browsers would cache for good", async () => {
  const path = await aChunk();
  const spelt = path.replace(/[^/]+$/, (name) => `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`);
  expect(decodeURIComponent(spelt)).toBe(path);
  const { status, headers } = await fetch(serverUrl() + spelt, { redirect: "manual" });
  expect([status, headers.get("cache-control")]).toEqual([404, "no-store"]);
});
