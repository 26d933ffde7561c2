/** Owns the list of the rooms one was in, and the ways into another: a new one, or one whose name one knows. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { ROOM_NAME_MAX_LENGTH } from "../../protocol/limits.ts";
import { LOBBY, parseRoomName, roomPath, type RoomName } from "../../protocol/values/names.ts";
import { callsOf } from "../unread/index.ts";
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
  // The lobby is always there, and the room looked at too, also before one has come in.
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
      <button type="button" class="button wide" title={words.newRoomHint} onClick={() => store.goTo(newRoomName())}>
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

/** How many messages call one there; else, fainter, how many one has not read. */
function UnreadBadge({ store, room }: { readonly store: Store; readonly room: RoomName }): VNode | null {
  const count = store.unread.value.get(room);
  if (count === undefined || count.unread === 0) return null;
  const calls = callsOf(count, store.levels.of(room));
  const text = badgeText(calls > 0 ? calls : count.unread, count.more);
  return (
    <span
      class={calls > 0 ? "unread calls" : "unread"}
      role="img"
      aria-label={calls > 0 ? words.callsIn(text) : words.unreadIn(text)}
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
    store.goTo(room);
  }

  return (
    <form onSubmit={submit}>
      <div class="field-row">
        <input
          class="field"
          value={text.value}
          // More than a name has, so that a longer one is answered with the reason instead of cut without a word.
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
