import type { ReadonlySignal } from "@preact/signals";
import type { RefObject, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Said } from "../../protocol/events.ts";
import { useComposer } from "../composer/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { actionWords } from "../words/actions.ts";
import { QuickReactions } from "../reactions/lazy.ts";
import type { Hover } from "./hover.ts";
import { isDesktop } from "../ui/is-desktop.ts";
import { ActionIcon } from "./ActionIcon.tsx";

/** Pixels by which the toolbar overlaps its message. The rest is above, where it hides less. The wide touch toolbar is all above. */
const OVERLAP_PX = isDesktop() ? 10 : 0;

export interface MessageToolbarProps {
  readonly session: RoomSession;
  readonly hover: Hover;
  /** The messages as shown, with your own unconfirmed changes. */
  readonly messages: ReadonlySignal<readonly Said[]>;
  readonly scroller: RefObject<HTMLElement | null>;
}

export function MessageToolbar({ session, hover, messages, scroller }: MessageToolbarProps): VNode | null {
  const composer = useComposer();
  const tools = useRef<HTMLDivElement>(null);
  const seq = hover.at.value;
  const said = seq === null ? undefined : messages.value.find((one) => one.seq === seq);
  const isThere = said !== undefined && !said.removed;
  useLayoutEffect(() => {
    const { current: list } = scroller;
    if (!isThere || list === null || tools.current === null) return undefined;
    const stay = (): void => void (tools.current && place(tools.current, list, said.seq));
    stay();
    list.addEventListener("scroll", stay, { passive: true });
    return () => list.removeEventListener("scroll", stay);
  }); // after each render: what is above the message may have grown

  if (!isThere) return null;
  return (
    <div ref={tools} class="message-tools" role="toolbar" aria-label={actionWords.actionsOn(said.from.name)}>
      <QuickReactions session={session} hover={hover} said={said} />
      <button
        type="button"
        class="tool"
        aria-label={actionWords.reply}
        title={actionWords.reply}
        onClick={() => composer.replyTo(said)}
      >
        <ActionIcon name="reply" />
      </button>
      <button
        type="button"
        class="tool"
        aria-label={actionWords.more}
        title={actionWords.more}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => hover.open("menu", said.seq, currentTarget)}
      >
        <ActionIcon name="more" />
      </button>
    </div>
  );
}

/** At the top edge of the message, or at that of the list if the message's is scrolled out of view. */
function place(tools: HTMLElement, list: HTMLElement, seq: number): void {
  const message = list.querySelector(`.message[data-seq="${seq}"]`);
  if (message === null) return;
  const view = list.getBoundingClientRect();
  const { top, bottom } = message.getBoundingClientRect();
  const above = top - view.top - tools.offsetHeight + OVERLAP_PX;
  tools.style.top = `${Math.max(above, 4)}px`;
  tools.style.visibility = bottom < view.top || top > view.bottom ? "hidden" : "";
}
