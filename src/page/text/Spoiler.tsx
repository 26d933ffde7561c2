import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { words } from "../words/words.ts";

interface SpoilerProps {
  /** The same text twice. The covered one has no links: nobody should follow a link that they cannot see. */
  readonly covered: VNode;
  readonly shown: VNode;
}

/** The text is covered, not removed: nothing moves when it is shown, and copying the message includes it. */
export function Spoiler({ covered, shown }: SpoilerProps): VNode {
  const isShown = useSignal(false);
  const show = (): void => void (isShown.value = true);
  // No longer a button, since it may contain links; still focusable, so that the keyboard continues from here.
  if (isShown.value) {
    return (
      <span class="spoiler shown" tabIndex={-1}>
        {shown}
      </span>
    );
  }
  return (
    <span
      class="spoiler"
      role="button"
      tabIndex={0}
      aria-expanded={false}
      title={words.spoiler} // also its accessible name: screen readers must not read the content yet
      onClick={show}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault(); // Space would scroll
        show();
      }}
    >
      <span aria-hidden="true">{covered}</span>
    </span>
  );
}
