/** Owns what one can do with messages: the tools at the one that is pointed at, and what opens at it. */
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
