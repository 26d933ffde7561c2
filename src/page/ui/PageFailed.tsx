import type { VNode } from "preact";
import { words } from "../words/words.ts";

/** Shown where a part of the page failed to load. */
export function PageFailed(): VNode {
  return (
    <div class="page-failed" role="alert">
      <p>{words.pageFailed}</p>
      <button type="button" class="button primary" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </div>
  );
}
