import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { serverUrl } from "../../support/browser/servers.ts";

test("npm start runs what these tests run", async () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(await readFile("package.json", "utf8"));
  expect(scripts["start"]).toBe("node scripts/start.mjs");
});

test.each([
  "/cdn-cgi/explorer",
  "/cdn-cgi/explorer/",
  "/cdn-cgi/explorer/api",
  "/cdn-cgi/explorer/api/workers/durable_objects/namespaces",
  "/cdn-cgi/local/explorer",
  "/cdn-cgi/local/explorer/",
  "/cdn-cgi/local/explorer/api",
  "/cdn-cgi/local/explorer/api/workers/durable_objects/namespaces",
  "/cdn-cgi/local/explorer/api/local/workers",
])("there is no database explorer at %s", async (path) => {
  const { host } = new URL(serverUrl());
  for (const name of [host, "localhost", "127.0.0.1"]) {
    const response = await fetch(serverUrl() + path, { headers: { Host: name } });
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: { code: "not_found", message: "There is nothing at this address." } },
    ]);
  }
});

test("the explorer's recorder answers no requests", async () => {
  const response = await fetch(`${serverUrl()}/cdn-cgi/local/explorer/api/local/observability/query`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sql: "SELECT 1" }),
  });
  expect(response.status).toBe(404);
});
