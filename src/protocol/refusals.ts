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

/** The `message` of each refusal. Developers read it on the wire; a client shows its own text for each reason. */
const REFUSALS: Readonly<Record<RefusalReason, string>> = {
  frame_binary: "Frames must be text; this one was binary.",
  frame_too_large: `A frame can have at most ${FRAME_MAX_BYTES} bytes.`,
  frame_not_json: "The frame is not valid JSON.",
  frame_malformed: "A frame must be a JSON object or a non-empty array of objects.",
  frame_too_many_commands: `A frame can hold at most ${FRAME_MAX_COMMANDS} commands.`,
  unknown_command: "Unknown command type.",
  bad_field: "A field is missing or has the wrong type.",
  not_joined: "Send hello first, and wait for welcome.",
  already_joined: "This connection has already sent hello.",
  bad_signature: "The signature does not match this key, host, room and challenge.",
  name_blank: "A name must have at least one visible character.",
  name_too_long: `A name can have at most ${NAME_MAX_LENGTH} characters.`,
  name_forbidden_characters: "A name cannot contain control, format or private-use characters.",
  name_reserved: "This name is reserved for the room itself.",
  text_blank: "The message is empty.",
  text_too_long: `A message can have at most ${TEXT_MAX_LENGTH} characters.`,
  text_malformed: "The message is not well-formed Unicode.",
  no_such_message: "There is no message with this seq, or it has been removed.",
  not_yours: "Only the author can change a message.",
  emoji_malformed: `A reaction must be an emoji or a word of up to ${EMOJI_MAX_LENGTH} characters.`,
  too_many_reactions: `A message can have at most ${REACTIONS_MAX_DIFFERENT} different reactions.`,
  topic_malformed: "A topic must be one line of well-formed text without control characters.",
  topic_too_long: `A topic can have at most ${TOPIC_MAX_LENGTH} characters.`,
  too_fast: "Too many messages at once; try again in a moment.",
  superseded: "A newer search on this connection replaced this one.",
  internal: "The server failed to handle this; try again.",
};

const CLOSINGS: Readonly<Record<ClosingReason, string>> = {
  too_many_sockets: "Too many connections to this room from your address.",
  too_many_rooms: "Too many new rooms from your address; try again in a minute.",
  flooding: "Far too many commands at once.",
  frame_too_large: "The frame was far too large.",
  too_slow: "More was sent than you have read.",
  silent: "The connection was silent for too long.",
  no_hello: "No valid hello arrived in time.",
};

/** A `refused` for `reason`, with its standard message unless `details` has a more specific one. */
export function refusal(reason: RefusalReason, details: Partial<Omit<Refused, "type" | "reason">> = {}): Refused {
  return { type: "refused", reason, message: REFUSALS[reason], ...details };
}

/** A `closing` for `reason`. With `retryAfterMs` the client may reconnect automatically after that time; without it, not at all. */
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
