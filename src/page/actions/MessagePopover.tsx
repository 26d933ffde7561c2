import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { toggleReaction } from "../reactions/index.ts";
import { isDesktop } from "../ui/is-desktop.ts";
import { EmojiPicker } from "../reactions/lazy.ts";
import { MessageMenu } from "./MessageMenu.tsx";
import type { MessageToolbarProps } from "./MessageToolbar.tsx";

/** Pixels between the popover and the edges of the screen, and between it and its message. */
const GAP_PX = 6;

/**
 * The menu or the emoji picker of a message. One popover serves the whole list. It is the platform's own, which closes on
 * Escape and on a click elsewhere, and gives the focus back.
 */
export function MessagePopover({ session, hover, messages }: Omit<MessageToolbarProps, "scroller">): VNode {
  const popover = useRef<HTMLDivElement>(null);
  const opened = hover.opened.value;
  const said = opened === null ? undefined : messages.value.find(({ seq }) => seq === opened.seq);
  // The message may be removed while its popover is open.
  const isOpen = said !== undefined && !said.removed;
  const close = (): void => popover.current?.hidePopover();
  useLayoutEffect(() => {
    if (opened === null || popover.current === null) return;
    if (!isOpen) return close();
    if (!popover.current.matches(":popover-open")) popover.current.showPopover();
    place(popover.current, opened.beside);
    focusFirst(popover.current);
  }, [opened, isOpen]);

  return (
    <div
      ref={popover}
      class="popover"
      popover="auto"
      onToggle={({ newState }) => {
        if (newState === "closed") hover.opened.value = null;
      }}
    >
      {isOpen && opened?.kind === "menu" && <MessageMenu session={session} hover={hover} said={said} onDone={close} />}
      {isOpen && opened?.kind === "picker" && (
        <EmojiPicker
          onPick={(emoji) => {
            close();
            toggleReaction(session, said, emoji);
          }}
        />
      )}
    </div>
  );
}

/**
 * Puts the popover below `beside`, or above it if there is no room below; towards the middle, and always on the screen. On
 * a phone, CSS puts it at the bottom instead.
 */
function place(popover: HTMLElement, beside: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = beside.bottom + GAP_PX;
  const top = below + height + GAP_PX <= innerHeight ? below : beside.top - GAP_PX - height;
  const isAtStart = beside.left + beside.right < innerWidth;
  const left = Math.min(isAtStart ? beside.left : beside.right - width, innerWidth - width - GAP_PX);
  popover.style.setProperty("--top", `${Math.max(GAP_PX, Math.min(top, innerHeight - height - GAP_PX))}px`);
  popover.style.setProperty("--left", `${Math.max(GAP_PX, left)}px`);
}

/** Not the search field on a phone: the keyboard would open and cover the emoji. */
function focusFirst(popover: HTMLElement): void {
  const first = isDesktop() ? ".field" : ".picker-grid";
  popover.querySelector<HTMLElement>(`${first}, [role^="menuitem"]`)?.focus();
}
