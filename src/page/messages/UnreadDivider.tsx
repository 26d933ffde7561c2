import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { badgeText } from "../ui/badge.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { words } from "../words/words.ts";
import { Icon } from "../ui/Icon.tsx";

/** The message that the divider stands above; null if nothing is unread, or if that message is not loaded. */
export function findFirstUnread({ reading, timeline, you }: RoomSession, messages: readonly Said[]): Seq | null {
  const divider = reading.divider.value;
  const [first] = messages;
  if (divider === null || first === undefined) return null;
  if (first.seq > divider.after && timeline.value.hasOlder) return null;
  return messages.find(({ seq, from }) => seq > divider.after && from.id !== you.value.id)?.seq ?? null;
}

export function UnreadDivider({ session }: { readonly session: RoomSession }): VNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const { current } = heading;
    if (current === null) return;
    // Its first report comes after the list has scrolled to where it opens.
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) session.reading.foundDivider();
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [session]);
  return (
    <h2 ref={heading} class="unread-divider">
      <span>{words.newMessagesBelow}</span>
    </h2>
  );
}

/** Scrolls to the divider. Shown until the reader has seen it. */
export function ToUnreadButton({
  session,
  isLoaded,
}: {
  readonly session: RoomSession;
  /** Whether the divider is in the list; else its part of the history is loaded first. */
  readonly isLoaded: boolean;
}): VNode | null {
  const { divider: shown, isDividerFound } = session.reading;
  const { value: divider } = shown;
  if (divider === null || isDividerFound.value) return null;
  const { unread, more } = divider.count;
  function go(after: Seq): void {
    session.isFollowing.value = false;
    if (isLoaded) document.querySelector(".unread-divider")?.scrollIntoView({ block: "center" });
    else session.paging.around(after);
  }
  return (
    <button type="button" class="to-unread" onClick={() => go(divider.after)}>
      <span>{words.newSince(badgeText(unread, more), unread)}</span>
      <Icon name="up" />
    </button>
  );
}
