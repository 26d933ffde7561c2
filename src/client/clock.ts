/** Owns what the client needs of time and chance: the browser gives the real ones (`socket.ts`), a test its own. */

export interface Clock {
  /** Milliseconds since 1970, by this device. */
  now(): number;
  /** Runs `run` after `delayMs` milliseconds unless the returned function is called. */
  after(delayMs: number, run: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}
