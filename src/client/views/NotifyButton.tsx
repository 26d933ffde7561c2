/** Owns the bell in a room's header; what it opens is loaded as soon as somebody reaches for it. */
import type { VNode } from "preact";
import type { RoomName } from "../../protocol/names.ts";
import type { Store } from "../store.ts";
import { words } from "../words/words.ts";
import { Icon } from "./Icon.tsx";
import { later } from "./Later.tsx";

export const NotifyMenu = later(() => import("./NotifyMenu.tsx").then((module) => module.NotifyMenu));

interface NotifyButtonProps {
  readonly store: Store;
  readonly room: RoomName;
  readonly onOpen: () => void;
}

export function NotifyButton({ store, room, onOpen }: NotifyButtonProps): VNode {
  const level = store.levels.of(room);
  const label = `${words.notifyTitle}: ${words.levels[level]}`;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      onPointerEnter={prefetch}
      onFocus={prefetch}
      onClick={onOpen}
    >
      <Icon name={level === "nothing" ? "bellOff" : "bell"} />
    </button>
  );
}

/** What fails here fails again when it is opened. */
function prefetch(): void {
  import("./NotifyMenu.tsx").catch(() => undefined);
}
