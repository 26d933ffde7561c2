/** Owns what a reply shows of the message that it answers: as much of it as is known here. Pure. */
import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { isInvisible } from "../../protocol/values/text.ts";
import { beginningOf } from "../text/graphemes.ts";
import { actionText } from "../text/markdown/action.ts";

/** The original; or that it is `earlier` than what is loaded, or `gone`: the room does not keep it any more. */
export type Quote = Said | "earlier" | "gone";

/** UTF-16 code units of a preview: more than a line that is cut off at its end can show. */
const PREVIEW_MAX_LENGTH = 160;

/** Finds the originals of replies among `messages` (ascending, without holes). `hasOlder`: there are others before. */
export function quotesOf(messages: readonly Said[], hasOlder: boolean): (replyTo: Seq) => Quote {
  const first = messages[0]?.seq ?? 0;
  let bySeq: ReadonlyMap<Seq, Said> | null = null; // most lists have no reply in them
  return (replyTo) => {
    bySeq ??= new Map(messages.map((said) => [said.seq, said]));
    return bySeq.get(replyTo) ?? (replyTo < first && hasOlder ? "earlier" : "gone");
  };
}

/** The first line of a message as a glance at it: without what marks code, and with spoilers still unread. */
export function previewOf(text: string): string {
  const lines = actionText(text)
    .split("\n")
    .filter((line) => !isInvisible(line));
  // Where a fence begins there is a language at most: the code is below.
  const [first = ""] = lines;
  const line = beginningOf(lines.find((one) => !/^[\s>]*`{3,}[^\s`]*$/.test(one)) ?? first, PREVIEW_MAX_LENGTH);
  const words = line.replace(/^\s*`{3,}|`{3,}\s*$/g, "").replace(/\|\|.+?(?:\|\||$)/g, "▒▒▒");
  return (isInvisible(words) ? line : words).trim();
}
