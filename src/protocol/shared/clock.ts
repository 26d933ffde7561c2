/** The time and timers that a part of the room or the client needs: the platform's own, or a test's. */
export interface Clock {
  /** Milliseconds since 1970, by this machine. */
  now(): number;
  /** Runs `run` after `delayMs` milliseconds, unless the returned function is called first. A timer keeps a room awake. */
  after(delayMs: number, run: () => void): () => void;
}
