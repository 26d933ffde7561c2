import { isInvisible } from "../../protocol/values/text.ts";
import { beginningOf } from "./graphemes.ts";
import { actionText } from "./markdown/action.ts";

/** UTF-16 code units of a preview: more than fit on one line. */
const PREVIEW_MAX_LENGTH = 160;

/** The first line of a message, without the marks of a code block, and with spoilers still hidden. */
export function previewOf(text: string): string {
  const lines = actionText(text)
    .split("\n")
    .filter((line) => !isInvisible(line));
  // The line of an opening fence has at most a language: the code starts below.
  const [first = ""] = lines;
  const line = beginningOf(lines.find((one) => !/^[\s>]*`{3,}[^\s`]*$/.test(one)) ?? first, PREVIEW_MAX_LENGTH);
  const words = line.replace(/^\s*`{3,}|`{3,}\s*$/g, "").replace(/\|\|.+?(?:\|\||$)/g, "▒▒▒");
  return (isInvisible(words) ? line : words).trim();
}
