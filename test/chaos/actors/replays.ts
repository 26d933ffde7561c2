/** Owns what goes over a wire more often than the client sends it: a change twice at once, and old ones after a return. */
import type { Random } from "../random.ts";

/** The probability that a change leaves twice at once, as it does where a proxy retries. */
const TWICE = 0.03;
/** The probability that nothing is replayed after a return: then what is on its way goes again by the client's own doing. */
const NOTHING = 0.5;
/** Old changes that are sent again after a return, at most: confirmed ones as well as the one that is on its way. */
const REPLAY_MAX = 4;
/** Changes that may be replayed are of the last so many. */
const REPLAY_FROM = 40;

export class Replays {
  readonly #random: Random;
  /** The last changes that were sent, by their `clientId`; the newest at the end. */
  readonly #frames = new Map<string, string>();
  /** Frames that were sent on top of the client's own. */
  count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A change leaves. Returns what leaves with it. */
  with(clientId: string, frame: string): readonly string[] {
    this.#frames.delete(clientId);
    this.#frames.set(clientId, frame);
    const [oldest] = this.#frames.keys();
    if (this.#frames.size > REPLAY_FROM && oldest !== undefined) this.#frames.delete(oldest);
    return this.#counted(this.#random.happens(TWICE) ? [frame] : []);
  }

  /** What was sent before and goes again; the newest, which may not be confirmed yet, twice. */
  afterReturn(): readonly string[] {
    const frames = [...this.#frames.values()];
    const newest = frames.at(-1);
    if (newest === undefined || this.#random.happens(NOTHING)) return [];
    const count = this.#random.whole(0, REPLAY_MAX);
    return this.#counted([newest, newest, ...Array.from({ length: count }, () => this.#random.pick(frames))]);
  }

  /**
   * Never again: the room keeps nothing of what it refused, or of what was so already, and would judge it anew. A client
   * that had its answer does not ask once more.
   */
  forget(clientId: string): void {
    this.#frames.delete(clientId);
  }

  #counted(frames: readonly string[]): readonly string[] {
    this.count += frames.length;
    return frames;
  }
}
