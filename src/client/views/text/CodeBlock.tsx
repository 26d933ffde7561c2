/** Owns a block of code: verbatim, scrolled sideways, copied by a button, in colours once it has been in view. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { highlighter, loadHighlighter } from "../../markdown/loading.ts";
import { words } from "../../words/words.ts";

const COPY = "M9 9h11v11H9zM5 15H4V4h11v1";
const DONE = "M5 12.5l5 5L19 7";

interface CodeBlockProps {
  readonly text: string;
  /** As it was written behind the fence; "" if nothing was. */
  readonly language: string;
}

export function CodeBlock({ text, language }: CodeBlockProps): VNode {
  const code = useRef<HTMLElement>(null);
  const isCopied = useSignal(false);
  const highlight = language === "" ? null : highlighter.value;
  const parts = useMemo(() => highlight?.(text, language) ?? [{ text, kind: null }], [highlight, text, language]);
  useEffect(() => (language === "" || code.current === null ? undefined : whenSeen(code.current)), [language]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      isCopied.value = true;
    } catch {
      // No clipboard on plain http, or no permission: the code is selected, and the person copies it.
      if (code.current !== null) getSelection()?.selectAllChildren(code.current);
    }
  }

  const label = isCopied.value ? words.copied : words.copyCode;
  return (
    <div class="code-block">
      {/* Focusable, so that the arrow keys can scroll it. */}
      <pre tabIndex={0} role="group" aria-label={words.code(language)} dir="ltr">
        <code ref={code}>
          {parts.map((part, index) =>
            part.kind === null ? (
              part.text
            ) : (
              <span key={index} class={`code-${part.kind}`}>
                {part.text}
              </span>
            ),
          )}
        </code>
      </pre>
      <button type="button" class="code-copy" aria-label={label} title={label} onClick={() => void copy()}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d={isCopied.value ? DONE : COPY} />
        </svg>
      </button>
    </div>
  );
}

/** Loads the highlighter when `element` comes into view. Returns what stops that. */
function whenSeen(element: Element): () => void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    void loadHighlighter();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
