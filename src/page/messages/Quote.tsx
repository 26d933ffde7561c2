/** Owns the line above a reply: whom and what it answers, and the way there. */
import type { VNode } from "preact";
import { hueOf } from "../people/index.ts";
import { previewOf } from "../text/index.ts";
import type { Quote } from "./quotes.ts";
import { words } from "../words/words.ts";

interface QuoteLineProps {
  readonly quote: Quote;
  readonly onJump: () => void;
}

export function QuotePreview({ quote, onJump }: QuoteLineProps): VNode {
  if (quote === "gone") return <p class="quote">{words.quoteGone}</p>;
  return (
    // Reached with the arrow keys from its message: the list is one stop of Tab, not hundreds.
    <button type="button" class="quote" tabIndex={-1} title={words.toOriginal} onClick={onJump}>
      {quote === "earlier" ? (
        words.quoteEarlier
      ) : (
        <>
          <bdi class="person-name" style={{ "--hue": String(hueOf(quote.from.id)) }}>
            {quote.from.name}
          </bdi>
          <span class="quote-text" dir="auto">
            {quote.removed ? words.messageRemoved : previewOf(quote.text)}
          </span>
        </>
      )}
    </button>
  );
}
