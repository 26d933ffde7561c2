/** Owns what a room can be said to be about: one line of text, or nothing. */
import { fail, ok, type Result } from "../shared/result.ts";
import type { Brand } from "../shared/brand.ts";
import { TOPIC_MAX_LENGTH } from "../limits.ts";
import { hasControls, isInvisible } from "./text.ts";

/** One line: NFC, single spaces, without bidirectional controls, up to 200 UTF-16 code units; empty where there is none. */
export type Topic = Brand<string, "Topic">;

/** Of a room that is about nothing in particular. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the empty one
export const NO_TOPIC = "" as Topic;

/** Why a topic is refused; each is a `reason` of `refused`. */
export type TopicFault = "topic_malformed" | "topic_too_long";

/** As in a name: format characters reorder or hide text; the joiners stay. */
const FORBIDDEN = /[^\P{Cf}\u200c\u200d]|[\u2028\u2029\p{Co}]/u;

/** The topic that is meant by `raw`, or why it cannot be one. What shows nothing is no topic: the empty one. */
export function parseTopic(raw: string): Result<Topic, TopicFault> {
  if (!raw.isWellFormed()) return fail("topic_malformed");
  const line = raw.replace(/\s+/g, " ").trim();
  // NFC makes one of four at most; and takes its time for many marks.
  const shown = isInvisible(line) ? "" : line;
  if (shown.length > TOPIC_MAX_LENGTH * 4) return fail("topic_too_long");
  const text = shown.normalize("NFC");
  if (text.length > TOPIC_MAX_LENGTH) return fail("topic_too_long");
  if (FORBIDDEN.test(text) || hasControls(text)) return fail("topic_malformed");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a Topic is made
  return ok(text as Topic);
}
