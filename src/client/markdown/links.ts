/** Owns what may be a link: addresses of the web and of mail, and nothing else. Pure. */
import { addressesIn } from "../../protocol/addresses.ts";
import type { Mention } from "../../protocol/mentions.ts";
import type { Inline } from "./tree.ts";

/** What the parser is given of this file, which it does not import (see parse.ts). */
export interface Links {
  readonly addressOf: typeof addressOf;
  readonly linked: typeof linked;
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
  const inlines: Inline[] = [];
  let done = 0;
  const upTo = (start: number): void => {
    if (start > done) inlines.push({ type: "text", text: text.slice(done, start) });
  };
  const addresses = addressesIn(text).flatMap(({ start, end }) => {
    const shown = text.slice(start, end);
    const href = addressOf(/^[^/:?#]+@/.test(shown) ? `mailto:${shown}` : shown);
    return href === null ? [] : [{ start, end, href }];
  });
  for (const found of [...mentions, ...addresses].toSorted((a, b) => a.start - b.start)) {
    if (found.start < done) continue; // an address in a name
    upTo(found.start);
    const shown = { type: "text", text: text.slice(found.start, found.end) } as const;
    inlines.push(
      "name" in found
        ? { type: "mention", name: found.name, text: shown.text }
        : { type: "link", href: found.href, children: [shown] },
    );
    done = found.end;
  }
  upTo(text.length);
  return inlines;
}
