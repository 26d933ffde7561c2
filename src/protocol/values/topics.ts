import { fail, ok, type Result } from "../shared/result.ts";
import type { Brand } from "../shared/brand.ts";
import { TOPIC_MAX_LENGTH } from "../limits.ts";
import { hasControls, isInvisible } from "./text.ts";

/** One line: NFC, single spaces, without bidirectional controls, up to 200 UTF-16 code units; empty if there is no topic. */
export type Topic = Brand<string, "Topic">;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the empty text is a valid topic
export const NO_TOPIC = "" as Topic;

/** Why a topic is refused; each is a `reason` of `refused`. */
export type TopicFault = "topic_malformed" | "topic_too_long";

/** As in a name: format characters reorder or hide text, but joiners are allowed. */
const FORBIDDEN = /[^\P{Cf}\u200c\u200d]|[\u2028\u2029\p{Co}]/u;

/** The topic for `raw`, or why it is refused. Invisible text becomes the empty topic. */
export function parseTopic(raw: string): Result<Topic, TopicFault> {
  if (!raw.isWellFormed()) return fail("topic_malformed");
  const line = raw.replace(/\s+/g, " ").trim();
  // NFC shortens text at most to a quarter, and it is slow for many marks.
  const shown = isInvisible(line) ? "" : line;
  if (shown.length > TOPIC_MAX_LENGTH * 4) return fail("topic_too_long");
  const text = shown.normalize("NFC");
  if (text.length > TOPIC_MAX_LENGTH) return fail("topic_too_long");
  if (FORBIDDEN.test(text) || hasControls(text)) return fail("topic_malformed");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a Topic is made
  return ok(text as Topic);
}
