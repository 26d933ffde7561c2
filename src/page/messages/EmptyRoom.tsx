import type { VNode } from "preact";
import { words } from "../words/words.ts";
import { Icon } from "../ui/Icon.tsx";

export function EmptyRoom({ onShare }: { readonly onShare: () => void }): VNode {
  return (
    <div class="empty">
      <h2>{words.emptyTitle}</h2>
      <p>{words.emptyHint}</p>
      <button type="button" class="button" onClick={onShare}>
        <Icon name="share" />
        {words.share}
      </button>
    </div>
  );
}
