/** The longest first delay, in milliseconds; each attempt doubles it. */
export const RECONNECT_BASE_MS = 500;
/** The longest delay, in milliseconds. */
export const RECONNECT_MAX_MS = 30_000;

/**
 * Milliseconds to wait before attempt `attempt` (0 is the first after a drop), for a `random` in [0, 1). Exponential backoff
 * with full jitter: when a server restarts, a room's thousand clients must not reconnect together.
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  return random * Math.min(RECONNECT_MAX_MS, RECONNECT_BASE_MS * 2 ** attempt);
}
