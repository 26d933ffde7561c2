/** Owns one room on the page: its header, its messages, what goes on in it, and the composer. */
import type { VNode } from "preact";
import { Composer } from "./composer/Composer.tsx";
import { MessageList } from "./messages/MessageList.tsx";
import { NameGate } from "./people/NameForm.tsx";
import { PageFailed } from "./ui/PageFailed.tsx";
import { RoomHeader, type RoomHeaderProps } from "./header/RoomHeader.tsx";
import { StatusLine } from "./header/StatusLine.tsx";

export function RoomView({ store, room, onOverlay }: RoomHeaderProps): VNode {
  const session = store.session.value;
  return (
    <main class="room">
      <RoomHeader store={store} room={room} onOverlay={onOverlay} />
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
