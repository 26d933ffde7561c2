import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { copy } from "../ui/clipboard.ts";
import { highlighter } from "./markdown/highlighter.ts";
import { words } from "../words/words.ts";
import { Icon } from "../ui/Icon.tsx";

interface CodeBlockProps {
  readonly text: string;
  /** As written after the opening fence; "" if nothing was. */
  readonly language: string;
}

/** Shown as written. Colours are added once the block has been in view. */
export function CodeBlock({ text, language }: CodeBlockProps): VNode {
  const code = useRef<HTMLElement>(null);
  const isCopied = useSignal(false);
  const highlight = language === "" ? null : highlighter.value;
  const parts = useMemo(() => highlight?.(text, language) ?? [{ text, kind: null }], [highlight, text, language]);
  useEffect(() => (language === "" || code.current === null ? undefined : whenSeen(code.current)), [language]);

  async function copyCode(): Promise<void> {
    isCopied.value = await copy(text);
    if (!isCopied.value && code.current !== null) getSelection()?.selectAllChildren(code.current); // so that the user can copy it
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
      <button type="button" class="code-copy" aria-label={label} title={label} onClick={() => void copyCode()}>
        <Icon name={isCopied.value ? "check" : "copy"} />
      </button>
    </div>
  );
}

/** Loads the highlighter when `element` comes into view. Returns how to stop. */
function whenSeen(element: Element): () => void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    highlighter.prefetch();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
