import type { VNode } from "preact";
import { memberHue } from "../people/index.ts";
import { previewOf } from "../text/index.ts";
import type { Quote } from "./quotes.ts";
import { words } from "../words/words.ts";

interface QuotePreviewProps {
  readonly quote: Quote;
  readonly onJump: () => void;
}

export function QuotePreview({ quote, onJump }: QuotePreviewProps): VNode {
  if (quote === "gone") return <p class="quote">{words.quoteGone}</p>;
  return (
    // Not a tab stop, or the list would have hundreds: the arrow keys lead here from the message.
    <button type="button" class="quote" tabIndex={-1} title={words.toOriginal} onClick={onJump}>
      {quote === "earlier" ? (
        words.quoteEarlier
      ) : (
        <>
          <bdi class="person-name" style={{ "--hue": String(memberHue(quote.from.id)) }}>
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
