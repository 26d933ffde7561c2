/** The answer to `GET /unread`: what others said after the member's read marker, among the next `UNREAD_MAX_MESSAGES` messages. */
export interface Unread {
  readonly unread: number;
  /** How many of them mention the name in the request. */
  readonly mentions: number;
  /** Whether there are messages beyond those that were counted. */
  readonly more: boolean;
}

export const NOTHING_UNREAD: Unread = { unread: 0, mentions: 0, more: false };
