/**
 * How often things may happen in a room, in layers: for a member, for everybody at their address, and for the room. An action
 * takes a token in each layer that it counts in, or none at all. How often an address may reach a room is limited by the Worker.
 */
import type { MemberId } from "../../protocol/values/identity.ts";
import { TEXT_PER_TOKEN } from "../../protocol/limits.ts";
import { RateLimit, TokenBucket } from "../../protocol/shared/token-bucket.ts";
import type { RateName, Settings } from "../settings.ts";

/** Who sends a command, and from where. */
export interface Sender {
  readonly id: MemberId;
  /** An IPv4 address or an IPv6 /64. */
  readonly address: string;
}

export interface Actor extends Sender {
  /** Whether they spoke here on an earlier day. All others, guests too, are newcomers. */
  readonly isKnown: boolean;
}

/** Milliseconds of quiet after which a room may sleep and forget its buckets: Cloudflare says ten seconds. */
const SLEEPS_AFTER_MS = 10_000;

/** One layer's bucket, and how many of its tokens an action costs. */
interface Layer {
  readonly bucket: TokenBucket;
  readonly cost: number;
}

type KeyedRate = Exclude<RateName, "roomChanges">;

/** In memory only: see `forgettableInMs`. */
export class RateLimits {
  readonly #isOn: boolean;
  readonly #limits: Readonly<Record<KeyedRate, RateLimit>>;
  readonly #room: TokenBucket;
  readonly #newcomers: TokenBucket;
  #fullAt = 0;

  constructor({ rates, rateLimits }: Settings) {
    this.#isOn = rateLimits;
    this.#limits = {
      messages: new RateLimit(rates.messages),
      addressChanges: new RateLimit(rates.addressChanges),
      addressKnownChanges: new RateLimit(rates.addressKnownChanges),
      reactions: new RateLimit(rates.reactions),
      addressReactions: new RateLimit(rates.addressReactions),
      pages: new RateLimit(rates.pages),
      addressPages: new RateLimit(rates.addressPages),
      searches: new RateLimit(rates.searches),
      addressSearches: new RateLimit(rates.addressSearches),
      readMarks: new RateLimit(rates.readMarks),
      addressReadMarks: new RateLimit(rates.addressReadMarks),
      addressHellos: new RateLimit(rates.addressHellos),
      addressBadSignatures: new RateLimit(rates.addressBadSignatures),
      addressNames: new RateLimit(rates.addressNames),
    };
    const { perSecond, burst } = rates.roomChanges;
    this.#room = new TokenBucket(rates.roomChanges, 0);
    // Half at most: however many addresses strangers use, known members can still talk.
    this.#newcomers = new TokenBucket({ perSecond: perSecond / 2, burst: Math.ceil(burst / 2) }, 0);
  }

  /**
   * Counts a change with `length` UTF-16 code units of text. Returns 0, or the milliseconds until it may be made. For a member
   * each message counts as one; for an address and the room, a long text counts as several.
   */
  change({ id, address, isKnown }: Actor, length: number, now: number): number {
    const cost = 1 + Math.floor(length / TEXT_PER_TOKEN);
    return this.#take(now, [
      { bucket: this.#limits.messages.of(id, now), cost: 1 },
      { bucket: this.#room, cost },
      ...(isKnown
        ? [this.#layer("addressKnownChanges", address, now, cost)]
        : [this.#layer("addressChanges", address, now, cost), { bucket: this.#newcomers, cost }]),
    ]);
  }

  /** The same for a reaction, which also has limits of its own. */
  reaction(actor: Actor, now: number): number {
    const layers = [this.#layer("reactions", actor.id, now), this.#layer("addressReactions", actor.address, now)];
    const waitMs = this.#waitMs(now, layers);
    if (waitMs > 0) return waitMs;
    return this.change(actor, 0, now) || this.#take(now, layers);
  }

  page({ id, address }: Sender, now: number): number {
    return this.#take(now, [this.#layer("pages", id, now), this.#layer("addressPages", address, now)]);
  }

  search({ id, address }: Sender, now: number): number {
    return this.#take(now, [this.#layer("searches", id, now), this.#layer("addressSearches", address, now)]);
  }

  readMark({ id, address, isKnown }: Actor, now: number): number {
    const own = this.#layer("readMarks", id, now);
    return this.#take(now, isKnown ? [own] : [own, this.#layer("addressReadMarks", address, now)]);
  }

  /** A `hello`, before its signature is verified. */
  hello(address: string, now: number): number {
    return this.#take(now, [this.#layer("addressHellos", address, now)]);
  }

  /** A `hello` whose signature was wrong. */
  badSignature(address: string, now: number): number {
    return this.#take(now, [this.#layer("addressBadSignatures", address, now)]);
  }

  /** A name that no key held here before. */
  newName(address: string, now: number): number {
    return this.#take(now, [this.#layer("addressNames", address, now)]);
  }

  /**
   * Milliseconds until the room may sleep without filling any bucket by that: nobody must gain by waiting for it to sleep. 0 if
   * it may now.
   */
  forgettableInMs(now: number): number {
    return Math.max(0, this.#fullAt - SLEEPS_AFTER_MS - now);
  }

  #layer(name: KeyedRate, key: string, now: number, cost = 1): Layer {
    return { bucket: this.#limits[name].of(key, now), cost };
  }

  #waitMs(now: number, layers: readonly Layer[]): number {
    return this.#isOn ? Math.max(...layers.map(({ bucket, cost }) => bucket.waitMs(now, cost))) : 0;
  }

  #take(now: number, layers: readonly Layer[]): number {
    const waitMs = this.#waitMs(now, layers);
    if (waitMs > 0 || !this.#isOn) return waitMs;
    for (const { bucket, cost } of layers) {
      bucket.take(now, cost);
      this.#fullAt = Math.max(this.#fullAt, now + bucket.fullInMs(now));
    }
    return 0;
  }
}
