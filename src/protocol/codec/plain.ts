/**
 * Owns the plain dialect: the tutorial's `{"uName","context"}` and bare lines of text, as people type them into a
 * tool.
 */
import { fail, ok, type Result } from "../shared/result.ts";
import { isFrameTooLarge } from "./parsing.ts";
import { isFields } from "./fields.ts";
import { parseText } from "../values/text.ts";
import { parsePersonName, ROOM_VOICE, type PersonName } from "../values/names.ts";
import type { Closing, RefusalReason, Refused } from "../events.ts";
import type { Person } from "../wire.ts";

/** What a plain client said; without a name it goes under the one that its socket has. */
export interface PlainSaying {
  readonly name: PersonName | null;
  readonly text: string;
}

/** One frame of a plain client: an object of the tutorial's form, else the text as it stands. */
export function parsePlain(frame: string): Result<PlainSaying, RefusalReason> {
  if (isFrameTooLarge(frame)) return fail("frame_too_large");
  const { uName, context } = readTutorial(frame) ?? { uName: "", context: frame };
  const parsed = parseText(context);
  if (!parsed.ok) return parsed;
  const named = parsePersonName(uName);
  if (named.ok) return ok({ name: named.value, text: parsed.value });
  // The tutorial's page sends an empty name when nobody typed one. Any other fault is worth saying.
  return named.fault === "name_blank" ? ok({ name: null, text: parsed.value }) : named;
}

function readTutorial(frame: string): { uName: string; context: string } | null {
  if (!frame.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(frame);
    if (!isFields(value)) return null;
    const { uName, context } = value;
    const name = uName ?? ""; // left out, or null: nobody typed a name
    return typeof name === "string" && typeof context === "string" ? { uName: name, context } : null;
  } catch {
    return null; // not JSON: then it is a message that begins with a brace
  }
}

/** A message as plain clients receive it. */
export function encodePlain({ name }: Person, text: string): string {
  return JSON.stringify({ uName: name, context: text });
}

/**
 * What a plain client is told instead of `refused`: a line from the room itself, under a name that nobody can take,
 * with the reason beside it for programs.
 */
export function encodePlainRefusal({ reason, message, retryAfterMs }: Refused): string {
  return JSON.stringify({ uName: ROOM_VOICE, context: `Not sent. ${message}`, reason, retryAfterMs });
}

/** What a plain client is told instead of `closing`. */
export function encodePlainClosing({ reason, message }: Closing): string {
  return JSON.stringify({ uName: ROOM_VOICE, context: message, reason });
}
