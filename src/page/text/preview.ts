import { isInvisible } from "../../protocol/values/text.ts";
import { beginningOf } from "./graphemes.ts";
import { actionText } from "./markdown/action.ts";

/** UTF-16 code units of a preview: more than a line that is cut off at its end can show. */
const PREVIEW_MAX_LENGTH = 160;

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
