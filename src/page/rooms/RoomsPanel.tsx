import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { ROOM_NAME_MAX_LENGTH } from "../../protocol/limits.ts";
import { LOBBY, parseRoomName, roomPath, type RoomName } from "../../protocol/values/names.ts";
import { alertCount } from "../unread/index.ts";
import { badgeText } from "../ui/badge.ts";
import { newRoomName } from "../../client/ids.ts";
import type { Store } from "../store.ts";
import { roomTitle } from "./titles.ts";
import { words } from "../words/words.ts";
import { Icon } from "../ui/Icon.tsx";
import { Wordmark } from "../ui/Wordmark.tsx";

interface RoomsPanelProps {
  readonly store: Store;
  readonly onRename: () => void;
}

export function RoomsPanel({ store, onRename }: RoomsPanelProps): VNode {
  const current = store.place.value.room;
  const visited = store.visited.value;
  // Always lists the lobby, and the current room even before it has been entered.
  const rooms = [...new Set([LOBBY, ...(current === null ? [] : [current]), ...visited])];
  return (
    <div class="panel-body">
      <Wordmark />
      <h2 class="panel-title">{words.rooms}</h2>
      <ul>
        {rooms.map((room) => (
          <li key={room} class="rooms-item">
            <a href={roomPath(room)} class="rooms-link" aria-current={room === current ? "page" : undefined}>
              <bdi>{roomTitle(room)}</bdi>
              <UnreadBadge store={store} room={room} />
            </a>
            {room !== LOBBY && room !== current && (
              <button
                type="button"
                class="icon-button rooms-forget"
                aria-label={words.forgetRoom(room)}
                title={words.forgetRoom(room)}
                onClick={() => store.forget(room)}
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ul>
      <button type="button" class="button wide" title={words.newRoomHint} onClick={() => store.navigate(newRoomName())}>
        <Icon name="plus" />
        {words.newRoom}
      </button>
      <OpenRoomForm store={store} />
      {store.name.value !== null && (
        <button type="button" class="self" onClick={onRename} title={words.changeName}>
          <bdi>{store.name.value}</bdi>
          <Icon name="pencil" />
        </button>
      )}
    </div>
  );
}

/** The number of alerts in the room; without any, the number of unread messages, fainter. */
function UnreadBadge({ store, room }: { readonly store: Store; readonly room: RoomName }): VNode | null {
  const count = store.unread.value.get(room);
  if (count === undefined || count.unread === 0) return null;
  const alerts = alertCount(count, store.notificationLevels.of(room));
  const text = badgeText(alerts > 0 ? alerts : count.unread, count.more);
  return (
    <span
      class={alerts > 0 ? "unread alerts" : "unread"}
      role="img"
      aria-label={alerts > 0 ? words.alertsIn(text) : words.unreadIn(text)}
    >
      {text}
    </span>
  );
}

function OpenRoomForm({ store }: { readonly store: Store }): VNode {
  const text = useSignal("");
  const isBad = useSignal(false);

  function submit(event: Event): void {
    event.preventDefault();
    if (text.value.trim() === "") return;
    const room = parseRoomName(text.value);
    isBad.value = room === null;
    if (room === null) return;
    text.value = "";
    store.navigate(room);
  }

  return (
    <form onSubmit={submit}>
      <div class="field-row">
        <input
          class="field"
          value={text.value}
          // More than the limit, so that a name that is too long gets an error message instead of being cut off silently.
          maxLength={ROOM_NAME_MAX_LENGTH * 4}
          aria-label={words.openRoomLabel}
          placeholder={words.openRoomLabel}
          enterKeyHint="go"
          autoCapitalize="off"
          dir="auto"
          aria-invalid={isBad.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            isBad.value = false;
          }}
        />
        <button type="submit" class="icon-button" aria-label={words.openRoom} title={words.openRoom}>
          <Icon name="send" />
        </button>
      </div>
      <p class="fault" role="alert">
        {isBad.value && words.badRoomName}
      </p>
    </form>
  );
}
