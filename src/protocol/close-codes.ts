/**
 * WebSocket close codes (RFC 6455, section 7.4.1, and the IANA registry). A client that missed the `closing` event
 * can still tell from the code whether to reconnect: 1013 "try again later" means yes; 1008 "policy violation" and 1009
 * "message too big" mean no.
 */
export const CLOSE_POLICY = 1008;
export const CLOSE_TOO_BIG = 1009;
export const CLOSE_TRY_AGAIN_LATER = 1013;

/** Whether a client may reconnect automatically after its socket closed with `code` and without a `closing` event. */
export function mayReconnectAfter(code: number): boolean {
  return code !== CLOSE_POLICY && code !== CLOSE_TOO_BIG;
}
