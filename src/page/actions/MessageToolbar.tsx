/** Owns the tools at the message that somebody points at: the reactions they use most, reply, and the menu. */
import type { ReadonlySignal } from "@preact/signals";
import type { RefObject, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Said } from "../../protocol/events.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { actionWords } from "../words/actions.ts";
import { QuickReactions } from "../reactions/lazy.ts";
import type { Hover } from "./hover.ts";
import { isDesktop } from "../ui/is-desktop.ts";
import { Icon } from "../ui/Icon.tsx";

/** Pixels of the tools that lie over their message; the rest is above it, where it hides less. Those for fingers are wide. */
const OVERLAP_PX = isDesktop() ? 10 : 0;

export interface MessageToolbarProps {
  readonly session: RoomSession;
  readonly pointing: Hover;
  /** The messages as they are shown. */
  readonly messages: ReadonlySignal<readonly Said[]>;
  readonly scroller: RefObject<HTMLElement | null>;
}

export function MessageToolbar({ session, pointing, messages, scroller }: MessageToolbarProps): VNode | null {
  const tools = useRef<HTMLDivElement>(null);
  const seq = pointing.at.value;
  const said = seq === null ? undefined : messages.value.find((one) => one.seq === seq);
  const isThere = said !== undefined && !said.removed;
  useLayoutEffect(() => {
    const { current: list } = scroller;
    if (!isThere || list === null || tools.current === null) return undefined;
    const stay = (): void => void (tools.current && place(tools.current, list, said.seq));
    stay();
    list.addEventListener("scroll", stay, { passive: true });
    return () => list.removeEventListener("scroll", stay);
  }); // after each drawing: what is above the message may have grown

  if (!isThere) return null;
  return (
    <div ref={tools} class="message-tools" role="toolbar" aria-label={actionWords.actionsOn(said.from.name)}>
      <QuickReactions session={session} pointing={pointing} said={said} />
      <button
        type="button"
        class="tool"
        aria-label={actionWords.reply}
        title={actionWords.reply}
        onClick={() => reply(session, said)}
      >
        <Icon name="reply" />
      </button>
      <button
        type="button"
        class="tool"
        aria-label={actionWords.more}
        title={actionWords.more}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => pointing.open("menu", said.seq, currentTarget)}
      >
        <Icon name="more" />
      </button>
    </div>
  );
}

/** What is written next answers `said`. */
export function reply(session: RoomSession, said: Said): void {
  session.replyingTo.value = { ...said }; // another object: also where it is being answered, the composer is called for
}

/** At the message's upper edge, or at the list's where that is scrolled out of view. */
function place(tools: HTMLElement, list: HTMLElement, seq: number): void {
  const message = list.querySelector(`.message[data-seq="${seq}"]`);
  if (message === null) return;
  const view = list.getBoundingClientRect();
  const { top, bottom } = message.getBoundingClientRect();
  const above = top - view.top - tools.offsetHeight + OVERLAP_PX;
  tools.style.top = `${Math.max(above, 4)}px`;
  tools.style.visibility = bottom < view.top || top > view.bottom ? "hidden" : "";
}
