import type { VNode } from "preact";
import { Composer, ComposerContext } from "./composer/index.ts";
import { MessageList } from "./messages/index.ts";
import { NameCard } from "./people/index.ts";
import { PageFailed } from "./ui/PageFailed.tsx";
import { RoomHeader, type RoomHeaderProps, StatusLine } from "./header/index.ts";

export function RoomView({ store, room, onOverlay }: RoomHeaderProps): VNode {
  const opened = store.opened.value;
  return (
    <ComposerContext.Provider value={opened?.composer ?? null}>
      <main class="room">
        <RoomHeader store={store} room={room} onOverlay={onOverlay} />
        {store.name.value === null ? (
          <NameCard store={store} />
        ) : opened === null ? (
          <div class="room-center">{store.hasFailed.value && <PageFailed />}</div>
        ) : (
          <>
            <MessageList session={opened.session} onShare={() => onOverlay("share")} />
            <StatusLine session={opened.session} />
            <Composer
              session={opened.session}
              actions={{ setName: (name) => store.setName(name), showHelp: () => onOverlay("help") }}
            />
          </>
        )}
      </main>
    </ComposerContext.Provider>
  );
}
