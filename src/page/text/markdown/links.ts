/** Owns what may be a link: addresses of the web and of mail, and nothing else. Pure. */
import { addressesIn, type Range } from "../../../protocol/values/addresses.ts";
import type { Mention } from "../../../protocol/values/mentions.ts";
import type { PersonName } from "../../../protocol/values/names.ts";
import type { Inline } from "./tree.ts";

/** `raw` as a link's target, or null. What has no scheme of its own, or names a user for its host, is none. */
export function addressOf(raw: string): string | null {
  // The URL parser drops line breaks and tabs, which would let `java\nscript:` through if it were compared as text.
  const url = URL.parse(raw);
  if (url === null) return null;
  // `https:host` without slashes is one to a browser, but not to who reads it; `https://bank@host` leads to the host.
  const isWeb = /^\s*https?:\/\//i.test(raw) && url.username + url.password === "";
  return isWeb || (url.protocol === "mailto:" && url.pathname.includes("@")) ? url.href : null;
}

/** `text` with the `mentions` in it, and the addresses beside them as links. */
export function linked(text: string, mentions: readonly Mention[] = []): readonly Inline[] {
  const inlines: Inline[] = [];
  let done = 0;
  const found: readonly (Range & { readonly name?: PersonName })[] = [...mentions, ...addressesIn(text)];
  for (const { start, end, name } of found.toSorted((a, b) => a.start - b.start)) {
    const inline = inlineOf(text.slice(start, end), name);
    if (start < done || inline === null) continue; // an address in a name, or none that leads anywhere
    if (start > done) inlines.push({ type: "text", text: text.slice(done, start) });
    inlines.push(inline);
    done = end;
  }
  if (done < text.length) inlines.push({ type: "text", text: text.slice(done) });
  return inlines;
}

/** A mention of `name`, or a link; null where it leads nowhere. */
function inlineOf(text: string, name: PersonName | undefined): Inline | null {
  if (name !== undefined) return { type: "mention", name, text };
  const href = addressOf(/^[^/:?#]+@/.test(text) ? `mailto:${text}` : text);
  return href === null ? null : { type: "link", href, children: [{ type: "text", text }] };
}
