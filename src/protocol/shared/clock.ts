/** Time and timers for the room and the client: the platform's own, or a test's. */
export interface Clock {
  /** Milliseconds since 1970, by this machine's clock. */
  now(): number;
  /** Runs `run` after `delayMs` milliseconds, unless the returned function is called first. A pending timer keeps a room from hibernating. */
  after(delayMs: number, run: () => void): () => void;
}
