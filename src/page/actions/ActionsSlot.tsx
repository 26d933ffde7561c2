import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { lazyModule } from "../ui/lazy.ts";
import type { MessageToolbarProps } from "./MessageToolbar.tsx";

const actions = lazyModule(() => import("./MessageActions.tsx"));

/** Where the toolbar, the menu and the emoji picker are drawn. They are loaded when the pointer first rests on a message. */
export function ActionsSlot(props: MessageToolbarProps): VNode | null {
  const isWanted = props.hover.at.value !== null;
  useEffect(() => {
    if (isWanted) actions.prefetch();
  }, [isWanted]);
  const Actions = actions.value?.MessageActions;
  return Actions === undefined ? null : <Actions {...props} />;
}
