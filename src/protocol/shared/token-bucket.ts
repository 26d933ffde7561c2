/** The size and refill rate of a token bucket. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Tolerance for rounding errors in fractions of a token: after the announced wait, the token must be there. */
const ROUNDING = 1e-9;

/** A bucket of at most `burst` tokens, refilled at `perSecond`. Starts full. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #filledAt: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAt = now;
  }

  /** Milliseconds until `cost` tokens can be taken; 0: now. A cost above the burst counts as the burst. */
  waitMs(now: number, cost = 1): number {
    return this.#msUntil(Math.min(cost, this.#rate.burst), now);
  }

  /** Takes `cost` tokens and returns 0, or takes nothing and returns the milliseconds until it can. */
  take(now: number, cost = 1): number {
    const waitMs = this.waitMs(now, cost);
    if (waitMs === 0) this.#tokens -= Math.min(cost, this.#rate.burst);
    return waitMs;
  }

  /** Milliseconds until the bucket is full; after that it can be dropped without effect. */
  fullInMs(now: number): number {
    return this.#msUntil(this.#rate.burst, now);
  }

  #msUntil(tokens: number, now: number): number {
    const elapsedMs = Math.max(0, now - this.#filledAt); // a clock that is set back neither adds nor removes tokens
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + (elapsedMs / 1_000) * this.#rate.perSecond);
    this.#filledAt = now;
    const missing = tokens - this.#tokens;
    return missing > ROUNDING ? Math.ceil((missing / this.#rate.perSecond) * 1_000) : 0;
  }
}

/** A token bucket for each key. Full buckets are dropped, so the map grows only with the keys that are active right now. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, TokenBucket>();
  #sweepAt = 256;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** The bucket of `key`. */
  of(key: string, now: number): TokenBucket {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.#buckets.size >= this.#sweepAt) this.#sweep(now);
      this.#buckets.set(key, (bucket = new TokenBucket(this.#rate, now)));
    }
    return bucket;
  }

  /** Counts one action of `key` and returns 0, or returns the milliseconds to wait. */
  take(key: string, now: number): number {
    return this.of(key, now).take(now);
  }

  /** The next sweep waits until the map has doubled, so a call costs amortised constant time. */
  #sweep(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.fullInMs(now) === 0) this.#buckets.delete(key);
    this.#sweepAt = Math.max(256, this.#buckets.size * 2);
  }
}

/** A token bucket for each object, garbage-collected along with it. */
export class Budgets<Owner extends WeakKey> {
  readonly #rate: Rate;
  readonly #buckets = new WeakMap<Owner, TokenBucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Takes one token from `owner`'s bucket and returns whether there was one. */
  take(owner: Owner, now: number): boolean {
    let bucket = this.#buckets.get(owner);
    if (bucket === undefined) this.#buckets.set(owner, (bucket = new TokenBucket(this.#rate, now)));
    return bucket.take(now) === 0;
  }
}
