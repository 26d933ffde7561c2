// What may be a link: web and mail addresses, and nothing else.
import { addressesIn, type Range } from "../../../protocol/values/addresses.ts";
import type { Mention } from "../../../protocol/values/mentions.ts";
import type { PersonName } from "../../../protocol/values/names.ts";
import type { Inline } from "./tree.ts";

/** `raw` as the target of a link; null if it has no scheme, or has a user name before the host. */
export function addressOf(raw: string): string | null {
  // The URL parser drops line breaks and tabs, which would let `java\nscript:` through if it were compared as text.
  const url = URL.parse(raw);
  if (url === null) return null;
  // A browser accepts `https:host` without slashes, but people do not read it as an address. `https://bank@host` leads to host.
  const isWeb = /^\s*https?:\/\//i.test(raw) && url.username + url.password === "";
  return isWeb || (url.protocol === "mailto:" && url.pathname.includes("@")) ? url.href : null;
}

/** Splits `text` into its mentions, its addresses as links, and the text between. */
export function linked(text: string, mentions: readonly Mention[] = []): readonly Inline[] {
  const inlines: Inline[] = [];
  let done = 0;
  const found: readonly (Range & { readonly name?: PersonName })[] = [...mentions, ...addressesIn(text)];
  for (const { start, end, name } of found.toSorted((a, b) => a.start - b.start)) {
    const inline = inlineOf(text.slice(start, end), name);
    if (start < done || inline === null) continue; // an address inside a name, or an invalid one
    if (start > done) inlines.push({ type: "text", text: text.slice(done, start) });
    inlines.push(inline);
    done = end;
  }
  if (done < text.length) inlines.push({ type: "text", text: text.slice(done) });
  return inlines;
}

/** A mention of `name`, or a link; null if the address is not valid. */
function inlineOf(text: string, name: PersonName | undefined): Inline | null {
  if (name !== undefined) return { type: "mention", name, text };
  const href = addressOf(/^[^/:?#]+@/.test(text) ? `mailto:${text}` : text);
  return href === null ? null : { type: "link", href, children: [{ type: "text", text }] };
}
