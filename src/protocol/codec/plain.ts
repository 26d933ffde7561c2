/** The plain dialect: the tutorial's `{"uName","context"}`, and bare text as people type it into a WebSocket tool. */
import { fail, ok, type Result } from "../shared/result.ts";
import { isFrameTooLarge } from "./parsing.ts";
import { isFields } from "./fields.ts";
import { parseText } from "../values/text.ts";
import { parsePersonName, ROOM_VOICE, type PersonName } from "../values/names.ts";
import type { Closing, RefusalReason, Refused } from "../events.ts";
import type { Person } from "../wire.ts";

/** A message from a plain client; without a name, the socket's name applies. */
export interface PlainSaying {
  readonly name: PersonName | null;
  readonly text: string;
}

/** One frame of a plain client: an object of the tutorial's form, otherwise the frame itself is the text. */
export function parsePlain(frame: string): Result<PlainSaying, RefusalReason> {
  if (isFrameTooLarge(frame)) return fail("frame_too_large");
  const { uName, context } = readTutorial(frame) ?? { uName: "", context: frame };
  const parsed = parseText(context);
  if (!parsed.ok) return parsed;
  const named = parsePersonName(uName);
  if (named.ok) return ok({ name: named.value, text: parsed.value });
  // The tutorial's page sends an empty name if the user has not entered one. Any other fault is an error.
  return named.fault === "name_blank" ? ok({ name: null, text: parsed.value }) : named;
}

function readTutorial(frame: string): { uName: string; context: string } | null {
  if (!frame.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(frame);
    if (!isFields(value)) return null;
    const { uName, context } = value;
    const name = uName ?? ""; // missing or null: the user has not entered a name
    return typeof name === "string" && typeof context === "string" ? { uName: name, context } : null;
  } catch {
    return null; // not JSON: the message just begins with a brace
  }
}

/** A message as a plain client receives it. */
export function encodePlain({ name }: Person, text: string): string {
  return JSON.stringify({ uName: name, context: text });
}

/**
 * What a plain client receives instead of `refused`: a line from the room itself, under a name that nobody else can have. The
 * `reason` is for programs.
 */
export function encodePlainRefusal({ reason, message, retryAfterMs }: Refused): string {
  return JSON.stringify({ uName: ROOM_VOICE, context: `Not sent. ${message}`, reason, retryAfterMs });
}

/** What a plain client receives instead of `closing`. */
export function encodePlainClosing({ reason, message }: Closing): string {
  return JSON.stringify({ uName: ROOM_VOICE, context: message, reason });
}
