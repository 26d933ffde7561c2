/** Owns token buckets: how often something may happen, with a burst. */

/** A bucket of at most `burst` tokens, refilled by `perSecond`; each action takes one. Starts full. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAt = now;
  }

  /** Takes one token and returns 0, or returns the milliseconds until there is one. */
  take(now: number): number {
    this.#fill(now);
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) / this.#perSecond) * 1_000);
    this.#tokens -= 1;
    return 0;
  }

  /** Whether forgetting this bucket would change nothing. */
  isFull(now: number): boolean {
    this.#fill(now);
    return this.#tokens >= this.#burst;
  }

  #fill(now: number): void {
    const elapsedMs = Math.max(0, now - this.#filledAt); // a clock that was set back gives nothing and takes nothing
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsedMs / 1_000) * this.#perSecond);
    this.#filledAt = now;
  }
}

/** A token bucket for each key. Full ones are forgotten, so the map grows only with those who are busy right now. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, TokenBucket>();
  #sweepAt = 256;

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** Counts one action of `key` and returns 0, or returns the milliseconds until it may act. */
  take(key: string, now: number): number {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.#buckets.size >= this.#sweepAt) this.#sweep(now);
      bucket = new TokenBucket(this.#perSecond, this.#burst, now);
      this.#buckets.set(key, bucket);
    }
    return bucket.take(now);
  }

  /** The next sweep waits until the map doubled, so a call costs amortised constant time. */
  #sweep(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(key);
    this.#sweepAt = Math.max(256, this.#buckets.size * 2);
  }
}

/** A token bucket for each object, which goes with it. */
export class Budgets<Owner extends WeakKey> {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #buckets = new WeakMap<Owner, TokenBucket>();

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** Takes one token of `owner`'s and returns whether there was one. */
  take(owner: Owner, now: number): boolean {
    let bucket = this.#buckets.get(owner);
    if (bucket === undefined) this.#buckets.set(owner, (bucket = new TokenBucket(this.#perSecond, this.#burst, now)));
    return bucket.take(now) === 0;
  }
}
