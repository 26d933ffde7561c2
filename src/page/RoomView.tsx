/** Owns one room on the page: its header, its messages, what goes on in it, and the composer. */
import type { VNode } from "preact";
import { Composer } from "./composer/index.ts";
import { MessageList } from "./messages/index.ts";
import { NameCard } from "./people/index.ts";
import { PageFailed } from "./ui/PageFailed.tsx";
import { RoomHeader, type RoomHeaderProps, StatusLine } from "./header/index.ts";

export function RoomView({ store, room, onOverlay }: RoomHeaderProps): VNode {
  const session = store.session.value;
  return (
    <main class="room">
      <RoomHeader store={store} room={room} onOverlay={onOverlay} />
      {store.name.value === null ? (
        <NameCard store={store} />
      ) : session === null ? (
        <div class="room-center">{store.hasFailed.value && <PageFailed />}</div>
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
