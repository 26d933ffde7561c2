/** Owns what may be a link: addresses of the web and of mail, and nothing else. Pure. */
import { addressesIn } from "../../protocol/addresses.ts";
import type { Mention } from "../../protocol/mentions.ts";
import type { Inline } from "./tree.ts";

/** Where an inline stands in a text. */
interface Whole {
  readonly start: number;
  readonly end: number;
  readonly inline: Inline;
}

const PROTOCOLS = new Set(["http:", "https:", "mailto:"]);

/** `raw` as a link's target, or null. What has no scheme of its own, or names a user for its host, is none. */
export function addressOf(raw: string): string | null {
  // The URL parser drops line breaks and tabs, which would let `java\nscript:` through if it were compared as text.
  const url = URL.parse(raw);
  if (url === null || !PROTOCOLS.has(url.protocol)) return null;
  if (url.protocol === "mailto:") return url.pathname.includes("@") ? url.href : null;
  // `https:host` without slashes is one to a browser, but not to who reads it; `https://bank@host` leads to the host.
  return /^\s*https?:\/\//i.test(raw) && url.username === "" && url.password === "" ? url.href : null;
}

/** `text` with the `mentions` in it, and the addresses beside them as links. */
export function linked(text: string, mentions: readonly Mention[] = []): readonly Inline[] {
  const links = addressesIn(text).flatMap(({ start, end }): readonly Whole[] => {
    const shown = text.slice(start, end);
    const href = addressOf(/^[^/:?#]+@/.test(shown) ? `mailto:${shown}` : shown);
    if (href === null) return [];
    return [{ start, end, inline: { type: "link", href, children: [{ type: "text", text: shown }] } }];
  });
  const called = mentions.map(({ name, start, end }): Whole => {
    return { start, end, inline: { type: "mention", name, text: text.slice(start, end) } };
  });
  const inlines: Inline[] = [];
  let done = 0;
  for (const { start, end, inline } of [...called, ...links].toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue; // an address in a name
    if (start > done) inlines.push({ type: "text", text: text.slice(done, start) });
    inlines.push(inline);
    done = end;
  }
  if (done < text.length) inlines.push({ type: "text", text: text.slice(done) });
  return inlines;
}
