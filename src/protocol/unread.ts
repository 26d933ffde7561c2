/** What a room tells over HTTP, without a socket: how much of it a member has not read. */

/** What others said since the member's reading mark, among the first `UNREAD_MAX_MESSAGES` messages behind it. */
export interface Unread {
  readonly unread: number;
  /** How many of them call the name that was asked for. */
  readonly mentions: number;
  /** Whether there are messages beyond those that were looked at. */
  readonly more: boolean;
}

export const NOTHING_UNREAD: Unread = { unread: 0, mentions: 0, more: false };
