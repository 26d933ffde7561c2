/** A host's settings: `[vars]` in wrangler.toml, read once when a room starts. */
import { hasRateLimits, type RateLimitEnv } from "../protocol/shared/address-limit.ts";
import type { Rate } from "../protocol/shared/token-bucket.ts";

/**
 * Every rate limit of a room: its two settings and their defaults. `address` in a name: for everything from one address
 * (an IPv4 address, an IPv6 /64). The reasons are in docs/hosting.md.
 */
export const RATES = {
  /** Messages and other changes of one member. */
  messages: { perSecond: ["MESSAGES_PER_SECOND", 2], burst: ["MESSAGE_BURST", 10] },
  /** Changes of newcomers and guests. Members who spoke here on an earlier day do not count. */
  addressChanges: { perSecond: ["ADDRESS_CHANGES_PER_SECOND", 2], burst: ["ADDRESS_CHANGE_BURST", 60] },
  /** Changes of those members: keys that each said one thing a day ago must not use up a room. */
  addressKnownChanges: {
    perSecond: ["ADDRESS_KNOWN_CHANGES_PER_SECOND", 20],
    burst: ["ADDRESS_KNOWN_CHANGE_BURST", 400],
  },
  /** Changes of everybody. Newcomers and guests together get at most half of it. */
  roomChanges: { perSecond: ["ROOM_CHANGES_PER_SECOND", 50], burst: ["ROOM_CHANGE_BURST", 1_000] },
  reactions: { perSecond: ["REACTIONS_PER_SECOND", 1], burst: ["REACTION_BURST", 10] },
  addressReactions: { perSecond: ["ADDRESS_REACTIONS_PER_SECOND", 20], burst: ["ADDRESS_REACTION_BURST", 200] },
  pages: { perSecond: ["PAGES_PER_SECOND", 5], burst: ["PAGE_BURST", 50] },
  addressPages: { perSecond: ["ADDRESS_PAGES_PER_SECOND", 30], burst: ["ADDRESS_PAGE_BURST", 500] },
  searches: { perSecond: ["SEARCHES_PER_SECOND", 1], burst: ["SEARCH_BURST", 10] },
  addressSearches: { perSecond: ["ADDRESS_SEARCHES_PER_SECOND", 5], burst: ["ADDRESS_SEARCH_BURST", 50] },
  /** Read markers that are stored: each is a row that the host pays for. */
  readMarks: { perSecond: ["READ_MARKS_PER_SECOND", 1], burst: ["READ_MARK_BURST", 10] },
  addressReadMarks: { perSecond: ["ADDRESS_READ_MARKS_PER_SECOND", 2], burst: ["ADDRESS_READ_MARK_BURST", 300] },
  /** Verifying a signature is work. A school that reconnects is one address. */
  addressHellos: { perSecond: ["ADDRESS_HELLOS_PER_SECOND", 10], burst: ["ADDRESS_HELLO_BURST", 1_024] },
  addressBadSignatures: {
    perSecond: ["ADDRESS_BAD_SIGNATURES_PER_SECOND", 0.1],
    burst: ["ADDRESS_BAD_SIGNATURE_BURST", 30],
  },
  /** Names that no key has held here before: each is a row as well. */
  addressNames: { perSecond: ["ADDRESS_NAMES_PER_SECOND", 0.5], burst: ["ADDRESS_NAME_BURST", 120] },
} as const;

export type RateName = keyof typeof RATES;
type RateSetting = (typeof RATES)[RateName]["perSecond" | "burst"][0];

/** 32 MiB: with what the platform adds, a room stays far below its 128 MB on Cloudflare. */
const UNCONFIRMED_MAX_BYTES = 32 * 1024 * 1024;
/** 8 MiB: with less, a few people could not load a page of long messages at the same time. */
const UNCONFIRMED_LEAST_BYTES = 8 * 1024 * 1024;

export interface Settings {
  readonly rates: Readonly<Record<RateName, Rate>>;
  /** Whether rates are limited at all. Off for benchmarks, tests and closed networks in which everybody has the same address. */
  readonly rateLimits: boolean;
  readonly socketsPerAddress: number;
  /** Bytes that all sockets of a room together may have unconfirmed. */
  readonly unconfirmedMaxBytes: number;
  /** How many of the newest messages are kept; 0 keeps all. */
  readonly historyLimit: number;
  /** How many members are remembered, those who were here last: their names, read markers and first message; 0 remembers all. */
  readonly membersLimit: number;
}

/** The variables by name; a number from wrangler.toml, a string from `--var`. The optional ones have defaults. */
export interface SettingsEnv extends RateLimitEnv, Partial<Readonly<Record<RateSetting, number | string>>> {
  readonly SOCKETS_PER_ADDRESS: number | string;
  readonly UNCONFIRMED_MAX_BYTES?: number | string;
  readonly HISTORY_LIMIT: number | string;
  readonly MEMBERS_LIMIT?: number | string;
}

/** The settings in `env`. Throws an Error that names the variable if its value is not allowed. */
export function readSettings(env: SettingsEnv): Settings {
  const rateOf = ({ perSecond, burst }: (typeof RATES)[RateName]): Rate => ({
    perSecond: read(perSecond[0], env[perSecond[0]] ?? perSecond[1], { above: 0 }),
    burst: read(burst[0], env[burst[0]] ?? burst[1], { least: 1 }),
  });
  return {
    rates: {
      messages: rateOf(RATES.messages),
      addressChanges: rateOf(RATES.addressChanges),
      addressKnownChanges: rateOf(RATES.addressKnownChanges),
      roomChanges: rateOf(RATES.roomChanges),
      reactions: rateOf(RATES.reactions),
      addressReactions: rateOf(RATES.addressReactions),
      pages: rateOf(RATES.pages),
      addressPages: rateOf(RATES.addressPages),
      searches: rateOf(RATES.searches),
      addressSearches: rateOf(RATES.addressSearches),
      readMarks: rateOf(RATES.readMarks),
      addressReadMarks: rateOf(RATES.addressReadMarks),
      addressHellos: rateOf(RATES.addressHellos),
      addressBadSignatures: rateOf(RATES.addressBadSignatures),
      addressNames: rateOf(RATES.addressNames),
    },
    rateLimits: hasRateLimits(env),
    socketsPerAddress: read("SOCKETS_PER_ADDRESS", env.SOCKETS_PER_ADDRESS, { least: 1 }),
    unconfirmedMaxBytes: read("UNCONFIRMED_MAX_BYTES", env.UNCONFIRMED_MAX_BYTES ?? UNCONFIRMED_MAX_BYTES, {
      least: UNCONFIRMED_LEAST_BYTES,
    }),
    historyLimit: read("HISTORY_LIMIT", env.HISTORY_LIMIT, { least: 0 }),
    membersLimit: read("MEMBERS_LIMIT", env.MEMBERS_LIMIT ?? 10_000, { least: 0 }),
  };
}

function read(name: string, given: number | string, range: { above: number } | { least: number }): number {
  const value = given === "" ? Number.NaN : Number(given); // a blank would count as 0
  const inRange = "above" in range ? value > range.above : value >= range.least && Number.isInteger(value);
  if (Number.isFinite(value) && inRange) return value;
  const rule = "above" in range ? `a number above ${range.above}` : `a whole number, ${range.least} or more`;
  throw new Error(`The setting ${name} must be ${rule}, and is ${JSON.stringify(given)}.`);
}
