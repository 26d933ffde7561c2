/** Owns what is said where a part of the page did not arrive. */
import type { VNode } from "preact";
import { words } from "../words/words.ts";

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
