/** What a room is given before an attack begins. */

export interface Past {
  /** Messages, said a second apart until two days ago, by `PAST_PEOPLE` people in turn. */
  readonly messages?: number;
  /** People who each react to the room's first message with the same emoji; each is somebody else. */
  readonly reactions?: number;
  /** Ids of members who each said something two days ago. */
  readonly members?: readonly string[];
}

/** Authors of the messages. */
export const PAST_PEOPLE = 100;

/** Milliseconds: an earlier day in every time zone. */
export const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1_000;
