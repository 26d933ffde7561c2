/**
 * Rate limits per network address, counted by Cloudflare's rate limiting bindings (`[[ratelimits]]` in wrangler.toml). If there is
 * no binding, as in plain workerd, or if it fails, a token bucket in memory takes its place.
 */
import { RateLimit } from "./token-bucket.ts";

/** The part of a rate limiting binding that Foyer uses. */
export interface RateLimitBinding {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>;
}

export type AddressLimitName = "NEW_SOCKETS" | "UNREAD_QUESTIONS" | "NEW_ROOMS";

export type RateLimitEnv = {
  readonly [Name in AddressLimitName]?: RateLimitBinding | undefined;
} & { readonly RATE_LIMITS?: string | undefined };

/** A binding's period in seconds; the platform allows 10 and 60. */
const PERIOD_S = 60;

/** Whether rates are limited. Throws an Error that names the setting if it is neither `on` nor `off`. */
export function hasRateLimits({ RATE_LIMITS = "on" }: RateLimitEnv): boolean {
  if (RATE_LIMITS === "on") return true;
  if (RATE_LIMITS === "off") return false;
  throw new Error(`The setting RATE_LIMITS must be "on" or "off", and is ${JSON.stringify(RATE_LIMITS)}.`);
}

export class AddressLimit {
  readonly #name: AddressLimitName;
  readonly #standIn: RateLimit;

  /** `perMinute` is for the bucket in memory, which also allows that many at once; a binding has its own limit in wrangler.toml. */
  constructor(name: AddressLimitName, perMinute: number) {
    this.#name = name;
    this.#standIn = new RateLimit({ perSecond: perMinute / PERIOD_S, burst: perMinute });
  }

  /** Counts one more from `address` and returns 0, or returns the milliseconds to wait before the next attempt. */
  async take(env: RateLimitEnv, address: string, now: number): Promise<number> {
    if (!hasRateLimits(env)) return 0;
    const counted = await this.#askBinding(env[this.#name], address);
    if (counted === null) return this.#standIn.take(address, now);
    return counted.success ? 0 : PERIOD_S * 1_000;
  }

  async #askBinding(
    binding: RateLimitBinding | undefined,
    key: string,
  ): Promise<Awaited<ReturnType<RateLimitBinding["limit"]>> | null> {
    try {
      return (await binding?.limit({ key })) ?? null;
    } catch (error) {
      // Letting everything through would remove the limit; refusing everything would lock everybody out.
      console.error(JSON.stringify({ event: "rate_limit_failed", limit: this.#name, error: String(error) }));
      return null;
    }
  }
}
