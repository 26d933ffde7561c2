import type { VNode } from "preact";
import { roomPath, type RoomName } from "../../protocol/values/names.ts";
import { badgeText } from "../ui/badge.ts";
import type { Store } from "../store.ts";
import { roomTitle } from "../rooms/index.ts";
import { words } from "../words/words.ts";
import { Icon } from "../ui/Icon.tsx";
import { notifyOverlay } from "../notify/index.ts";
import type { Overlay } from "../overlays.ts";
import { searchOverlay } from "../search/index.ts";
import { shareOverlay } from "../share/index.ts";
import { TopicLine } from "./TopicLine.tsx";

export interface RoomHeaderProps {
  readonly store: Store;
  readonly room: RoomName;
  readonly onOverlay: (overlay: Overlay) => void;
}

export function RoomHeader({ store, room, onOverlay }: RoomHeaderProps): VNode {
  const session = store.session.value;
  const count = session?.people.value.count ?? 0;
  const alerts = store.alerts.value;
  return (
    <header class="room-header">
      <button
        type="button"
        class={alerts > 0 ? "icon-button opens-rooms alerts" : "icon-button opens-rooms"}
        aria-label={alerts > 0 ? `${words.showRooms}: ${words.alertsIn(badgeText(alerts, false))}` : words.showRooms}
        onClick={() => onOverlay("rooms")}
      >
        <Icon name="menu" />
      </button>
      <div class="room-heading">
        <h1>
          <a href={roomPath(room)} title={words.toNewest}>
            <bdi>{roomTitle(room)}</bdi>
          </a>
        </h1>
        {/* Takes up its space from the start, so that nothing moves when the topic arrives. */}
        {store.name.value !== null && (
          <div class="topic">
            {session?.wasWelcomed.value && <TopicLine key={session.topic.value} session={session} />}
          </div>
        )}
      </div>
      {count > 0 && (
        <button
          type="button"
          class="button quiet opens-people"
          aria-label={words.hereNow(count)}
          onClick={() => onOverlay("people")}
        >
          <Icon name="people" />
          <span>{count}</span>
        </button>
      )}
      {session !== null && (
        <>
          <NotifyButton store={store} room={room} onClick={() => onOverlay("notifications")} />
          <button
            type="button"
            class="icon-button"
            aria-label={words.search}
            title={words.searchKeys}
            {...searchOverlay.prefetchProps}
            onClick={() => onOverlay("search")}
          >
            <Icon name="search" />
          </button>
        </>
      )}
      <button
        type="button"
        class="button quiet opens-share"
        title={words.shareTitle}
        {...shareOverlay.prefetchProps}
        onClick={() => onOverlay("share")}
      >
        <Icon name="share" />
        <span>{words.share}</span>
      </button>
    </header>
  );
}

interface NotifyButtonProps {
  readonly store: Store;
  readonly room: RoomName;
  readonly onClick: () => void;
}

/** A bell, crossed out if the room is muted. */
function NotifyButton({ store, room, onClick }: NotifyButtonProps): VNode {
  const level = store.notificationLevels.of(room);
  const label = `${words.notifyTitle}: ${words.notificationLevels[level]}`;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      {...notifyOverlay.prefetchProps}
      onClick={onClick}
    >
      <Icon name={level === "nothing" ? "bellOff" : "bell"} />
    </button>
  );
}
