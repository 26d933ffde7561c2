import type { VNode } from "preact";
import { MessagePopover } from "./MessagePopover.tsx";
import { MessageToolbar, type MessageToolbarProps } from "./MessageToolbar.tsx";

export function MessageActions(props: MessageToolbarProps): VNode {
  return (
    <>
      <MessageToolbar {...props} />
      <MessagePopover {...props} />
    </>
  );
}
