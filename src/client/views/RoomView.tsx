/** Owns one room on the page: its heading, its messages, what goes on in it, and the composer. */
import type { VNode } from "preact";
import type { RoomName } from "../../protocol/names.ts";
import { badgeText } from "../badges.ts";
import type { Store } from "../store.ts";
import { roomTitle } from "../titles.ts";
import { words } from "../words/words.ts";
import { Composer } from "./Composer.tsx";
import { Icon } from "./Icon.tsx";
import { MessageList } from "./MessageList.tsx";
import { NameGate } from "./NameForm.tsx";
import { NotifyButton } from "./NotifyButton.tsx";
import { prefetchSearch } from "./SearchSlot.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { TopicLine } from "./TopicLine.tsx";

/** What may lie over the room, one at a time. */
export type Overlay = "rooms" | "people" | "search" | "share" | "name" | "notify" | "switcher" | "keys";

interface RoomViewProps {
  readonly store: Store;
  readonly room: RoomName;
  readonly onOverlay: (overlay: Overlay) => void;
}

export function RoomView({ store, room, onOverlay }: RoomViewProps): VNode {
  const session = store.session.value;
  const count = session?.people.value.count ?? 0;
  const calls = store.calls.value;
  return (
    <main class="room">
      <header class="room-header">
        <button
          type="button"
          class={calls > 0 ? "icon-button opens-rooms calls" : "icon-button opens-rooms"}
          aria-label={calls > 0 ? `${words.showRooms}: ${words.callsIn(badgeText(calls, false))}` : words.showRooms}
          onClick={() => onOverlay("rooms")}
        >
          <Icon name="menu" />
        </button>
        <div class="room-heading">
          <h1>
            <bdi>{roomTitle(room)}</bdi>
          </h1>
          {session !== null && <TopicLine session={session} />}
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
        {session !== null && <NotifyButton store={store} room={room} onOpen={() => onOverlay("notify")} />}
        {session !== null && (
          <button
            type="button"
            class="icon-button"
            aria-label={words.search}
            title={words.searchKeys}
            onPointerEnter={prefetchSearch}
            onFocus={prefetchSearch}
            onClick={() => onOverlay("search")}
          >
            <Icon name="search" />
          </button>
        )}
        <button type="button" class="button quiet opens-share" onClick={() => onOverlay("share")}>
          <Icon name="share" />
          <span>{words.share}</span>
        </button>
      </header>
      {store.name.value === null ? (
        <NameGate store={store} />
      ) : session === null ? (
        <div class="gate">{store.hasFailed.value && <PageFailed />}</div>
      ) : (
        <>
          <MessageList session={session} onShare={() => onOverlay("share")} />
          <StatusLine session={session} />
          <Composer
            session={session}
            reach={{ setName: (name) => store.setName(name), showKeys: () => onOverlay("keys") }}
          />
        </>
      )}
    </main>
  );
}

function PageFailed(): VNode {
  return (
    <div class="gate-card" role="alert">
      <p>{words.pageFailed}</p>
      <button type="button" class="button primary" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </div>
  );
}
