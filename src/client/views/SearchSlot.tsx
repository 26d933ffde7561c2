/** Owns the place of the search panel, whose code is loaded when somebody is about to search. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { RoomSession } from "../room-session.ts";
import { words } from "../words/words.ts";
import type * as panel from "./SearchPanel.tsx";

interface SearchSlotProps {
  readonly session: RoomSession;
  readonly onClose: () => void;
}

/** Whoever points at the button will press it. What fails here fails again there, and is said then. */
export function prefetchSearch(): void {
  load().catch(() => undefined);
}

export function SearchSlot({ session, onClose }: SearchSlotProps): VNode | null {
  const loaded = useSignal<typeof panel | null>(null);
  const hasFailed = useSignal(false);
  useEffect(() => {
    load().then(
      (module) => (loaded.value = module),
      () => (hasFailed.value = true),
    );
  }, []);
  const Panel = loaded.value?.SearchPanel;
  if (Panel !== undefined) return <Panel session={session} onClose={onClose} />;
  return hasFailed.value ? (
    <aside class="search-panel">
      <p class="hint" role="alert">
        {words.pageFailed}
      </p>
    </aside>
  ) : null;
}

function load(): Promise<typeof panel> {
  return import("./SearchPanel.tsx");
}
