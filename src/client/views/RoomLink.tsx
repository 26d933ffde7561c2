/** Owns links to rooms: real links, which switch without loading the page when they are simply clicked. */
import type { ComponentChildren, VNode } from "preact";
import { roomPath, type RoomName } from "../../protocol/names.ts";
import type { Store } from "../store.ts";

interface RoomLinkProps {
  readonly store: Store;
  readonly room: RoomName;
  readonly class?: string;
  readonly isCurrent?: boolean;
  readonly children: ComponentChildren;
}

export function RoomLink({ store, room, class: className, isCurrent = false, children }: RoomLinkProps): VNode {
  return (
    <a
      href={roomPath(room)}
      class={className}
      aria-current={isCurrent ? "page" : undefined}
      onClick={(event) => {
        // With a modifier or another button the browser opens a tab or a window, as everywhere.
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        store.goTo(room);
      }}
    >
      {children}
    </a>
  );
}
