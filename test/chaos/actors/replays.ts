/** Frames that are sent more often than the client sends them: a change twice at once, and old changes after a reconnect. */
import type { Random } from "../random.ts";

/** The probability that a change is sent twice at once, as a proxy does that retries. */
const TWICE_PROBABILITY = 0.03;
/** The probability that nothing is replayed after a reconnect: then only the client repeats what had no answer. */
const NONE_PROBABILITY = 0.5;
/** How many old changes are sent again after a reconnect, at most: confirmed or not. */
const REPLAY_MAX = 4;
/** How many of the last changes may be replayed. */
const REPLAY_FROM = 40;

export class Replays {
  readonly #random: Random;
  /** The last changes that were sent, by their `clientId`; the newest at the end. */
  readonly #frames = new Map<string, string>();
  /** How many frames were sent in addition to the client's own. */
  count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** The client sends a change. Returns what to send with it. */
  with(clientId: string, frame: string): readonly string[] {
    this.#frames.delete(clientId);
    this.#frames.set(clientId, frame);
    const [oldest] = this.#frames.keys();
    if (this.#frames.size > REPLAY_FROM && oldest !== undefined) this.#frames.delete(oldest);
    return this.#counted(this.#random.happens(TWICE_PROBABILITY) ? [frame] : []);
  }

  /** What to send again after a reconnect: old changes, and the newest, which may not be confirmed, twice. */
  afterReturn(): readonly string[] {
    const frames = [...this.#frames.values()];
    const newest = frames.at(-1);
    if (newest === undefined || this.#random.happens(NONE_PROBABILITY)) return [];
    const count = this.#random.whole(0, REPLAY_MAX);
    return this.#counted([newest, newest, ...Array.from({ length: count }, () => this.#random.pick(frames))]);
  }

  /**
   * Stops replaying a command. The room does not remember what it refused, or what changed nothing, and would handle it as a
   * new command. No client repeats a command that was answered.
   */
  forget(clientId: string): void {
    this.#frames.delete(clientId);
  }

  #counted(frames: readonly string[]): readonly string[] {
    this.count += frames.length;
    return frames;
  }
}
