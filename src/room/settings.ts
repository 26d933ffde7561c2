/** Owns the settings of a host: `[vars]` in wrangler.toml, read once when a room starts. */
import { hasRateLimits, type RateLimitEnv } from "../protocol/address-limit.ts";

export interface Settings {
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  readonly socketsPerAddress: number;
  /** Newest messages kept; 0 keeps all. */
  readonly historyLimit: number;
  /** Whether any rate is limited; sizes and counts always are. */
  readonly rateLimits: boolean;
}

/** The variables by name; a number from wrangler.toml, a string from `--var`. */
export interface SettingsEnv extends RateLimitEnv {
  readonly MESSAGES_PER_SECOND: number | string;
  readonly MESSAGE_BURST: number | string;
  readonly SOCKETS_PER_ADDRESS: number | string;
  readonly HISTORY_LIMIT: number | string;
}

/** The settings in `env`. Throws an Error that names the variable where one is not what it may be. */
export function readSettings(env: SettingsEnv): Settings {
  return {
    messagesPerSecond: read(env, "MESSAGES_PER_SECOND", { above: 0 }),
    messageBurst: read(env, "MESSAGE_BURST", { least: 1 }),
    socketsPerAddress: read(env, "SOCKETS_PER_ADDRESS", { least: 1 }),
    historyLimit: read(env, "HISTORY_LIMIT", { least: 0 }),
    rateLimits: hasRateLimits(env),
  };
}

type NumberName = Exclude<keyof SettingsEnv, keyof RateLimitEnv>;

function read(env: SettingsEnv, name: NumberName, range: { above: number } | { least: number }): number {
  const given = env[name];
  const value = given === "" ? Number.NaN : Number(given); // a blank would count as 0
  const inRange = "above" in range ? value > range.above : value >= range.least && Number.isInteger(value);
  if (Number.isFinite(value) && inRange) return value;
  const rule = "above" in range ? `a number above ${range.above}` : `a whole number, ${range.least} or more`;
  throw new Error(`The setting ${name} must be ${rule}, and is ${JSON.stringify(given)}.`);
}
