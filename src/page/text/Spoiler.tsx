/** Owns what is hidden until somebody wants to see it. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { words } from "../words/words.ts";

interface SpoilerProps {
  /** The same text twice: below the cover without links, which one must not follow unseen. */
  readonly covered: VNode;
  readonly shown: VNode;
}

/** Covered, not taken away: nothing moves when it is shown, and who copies the message has it all. */
export function Spoiler({ covered, shown }: SpoilerProps): VNode {
  const isShown = useSignal(false);
  const show = (): void => void (isShown.value = true);
  // No button any more, since there may be links in it; still focused, so that the keyboard goes on from here.
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
      title={words.spoiler} // its name too, since what is in it is nobody's to hear yet
      onClick={show}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault(); // or Space would scroll
        show();
      }}
    >
      <span aria-hidden="true">{covered}</span>
    </span>
  );
}
