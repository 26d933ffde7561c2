/** Owns the words of a refusal and of a closing: what a person who reads the wire is told for each reason. */
import {
  EMOJI_MAX_LENGTH,
  FRAME_MAX_BYTES,
  FRAME_MAX_COMMANDS,
  NAME_MAX_LENGTH,
  REACTIONS_MAX_DIFFERENT,
  TEXT_MAX_LENGTH,
  TOPIC_MAX_LENGTH,
} from "./limits.ts";
import { CLOSE_POLICY, CLOSE_TOO_BIG, CLOSE_TRY_AGAIN_LATER } from "./close-codes.ts";
import type { Closing, ClosingReason, RefusalReason, Refused } from "./events.ts";

const REFUSALS: Readonly<Record<RefusalReason, string>> = {
  frame_binary: "Frames must be text; this one was binary.",
  frame_too_large: `A frame may have ${FRAME_MAX_BYTES} bytes at most.`,
  frame_not_json: "The frame is not valid JSON.",
  frame_malformed: "A frame must be one JSON object, or a non-empty array of objects.",
  frame_too_many_commands: `A frame may hold ${FRAME_MAX_COMMANDS} commands at most.`,
  unknown_command: "There is no command of this type.",
  bad_field: "A field is missing or not of its type.",
  not_joined: "Say hello first, and wait for welcome.",
  already_joined: "hello was said on this socket already.",
  bad_signature: "The signature does not prove this key for this host, this room and this challenge.",
  name_blank: "A name must show something.",
  name_too_long: `A name may have ${NAME_MAX_LENGTH} characters at most.`,
  name_forbidden_characters: "A name must not hold control characters or marks that change the direction of text.",
  name_reserved: "This name speaks for the room itself.",
  text_blank: "The message is empty.",
  text_too_long: `A message may have ${TEXT_MAX_LENGTH} characters at most.`,
  text_malformed: "The message is not well-formed Unicode.",
  no_such_message: "There is no message with this seq, or it was removed.",
  not_yours: "Only its author may change a message.",
  emoji_malformed: `A reaction is an emoji, or a word of up to ${EMOJI_MAX_LENGTH} characters.`,
  too_many_reactions: `A message may have ${REACTIONS_MAX_DIFFERENT} different reactions at most.`,
  topic_malformed: "A topic must be a line of well-formed text without control characters.",
  topic_too_long: `A topic may have ${TOPIC_MAX_LENGTH} characters at most.`,
  too_fast: "Too many messages at once; try again in a moment.",
  superseded: "A newer search on this connection replaced this one.",
  internal: "The room could not do this; try again.",
};

const CLOSINGS: Readonly<Record<ClosingReason, string>> = {
  too_many_sockets: "Too many connections to this room from your address.",
  too_many_rooms: "Too many new rooms from your address; try again in a minute.",
  flooding: "Far too many commands at once.",
  frame_too_large: "A frame was far too large.",
  too_slow: "More was sent than you have read.",
  silent: "Nothing was heard from you for too long.",
  no_hello: "Nobody said hello.",
};

/** A `refused` for `reason`, with its usual words unless `details` has better ones. */
export function refusal(reason: RefusalReason, details: Partial<Omit<Refused, "type" | "reason">> = {}): Refused {
  return { type: "refused", reason, message: REFUSALS[reason], ...details };
}

/**
 * A `closing` for `reason`. With `retryAfterMs` the client may come back by itself, then at the earliest; without it must
 * not.
 */
export function closing(reason: ClosingReason, retryAfterMs?: number): Closing {
  const message = CLOSINGS[reason];
  return retryAfterMs === undefined
    ? { type: "closing", reason, message, retry: false }
    : { type: "closing", reason, message, retry: true, retryAfterMs };
}

/** The close code that goes with `closing`. */
export function closeCodeOf({ reason, retry }: Closing): number {
  if (retry) return CLOSE_TRY_AGAIN_LATER;
  return reason === "frame_too_large" ? CLOSE_TOO_BIG : CLOSE_POLICY;
}

export { mayReconnectAfter } from "./close-codes.ts";
