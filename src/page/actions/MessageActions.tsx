/** Owns what one can do with messages: the tools at the one that is pointed at, and what opens at it. */
import type { VNode } from "preact";
import { MessagePopover } from "./MessagePopover.tsx";
import { MessageTools, type MessageToolsProps } from "./MessageToolbar.tsx";

export function MessageActions(props: MessageToolsProps): VNode {
  return (
    <>
      <MessageTools {...props} />
      <MessagePopover {...props} />
    </>
  );
}
