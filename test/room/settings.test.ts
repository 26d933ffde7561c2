/** Shows which settings of a host are read, and which are refused by name. */
import { describe, expect, it } from "vitest";
import { readSettings, type SettingsEnv } from "../../src/room/settings.ts";

const ENV: SettingsEnv = { MESSAGES_PER_SECOND: 2, MESSAGE_BURST: 10, SOCKETS_PER_ADDRESS: 256, HISTORY_LIMIT: 0 };

describe("settings", () => {
  it("are numbers in wrangler.toml and strings from the command line", () => {
    const settings = {
      messagesPerSecond: 2,
      messageBurst: 10,
      socketsPerAddress: 256,
      historyLimit: 0,
      rateLimits: true,
    };
    expect(readSettings(ENV)).toEqual(settings);
    expect(readSettings({ ...ENV, MESSAGES_PER_SECOND: "2", HISTORY_LIMIT: " 0 " })).toEqual(settings);
    expect(readSettings({ ...ENV, MESSAGES_PER_SECOND: "0.5" }).messagesPerSecond).toBe(0.5);
    expect(readSettings({ ...ENV, SOCKETS_PER_ADDRESS: 1, MESSAGE_BURST: 1 })).toMatchObject({
      socketsPerAddress: 1,
      messageBurst: 1,
    });
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
    ["MESSAGE_BURST", 0, "a whole number, 1 or more"],
    ["MESSAGE_BURST", 1.5, "a whole number, 1 or more"],
    ["SOCKETS_PER_ADDRESS", -1, "a whole number, 1 or more"],
    ["SOCKETS_PER_ADDRESS", "many", "a whole number, 1 or more"],
    ["HISTORY_LIMIT", -1, "a whole number, 0 or more"],
    ["HISTORY_LIMIT", "1e400", "a whole number, 0 or more"],
  ])("%s of %j is refused: it must be %s", (name, value, rule) => {
    expect(() => readSettings({ ...ENV, [name]: value })).toThrow(`The setting ${name} must be ${rule}`);
  });
});
