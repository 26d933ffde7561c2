import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { RATES, readSettings, type SettingsEnv } from "../../src/room/settings.ts";

const ENV: SettingsEnv = { SOCKETS_PER_ADDRESS: 256, HISTORY_LIMIT: 0 };

describe("settings", () => {
  it("are numbers in wrangler.toml and strings from the command line", () => {
    const settings = readSettings({ ...ENV, MESSAGES_PER_SECOND: 3, MESSAGE_BURST: 11 });
    expect(settings).toMatchObject({ socketsPerAddress: 256, historyLimit: 0, rateLimits: true });
    expect(settings.unconfirmedMaxBytes).toBe(32 * 1_024 * 1_024);
    expect(settings.rates.messages).toEqual({ perSecond: 3, burst: 11 });
    expect(readSettings({ ...ENV, MESSAGES_PER_SECOND: "3", MESSAGE_BURST: "11", HISTORY_LIMIT: " 0 " })).toEqual(
      settings,
    );
    expect(readSettings({ ...ENV, PAGES_PER_SECOND: "0.5" }).rates.pages.perSecond).toBe(0.5);
    expect(readSettings({ ...ENV, SOCKETS_PER_ADDRESS: 1, PAGE_BURST: 1 })).toMatchObject({ socketsPerAddress: 1 });
    expect(readSettings({ ...ENV, UNCONFIRMED_MAX_BYTES: 8_388_608 }).unconfirmedMaxBytes).toBe(8_388_608);
  });

  it("have the defaults that are documented where they are missing", () => {
    const { rates } = readSettings(ENV);
    expect(rates).toMatchObject({
      messages: { perSecond: 2, burst: 10 },
      addressChanges: { perSecond: 2, burst: 60 },
      roomChanges: { perSecond: 50, burst: 1_000 },
    });
    const documented = readFileSync("docs/hosting.md", "utf8");
    for (const { perSecond, burst } of Object.values(RATES)) {
      const row = documented.split("\n").find((line) => line.includes(`\`${perSecond[0]}\`, \`${burst[0]}\``));
      const cells = row?.split("|").map((cell) => cell.trim());
      expect(cells?.slice(2, 4)).toEqual([`${perSecond[1]}`, burst[1].toLocaleString("en")]);
    }
  });

  it("may lift every rate limit", () => {
    expect(readSettings({ ...ENV, RATE_LIMITS: "off" }).rateLimits).toBe(false);
    expect(readSettings({ ...ENV, RATE_LIMITS: "on" }).rateLimits).toBe(true);
  });

  it.each(["", "OFF", "false", "0", " off", "none"])("RATE_LIMITS of %j is refused: it must be on or off", (value) => {
    expect(() => readSettings({ ...ENV, RATE_LIMITS: value })).toThrow('The setting RATE_LIMITS must be "on" or "off"');
  });

  it.each([
    ["MESSAGES_PER_SECOND", 0, "a number above 0"],
    ["MESSAGES_PER_SECOND", "fast", "a number above 0"],
    ["MESSAGES_PER_SECOND", Number.POSITIVE_INFINITY, "a number above 0"],
    ["ADDRESS_CHANGE_BURST", 0, "a whole number, 1 or more"],
    ["ROOM_CHANGES_PER_SECOND", "", "a number above 0"],
    ["MEMBERS_LIMIT", 1.5, "a whole number, 0 or more"],
    ["MESSAGE_BURST", 0, "a whole number, 1 or more"],
    ["MESSAGE_BURST", 1.5, "a whole number, 1 or more"],
    ["UNCONFIRMED_MAX_BYTES", 8_388_607, "a whole number, 8388608 or more"],
    ["SOCKETS_PER_ADDRESS", -1, "a whole number, 1 or more"],
    ["SOCKETS_PER_ADDRESS", "many", "a whole number, 1 or more"],
    ["HISTORY_LIMIT", -1, "a whole number, 0 or more"],
    ["HISTORY_LIMIT", "1e400", "a whole number, 0 or more"],
  ])("%s of %j is refused: it must be %s", (name, value, rule) => {
    expect(() => readSettings({ ...ENV, [name]: value })).toThrow(`The setting ${name} must be ${rule}`);
  });
});
