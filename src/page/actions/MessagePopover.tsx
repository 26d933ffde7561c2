/**
 * Owns what opens at a message: its menu, or the emoji to react with. There is one for the whole list; it is the
 * platform's popover, which closes on Escape and on a click elsewhere, and gives the focus back.
 */
import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { toggleReaction } from "../reactions/index.ts";
import { isDesktop } from "../ui/is-desktop.ts";
import { EmojiPicker } from "../reactions/lazy.ts";
import { MessageMenu } from "./MessageMenu.tsx";
import type { MessageToolbarProps } from "./MessageToolbar.tsx";

/** Pixels between it and the edges of the screen, and what it stands beside. */
const GAP_PX = 6;

export function MessagePopover({ session, pointing, messages }: Omit<MessageToolbarProps, "scroller">): VNode {
  const popover = useRef<HTMLDivElement>(null);
  const opened = pointing.opened.value;
  const said = opened === null ? undefined : messages.value.find(({ seq }) => seq === opened.seq);
  // What it was opened for may go while it is open.
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
        if (newState === "closed") pointing.opened.value = null;
      }}
    >
      {isOpen && opened?.kind === "menu" && (
        <MessageMenu session={session} pointing={pointing} said={said} onDone={close} />
      )}
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
 * Below what it stands beside, or above where there is no room, and towards the middle; always on the screen. On a phone
 * CSS puts it below.
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

/** On a phone the keyboard would hide what there is to choose from: there the field has to be tapped. */
function focusFirst(popover: HTMLElement): void {
  const first = isDesktop() ? ".field" : ".picker-grid";
  popover.querySelector<HTMLElement>(`${first}, [role^="menuitem"]`)?.focus();
}
