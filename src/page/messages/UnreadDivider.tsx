/** Owns the line between what one had read and what is new, and the way up to it where it is out of sight. */
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { badgeText } from "../ui/badge.ts";
import type { RoomSession } from "../../client/room-session.ts";
import type { Line } from "./message-rows.ts";
import { words } from "../words/words.ts";
import { Icon } from "../ui/Icon.tsx";

/** The first new message that is loaded, above which the line stands; null where there is none, or the line is not loaded. */
export function firstNewOf({ reading, timeline, you }: RoomSession, messages: readonly Said[]): Seq | null {
  const line = reading.line.value;
  const [first] = messages;
  if (line === null || first === undefined) return null;
  if (first.seq > line.after && timeline.value.hasOlder) return null;
  return messages.find(({ seq, from }) => seq > line.after && from.id !== you.value.id)?.seq ?? null;
}

/** `lines`, in which a turn begins below the line: whoever reads from there is told who speaks. */
export function withLine(lines: readonly Line[], firstNew: Seq | null): readonly Line[] {
  if (firstNew === null) return lines;
  return lines.map((line) => (line.said.seq === firstNew ? { ...line, startsTurn: true } : line));
}

export function NewLine({ session }: { readonly session: RoomSession }): VNode {
  const line = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const { current } = line;
    if (current === null) return;
    // The observer's first word comes when the list has been scrolled to where it opens.
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) session.reading.isLineFound.value = true;
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [session]);
  return (
    <h2 ref={line} class="new-line">
      <span>{words.newLine}</span>
    </h2>
  );
}

/** Leads to the line, until one has seen it. `isLoaded`: the line is in the list. */
export function ToUnreadButton({
  session,
  isLoaded,
}: {
  readonly session: RoomSession;
  readonly isLoaded: boolean;
}): VNode | null {
  const { line, isLineFound } = session.reading;
  const { value: shown } = line;
  if (shown === null || isLineFound.value) return null;
  const { unread, more } = shown.count;
  function go(after: Seq): void {
    session.isFollowing.value = false;
    if (isLoaded) document.querySelector(".new-line")?.scrollIntoView({ block: "center" });
    else session.paging.around(after);
  }
  return (
    <button type="button" class="to-new-line" onClick={() => go(shown.after)}>
      <span>{words.newSince(badgeText(unread, more), unread)}</span>
      <Icon name="up" />
    </button>
  );
}
