/** A setting that docs/hosting.md does not name is one that no host finds. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readSettings, type SettingsEnv } from "../../src/room/settings.ts";

/** The names of all variables that a room reads. */
function settingNames(): readonly string[] {
  const names: string[] = [];
  const env: SettingsEnv = { SOCKETS_PER_ADDRESS: 256, HISTORY_LIMIT: 0 };
  const watched = new Proxy(env, {
    get(target, name) {
      names.push(String(name));
      const value: unknown = Reflect.get(target, name);
      return value;
    },
  });
  readSettings(watched);
  return names;
}

it("docs/hosting.md names every setting", () => {
  const page = readFileSync("docs/hosting.md", "utf8");
  expect(settingNames().filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

it("wrangler.toml sets only what a room reads", () => {
  const [, vars = ""] = readFileSync("wrangler.toml", "utf8").split("[vars]\n");
  const set = [...vars.matchAll(/^([A-Z_]+) = /gm)].map(([, name]) => name);
  expect(set).toContain("HISTORY_LIMIT");
  expect(settingNames()).toEqual(expect.arrayContaining(set));
});
