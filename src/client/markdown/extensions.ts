/** Owns what chat adds to Markdown's inlines: whole addresses, spoilers, and a backslash that is often only a backslash. */
import type { TokenizerAndRendererExtension } from "marked";
import type { Links } from "./links.ts";
import type { ChatTokenizer } from "./tokenizer.ts";

/** What a backslash keeps from being syntax. */
const ESCAPED = /^\\([*_~`|[\]>-])/;
/** `¯\_(ツ)_/¯`, whose arm is no escape, and whose underscores mark nothing. */
const SHRUG = /^\\_\([^\s)]{1,8}\)_\//;
/** `C:\*`, `\\_server` … */
const ROOT_BEFORE = /[:\\]$/;
/** … and `dir\_name`, `dir\*.ts`: within a word there is no syntax to be kept from. */
const WORD_BEFORE = /[\p{L}\p{N}]$/u;
const WORD_BEHIND = /^..\.?[\p{L}\p{N}]/u;
/** `a || b || c` is code. */
const SPOILER = /^\|\|(?!\|)(?=\S)([\s\S]*?\S)\|\|(?!\|)/;

interface Text {
  readonly type: "text";
  readonly raw: string;
  readonly text: string;
}

export function extensionsOf(tokenizer: ChatTokenizer, links: Links): TokenizerAndRendererExtension[] {
  return [
    {
      name: "address",
      level: "inline",
      start: (src) => src.indexOf("http"),
      // Text for now, but in one piece: an underscore in it marks nothing.
      tokenizer: (src) => asText(src, links.addressLength(src)),
    },
    {
      name: "backslash",
      level: "inline",
      start: (src) => src.indexOf("\\"),
      tokenizer(src, before) {
        if (src[0] !== "\\") return undefined;
        const shrug = SHRUG.exec(src);
        if (shrug !== null) return asText(src, shrug[0].length);
        const found = ESCAPED.exec(src);
        if (found === null) return undefined;
        const last = before.at(-1)?.raw ?? "";
        const isPath = ROOT_BEFORE.test(last) || (WORD_BEFORE.test(last) && WORD_BEHIND.test(src));
        if (isPath) return asText(src, found[0].length);
        return { type: "escape", raw: found[0], text: found[1] };
      },
    },
    {
      name: "spoiler",
      level: "inline",
      start: (src) => src.indexOf("||"),
      tokenizer(src) {
        const found = SPOILER.exec(src);
        if (found === null) return undefined;
        return { type: "spoiler", raw: found[0], tokens: tokenizer.inside(found[1] ?? "") };
      },
    },
  ];
}

/** Overwrites the addresses in `text`, so that no marker in one closes what was opened before it. */
export function maskAddresses(text: string, { addressLength }: Links): string {
  let masked = "";
  let done = 0;
  for (let at = text.indexOf("http"); at !== -1; at = text.indexOf("http", Math.max(done, at + 1))) {
    const length = addressLength(text.slice(at));
    if (length === 0) continue;
    masked += text.slice(done, at) + "a".repeat(length);
    done = at + length;
  }
  return masked + text.slice(done);
}

function asText(src: string, length: number): Text | undefined {
  const raw = src.slice(0, length);
  return length === 0 ? undefined : { type: "text", raw, text: raw };
}
