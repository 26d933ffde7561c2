/** Owns how long to wait before the next attempt to connect: exponential, with full jitter. */

/** Milliseconds of the first delay at most; each attempt doubles it. */
export const RECONNECT_BASE_MS = 500;
/** Milliseconds that any delay has at most. */
export const RECONNECT_MAX_MS = 30_000;

/**
 * Milliseconds to wait before attempt `attempt` (0 is the first after a drop), for a `random` in [0, 1). Full jitter, not
 * a fraction of it: when a room's server restarts, its thousand clients must not come back together.
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  return random * Math.min(RECONNECT_MAX_MS, RECONNECT_BASE_MS * 2 ** attempt);
}
