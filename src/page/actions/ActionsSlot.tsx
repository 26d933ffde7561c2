/** Owns the place of what one can do with messages, whose code is loaded when somebody first points at one. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type * as actions from "./MessageActions.tsx";
import type { MessageToolbarProps } from "./MessageToolbar.tsx";

export function ActionsSlot(props: MessageToolbarProps): VNode | null {
  const loaded = useSignal<typeof actions | null>(null);
  const isWanted = props.pointing.at.value !== null;
  useEffect(() => {
    if (!isWanted || loaded.value !== null) return;
    import("./MessageActions.tsx").then(
      (module) => (loaded.value = module),
      // Whoever points at the next message tries again.
      () => undefined,
    );
  }, [isWanted]);
  const Actions = loaded.value?.MessageActions;
  return Actions === undefined ? null : <Actions {...props} />;
}
